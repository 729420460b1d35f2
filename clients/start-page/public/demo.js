// @ts-check

/**
 * What `npm start` says of its demo city; absent anywhere else.
 * @typedef {object} Demo
 * @property {string} password of every demo account
 * @property {number} speed domain seconds a second
 * @property {{ role: 'customer' | 'kitchen' | 'driver' | 'support' | 'admin', email: string }[]} logins
 * @property {{ latitude: number, longitude: number }} centre of the city
 */

/** @returns {Promise<Demo | null>} null where there is no demo city */
export async function readDemo() {
  const response = await fetch('/demo/demo.json').catch(() => null);
  const isJson = response?.headers.get('content-type')?.includes('json');
  return response?.ok && isJson ? response.json() : null;
}

const LOG_IN = `mutation LogIn($input: LogInInput!) {
  logIn(input: $input) {
    account { id displayName }
    session { accessToken accessTokenExpiresAt refreshToken }
    userErrors { code message }
  }
}`;

const REFRESH = `mutation RefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    account { id displayName }
    session { accessToken accessTokenExpiresAt refreshToken }
    userErrors { code message }
  }
}`;

/** An access token is renewed when less than this is left of it, milliseconds. */
const RENEW_BEFORE_MS = 60_000;

/**
 * One operation over HTTP.
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @param {string} [authorization]
 */
export async function post(query, variables, authorization) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization ? { authorization } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors?.length) throw new Error(errors[0].message);
  return data;
}

/**
 * Logs in, and keeps the token fresh.
 * @param {string} email
 * @param {string} password
 * @returns {Promise<{ name: string, authorization: () => Promise<string> }>}
 */
export async function logIn(email, password) {
  const { logIn: opened } = await post(LOG_IN, { input: { email, password } });
  if (!opened.session) throw new Error(opened.userErrors[0]?.message ?? 'could not log in');
  let { session } = opened;
  /** @type {Promise<void> | undefined} */
  let renewal;
  const renew = async () => {
    const input = { refreshToken: session.refreshToken };
    const { refreshSession } = await post(REFRESH, { input });
    if (!refreshSession.session) throw new Error('the session is over, log in again');
    session = refreshSession.session;
  };
  return {
    name: opened.account.displayName,
    authorization: async () => {
      if (Date.parse(session.accessTokenExpiresAt) - Date.now() < RENEW_BEFORE_MS) {
        renewal ??= renew().finally(() => (renewal = undefined));
        await renewal;
      }
      return `Bearer ${session.accessToken}`;
    },
  };
}
