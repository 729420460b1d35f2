import { createHash } from 'node:crypto';
import { answerJson, type Route } from '@tiffin/service';
import { accountsPolicy } from '../policy.ts';
import type { SigningKeys } from './signing-keys.ts';

export const KEY_SET_PATH = '/.well-known/jwks.json';

/** Publishes the public keys as a JSON Web Key Set (RFC 7517); caches may keep it for 5 minutes. */
export function keySetRoute(keys: SigningKeys): Route {
  return {
    method: 'GET',
    path: KEY_SET_PATH,
    async handle(request, response) {
      const keySet = { keys: await keys.published() };
      const headers = {
        'cache-control': `public, max-age=${accountsPolicy.keySetMaxAgeMs / 1_000}`,
        etag: `"${createHash('sha256').update(JSON.stringify(keySet)).digest('base64url')}"`,
      };
      if (request.headers['if-none-match'] === headers.etag) {
        response.writeHead(304, headers).end();
        return;
      }
      answerJson(response, 200, keySet, headers);
    },
  };
}
