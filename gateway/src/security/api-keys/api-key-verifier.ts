import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BoundedCache, isApiKey, TiffinError, type Identity } from '@tiffin/service';
import { RefusedToken } from '../revocations/refused-token.ts';
import type { TokenVerifier } from '../token-verifier.ts';
import {
  API_KEY_ENTRIES,
  API_KEY_EXCHANGE_TIMEOUT_MS,
  API_KEY_LIFE_MS,
  API_KEY_MARK,
  API_KEY_MAX_CHARACTERS,
  WRONG_API_KEY_LIFE_MS,
} from './api-key-policy.ts';

const exchanged = z.object({ accessToken: z.string(), expiresAt: z.iso.datetime() });
const BEARER = /^Bearer +([\w~+/.=-]+)$/i;

/** The access token of a key, or undefined when the key is wrong. */
interface Exchanged {
  token: string | undefined;
  until: number;
}

/**
 * Establishes who calls by an API key instead of an access token: `Bearer tk_…`. The key is exchanged
 * for a short-lived token at its issuer, and that token is verified like any other.
 *
 * @param exchangeUrl where keys are exchanged: POST `{ key }` gives `{ accessToken, expiresAt }` or 401
 */
export function createApiKeyVerifier(exchangeUrl: string, tokens: TokenVerifier): TokenVerifier {
  const known = new BoundedCache<string, Promise<Exchanged> | Exchanged>(API_KEY_ENTRIES);
  const exchangedOnce = (key: string, hash: string): Promise<Exchanged> | Exchanged => {
    const remembered = known.get(hash);
    if (remembered !== undefined && !('until' in remembered && remembered.until <= Date.now())) {
      return remembered;
    }
    const pending = exchange(exchangeUrl, key).then(
      (result) => {
        known.set(hash, result);
        return result;
      },
      (error: unknown) => {
        known.delete(hash);
        throw error;
      },
    );
    known.set(hash, pending);
    return pending;
  };
  const tokenOf = async (key: string, hash: string): Promise<Identity> => {
    const { token } = await exchangedOnce(key, hash);
    if (token === undefined) throw unauthenticated('The API key is not valid.');
    return tokens.identify(`Bearer ${token}`);
  };
  return {
    async identify(authorization): Promise<Identity> {
      const key = BEARER.exec(authorization ?? '')?.[1] ?? '';
      if (!key.startsWith(API_KEY_MARK) || key.length > API_KEY_MAX_CHARACTERS) {
        throw unauthenticated('Send an API key as "Authorization: Bearer tk_…" or "X-API-Key".');
      }
      const hash = createHash('sha256').update(key).digest('base64');
      const remembered = known.get(hash);
      try {
        return asProgram(await tokenOf(key, hash));
      } catch (error) {
        if (!(error instanceof RefusedToken)) throw error;
        // The token counts no more. What its key is worth now is its issuer's to say.
        if (known.get(hash) === remembered) known.delete(hash);
        return asProgram(await tokenOf(key, hash));
      }
    },
    watch: (holder) => tokens.watch(holder),
    forget: (holder) => tokens.forget(holder),
  };
}

const programs = new WeakMap<Identity, Identity>();

/**
 * Who calls by a key is a partner's program, also where the token does not say so: its session is the
 * key then. One object for one verified token.
 */
function asProgram(identity: Identity): Identity {
  if (identity.kind !== 'user' || isApiKey(identity)) return identity;
  let program = programs.get(identity);
  if (program === undefined) {
    program = Object.freeze({ ...identity, apiKeyId: identity.sessionId });
    programs.set(identity, program);
  }
  return program;
}

async function exchange(url: string, key: string): Promise<Exchanged> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
      signal: AbortSignal.timeout(API_KEY_EXCHANGE_TIMEOUT_MS),
    });
    if (answer.status === 401) {
      await answer.body?.cancel();
      return { token: undefined, until: Date.now() + WRONG_API_KEY_LIFE_MS };
    }
    const { accessToken, expiresAt } = exchanged.parse(await answer.json());
    const until = Math.min(Date.parse(expiresAt), Date.now() + API_KEY_LIFE_MS);
    return { token: accessToken, until };
  } catch (cause) {
    const message = 'API keys cannot be checked right now; try again.';
    throw new TiffinError('SERVICE_UNAVAILABLE', message, { cause });
  }
}

function unauthenticated(message: string): Error {
  return new TiffinError('UNAUTHENTICATED', message);
}
