import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { ApiError } from './api-error.ts';

/** Checks `Authorization: Bearer <key>` in constant time. @throws ApiError 401 */
export function requireKey(request: IncomingMessage, apiKey: string): void {
  const given = /^Bearer (\S{1,255})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(given), digest(apiKey))) return;
  throw new ApiError(401, { type: 'invalid_request_error', message: 'Invalid API key.' });
}
