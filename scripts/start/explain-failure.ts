import { MigrationError } from '@tiffin/database';
import { LocalStackError } from '@tiffin/local-stack';

/** Codes of a server that is not there, or not as the url says. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ECONNRESET',
]);
const REFUSED = new Set(['28P01', '28000', '3D000']);

/** What went wrong and what to do about it, for the person at the keyboard. */
export function explainFailure(error: unknown): string {
  if (error instanceof LocalStackError) return error.message;
  if (error instanceof MigrationError) {
    const code = codeOf(error.cause);
    if (UNREACHABLE.has(code)) {
      return `The database cannot be reached (${code}): start it, or unset DATABASE_URL to use the embedded one.`;
    }
    if (REFUSED.has(code)) {
      return `The database refuses the login of DATABASE_URL or DATABASE_OWNER_URL (${messageOf(error.cause)}): correct the url.`;
    }
    return `${error.message}\n  To begin with empty data, delete the folder .tiffin/data-stores.`;
  }
  return messageOf(error);
}

/** A connection that was tried on several addresses fails with all their errors at once. */
function codeOf(error: unknown): string {
  const { code, errors } = (error ?? {}) as { code?: string; errors?: { code?: string }[] };
  return code ?? errors?.[0]?.code ?? '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
