import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Checks a webhook's signature the Stripe way: `t=<seconds>,v1=<hex HMAC-SHA256 of "<seconds>.<body>">`, one of several
 * `v1` while a secret is being replaced. Anything else is false.
 *
 * @param body the request's body as it came, byte by byte
 * @param toleranceMs how far the signed time may be from `nowMs`, before or after
 */
export function isSignatureValid(
  header: string,
  body: Buffer,
  secret: string,
  nowMs: number,
  toleranceMs: number,
): boolean {
  const parts = header.split(',').map((part) => part.trim().split('=', 2));
  const time = parts.find(([name]) => name === 't')?.[1];
  if (time === undefined || !/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(nowMs - Number(time) * 1000) > toleranceMs) return false;
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  return parts
    .filter(([name]) => name === 'v1')
    .map(([, hex]) => Buffer.from(hex ?? '', 'hex'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
