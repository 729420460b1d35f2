/** What must never reach a log line, wherever it stands in the logged object (to `DEPTH` levels). */
const SECRET_KEYS = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'identityToken',
  'cardToken',
  'cardNumber',
  'cvc',
  'secret',
  'clientSecret',
  'apiKey',
  'privateKey',
  'connectionString',
] as const;

/** Redaction works on fixed paths, so deeper nesting is not covered: log flat objects. */
const DEPTH = 4;

/** Paths for pino's `redact`, each secret key at every level down to `DEPTH`. */
export const REDACTED_PATHS: string[] = SECRET_KEYS.flatMap((key) =>
  Array.from({ length: DEPTH }, (_, level) => '*.'.repeat(level).slice(0, -1) + `["${key}"]`),
);

const URL_CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]*@/gi;
const BEARER = /\b(bearer)\s+[\w.~+/=-]+/gi;

/** Takes credentials out of free text: user and password of URLs, bearer tokens. */
export function withoutCredentials(text: string): string {
  return text.replace(URL_CREDENTIALS, '$1***@').replace(BEARER, '$1 ***');
}
