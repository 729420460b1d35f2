import { describe, expect, test } from '@jest/globals';
import {
  MalformedResponseError,
  readHead,
} from '../../src/execution/transport/http1/response-head.ts';

const head = (...lines: string[]): string => lines.join('\r\n');

describe('a head', () => {
  test.each([
    [['HTTP/1.1 200 OK', 'Content-Length: 12'], { kind: 'length', bytes: 12 }],
    [['HTTP/1.1 200', 'CONTENT-LENGTH:0'], { kind: 'length', bytes: 0 }],
    [['HTTP/1.1 200 OK', 'Transfer-Encoding: Chunked'], { kind: 'chunked' }],
    [['HTTP/1.1 200 OK', 'X-Content-Length: 3', 'Date: a:b'], { kind: 'close' }],
    [['HTTP/1.1 204 No Content'], { kind: 'length', bytes: 0 }],
    [['HTTP/1.1 204 No Content', 'content-length: 0'], { kind: 'length', bytes: 0 }],
    [['HTTP/1.1 304 Not Modified', 'content-length: 9'], { kind: 'length', bytes: 0 }],
    [['HTTP/1.1 304 Not Modified', 'transfer-encoding: chunked'], { kind: 'length', bytes: 0 }],
    [['HTTP/1.1 200 OK', 'content-length: \t 5 \t'], { kind: 'length', bytes: 5 }],
    [['HTTP/1.1 100 Continue'], { kind: 'length', bytes: 0 }],
    [['HTTP/1.1 200 OK', 'content-length: 5', 'content-length: 5'], { kind: 'length', bytes: 5 }],
  ])('%j ends its body by %j', (lines, framing) => {
    expect(readHead(head(...lines)).framing).toEqual(framing);
  });

  test.each([
    [['HTTP/1.1 200 OK', 'connection: close'], true],
    [['HTTP/1.1 200 OK', 'Connection: upgrade, Close'], true],
    [['HTTP/1.1 200 OK', 'connection: keep-alive'], false],
    [['HTTP/1.1 200 OK'], false],
    [['HTTP/1.0 200 OK'], true],
    [['HTTP/1.0 200 OK', 'connection: Keep-Alive'], false],
  ])('%j closes the connection: %s', (lines, closes) => {
    expect(readHead(head(...lines)).closes).toBe(closes);
  });

  test.each([
    ['timeout=5', 5_000],
    ['max=100, timeout=30', 30_000],
    ['timeout=soon', undefined],
    ['max=100', undefined],
  ])('keep-alive: %s idles %s ms', (value, expected) => {
    const { keepAliveMs } = readHead(head('HTTP/1.1 200 OK', `Keep-Alive: ${value}`));
    expect(keepAliveMs).toBe(expected);
  });
});

test.each([
  [['HTTP/2 200 OK']],
  [['HTTP/1.1 2000 OK']],
  [['HTTP/1.1 099 OK']],
  [['hello']],
  [['HTTP/1.1 200 OK', 'no colon']],
  [['HTTP/1.1 200 OK', ': no name']],
  [['HTTP/1.1 200 OK', 'content-length : 3']],
  [['HTTP/1.1 200 OK', 'x: 1', ' folded: 2']],
  [['HTTP/1.1 200 OK', 'content-length: -1']],
  [['HTTP/1.1 200 OK', 'content-length: 1, 1']],
  [['HTTP/1.1 200 OK', 'content-length: 3', 'content-length: 4']],
  [['HTTP/1.1 200 OK', 'content-length: 3', 'transfer-encoding: chunked']],
  [['HTTP/1.1 200 OK', 'transfer-encoding: gzip, chunked']],
  [['HTTP/1.1 200 OK', 'transfer-encoding: chunked', 'transfer-encoding: chunked']],
  [['HTTP/1.1 200 OK', 'content-encoding: gzip']],
  [['HTTP/1.1 200 OK', 'x: 1\n', 'content-length: 3']],
  [['HTTP/1.1 200 OK', 'x: 1\ny: 2', 'content-length: 3']],
  [['HTTP/1.1 200 OK', 'x: 1\ry: 2', 'content-length: 3']],
  [['HTTP/1.1 200 OK', 'content-length: 3', '\nx: 1']],
  [['HTTP/1.1 200 OK', 'content-length: 3\r']],
  [['HTTP/1.1 200 OK', 'content-length: \u00a03']],
  [['HTTP/1.1 200 OK', 'content-length: 3\f']],
  [['HTTP/1.1 200 OK', 'content-length: +3']],
  [['HTTP/1.1 200 OK', 'content-length: 9007199254740993']],
  [['HTTP/1.1 200 OK', 'content-length:']],
  [['HTTP/1.1 200 OK', 'transfer-encoding: \vchunked']],
  [['HTTP/1.1 200 OK', 'transfer-encoding: chunked, identity']],
  [['HTTP/1.1 200 OK', 'transfer-encoding: chunked;q=1']],
  [['HTTP/1.0 200 OK', 'connection: keep-alive', 'transfer-encoding: chunked']],
  [['HTTP/1.1 100 Continue', 'transfer-encoding: chunked']],
  [['HTTP/1.1 204 No Content', 'transfer-encoding: chunked']],
  [['HTTP/1.1 204 No Content', 'content-length: 3']],
])('%j is refused', (lines) => {
  expect(() => readHead(head(...lines))).toThrow(MalformedResponseError);
});
