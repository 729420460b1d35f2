import { describe, expect, test } from '@jest/globals';

import { signWebhook } from '../../sandbox-provider/webhooks/signature.ts';
import { isSignatureValid } from '../../src/webhooks/verify-signature.ts';

const secret = 'a-secret-of-the-tests';
const body = '{"id":"evt_1","note":"ünïcödé"}';
const atSeconds = 1_790_000_000;
const nowMs = atSeconds * 1_000;
const toleranceMs = 300_000;
const header = signWebhook(secret, body, atSeconds);

const check = (given: string, text = body, now = nowMs, key = secret): boolean =>
  isSignatureValid(given, Buffer.from(text), key, now, toleranceMs);

describe('the signature of a webhook', () => {
  test('holds for the body, the secret and the time it was made with', () => {
    expect(check(header)).toBe(true);
    expect(check(header, body, nowMs + toleranceMs)).toBe(true);
    expect(check(header, body, nowMs - toleranceMs)).toBe(true);
  });

  test('holds when one of several signatures does, while a secret is replaced', () => {
    const [, signature] = header.split(',');
    const other = signWebhook('another-secret', body, atSeconds);
    expect(check(`${other},${signature}`)).toBe(true);
  });

  test.each([
    ['another body', header, `${body} `, nowMs],
    ['a time too long ago', header, body, nowMs + toleranceMs + 1],
    ['a time too far ahead', header, body, nowMs - toleranceMs - 1],
    ['a time that was not signed', header.replace(/t=\d+/, `t=${atSeconds + 1}`), body, nowMs],
    ['another secret', signWebhook('another-secret', body, atSeconds), body, nowMs],
    ['no signature', `t=${atSeconds}`, body, nowMs],
    ['no time', header.replace(/t=\d+,/, ''), body, nowMs],
    ['an old scheme', header.replace('v1=', 'v0='), body, nowMs],
    ['half a signature', header.slice(0, -2), body, nowMs],
    ['nothing', '', body, nowMs],
  ])('does not hold for %s', (_what, given, text, now) => {
    expect(check(given, text, now)).toBe(false);
  });
});
