import { describe, expect, test } from '@jest/globals';
import { originOf } from '../../src/execution/transport/http1/connection.ts';
import { fieldText, requestStart } from '../../src/execution/transport/http1/request-text.ts';

test.each(['a\r\nx: 1', 'a\nx: 1', 'a\rx: 1', 'a\0'])('%j is no value of a field', (value) => {
  expect(() => fieldText('x-request-id', value)).toThrow('more than one line');
});

describe('an address', () => {
  test.each([
    ['http://a', 'POST / HTTP/1.1\r\nhost: a\r\n'],
    ['http://a:80/graphql', 'POST /graphql HTTP/1.1\r\nhost: a\r\n'],
    ['https://a:444/x?y=z#w', 'POST /x?y=z HTTP/1.1\r\nhost: a:444\r\n'],
    ['http://[::1]:4001/', 'POST / HTTP/1.1\r\nhost: [::1]:4001\r\n'],
    ['http://anna:secret@a/', 'POST / HTTP/1.1\r\nhost: a\r\n'],
    [
      'http://a/b c\r\nx: 1?d e\r\ny: 1 HTTP/1.1',
      'POST /b%20cx:%201?d%20ey:%201%20HTTP/1.1 HTTP/1.1\r\nhost: a\r\n',
    ],
    ['http://bücher/ü', 'POST /%C3%BC HTTP/1.1\r\nhost: xn--bcher-kva\r\n'],
  ])('%j is asked by %j', (address, start) => {
    const text = requestStart(new URL(address));
    expect(text.slice(0, start.length)).toBe(start);
    expect(text.split('\r\n')).toHaveLength(6);
  });

  test.each([
    ['http://a', { isTls: false, hostname: 'a', port: 80 }],
    ['https://[::1]', { isTls: true, hostname: '::1', port: 443 }],
    ['https://anna:secret@a:444', { isTls: true, hostname: 'a', port: 444 }],
  ])('%s is at %j', (address, origin) => {
    expect(originOf(new URL(address))).toEqual(origin);
  });

  test('of something else is none', () => {
    expect(() => originOf(new URL('ftp://a'))).toThrow('ftp: is not HTTP');
  });
});
