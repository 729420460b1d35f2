import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_HEAD_BYTES } from '../../src/execution/transport/http1/http1-policy.ts';
import { MalformedResponseError } from '../../src/execution/transport/http1/response-head.ts';
import { ResponseReader } from '../../src/execution/transport/http1/response-reader.ts';

const MAX_BODY_BYTES = 4_096;

interface Seen {
  reader: ResponseReader;
  bodies: string[];
}

function reading(maxBodyBytes = MAX_BODY_BYTES): Seen {
  const bodies: string[] = [];
  const reader = new ResponseReader(
    maxBodyBytes,
    () => true,
    ({ body }) => bodies.push(body),
  );
  return { reader, bodies };
}

/** Text in UTF-8, many bytes a character included. */
const body = fc.string({ unit: 'grapheme', maxLength: 40 });

const byLength = (text: string): Buffer =>
  Buffer.from(
    `HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );

function byChunks(text: string, size: number): Buffer {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return Buffer.concat([
    Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'),
    ...chunks.flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)};note=1\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]),
    Buffer.from('0\r\nTrailer: 1\r\n\r\n'),
  ]);
}

const INTERIM = Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n');

const response = fc
  .record({ text: body, size: fc.integer({ min: 0, max: 7 }), hints: fc.boolean() })
  .map(({ text, size, hints }) => ({
    text,
    bytes: Buffer.concat([
      ...(hints ? [INTERIM] : []),
      size === 0 ? byLength(text) : byChunks(text, size),
    ]),
  }));

/** The same bytes in other pieces, each of which is overwritten once it has been read. */
function feed(reader: ResponseReader, bytes: Buffer, cuts: readonly number[]): void {
  let from = 0;
  const ends = cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b);
  for (const to of [...ends, bytes.length]) {
    const piece = Buffer.from(bytes.subarray(from, to));
    reader.read(piece);
    piece.fill('#');
    from = to;
  }
}

test('responses are the same in whatever pieces they come', () => {
  fc.assert(
    fc.property(
      fc.array(response, { maxLength: 5 }),
      fc.array(fc.nat(), { maxLength: 30 }),
      (all, cuts) => {
        const { reader, bodies } = reading();
        feed(reader, Buffer.concat(all.map(({ bytes }) => bytes)), cuts);
        reader.end();
        expect(bodies).toEqual(all.map(({ text }) => text));
      },
    ),
  );
});

test('one without a length ends with the connection', () => {
  const { reader, bodies } = reading();
  reader.read(Buffer.from('HTTP/1.1 200 OK\r\n\r\nhal'));
  reader.read(Buffer.from('lo'));
  expect(bodies).toEqual([]);
  reader.end();
  expect(bodies).toEqual(['hallo']);
});

const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const NEXT = 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nB';

test.each([
  ['a head', `HTTP/1.1 200 OK\r\ncontent-length: 1\r\nx: 1\n\nA${NEXT}`],
  ['a head without a length', `HTTP/1.1 200 OK\r\nx: 1\n\n${NEXT}`],
  ['a head, by carriage returns', `HTTP/1.1 200 OK\r\nx: 1\r\r${NEXT}`],
  ['chunks', `${CHUNKED}1\r\nA\r\n0\r\n\n${NEXT}`],
  ['trailers', `${CHUNKED}1\r\nA\r\n0\r\nx: 1\n\n${NEXT}`],
  ['chunks, half of it missing', `${CHUNKED}1\r\nA\r\n0\r\n${NEXT}`],
])('%s that ends otherwise than it should takes no next answer', (_name, text) => {
  const { reader, bodies } = reading();
  expect(() => reader.read(Buffer.from(text))).toThrow(MalformedResponseError);
  expect(bodies).toEqual([]);
});

test('many small pieces of a body', () => {
  const { reader, bodies } = reading();
  const text = 'é'.repeat(MAX_BODY_BYTES / 2);
  reader.read(byChunks(text, 1));
  const inPieces = byLength(text);
  for (let at = 0; at < inPieces.length; at += 1) reader.read(inPieces.subarray(at, at + 1));
  expect(bodies).toEqual([text, text]);
});

describe('refused', () => {
  test.each([
    ['a body that is too long', `HTTP/1.1 200 OK\r\ncontent-length: ${MAX_BODY_BYTES + 1}\r\n\r\n`],
    ['a chunk that is too long', `${CHUNKED}ffffff\r\n`],
    ['chunks that are too long', byChunks('x'.repeat(MAX_BODY_BYTES + 1), 512)],
    ['a body without end', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(MAX_BODY_BYTES + 1)}`],
    ['a head without end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(MAX_HEAD_BYTES)}`],
    ['a head with an end, too', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(MAX_HEAD_BYTES)}\r\n\r\n`],
    ...['-1', '+1', '0x1', '', ' 1', '1 ', '1_0', '1;x\ny', '123456789'].map((size) => [
      `${JSON.stringify(size)} as the size of a chunk`,
      `${CHUNKED}${size}\r\n`,
    ]),
    ['a longer chunk', `${CHUNKED}1\r\nab\r\n`],
    ['a line feed after a chunk', `${CHUNKED}1\r\na\n0\r\n\r\n`],
    ['a trailer that is no field', `${CHUNKED}0\r\nhello\r\n\r\n`],
    ['a folded trailer', `${CHUNKED}0\r\nx: 1\r\n 2\r\n\r\n`],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['no HTTP', '\r\n\r\n'],
  ])('%s', (_name, bytes) => {
    const { reader, bodies } = reading();
    expect(() => reader.read(Buffer.from(bytes))).toThrow(MalformedResponseError);
    expect(bodies).toEqual([]);
  });

  test.each(['HTTP/1.1 200', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\na'])(
    'an end within %j',
    (bytes) => {
      const { reader } = reading();
      reader.read(Buffer.from(bytes));
      expect(() => reader.end()).toThrow(MalformedResponseError);
    },
  );

  test('what is not awaited', () => {
    const reader = new ResponseReader(
      MAX_BODY_BYTES,
      () => false,
      () => undefined,
    );
    expect(() => reader.read(Buffer.from('H'))).toThrow(MalformedResponseError);
  });

  test('as long as it may be, it is read', () => {
    const { reader, bodies } = reading();
    const text = 'x'.repeat(MAX_BODY_BYTES);
    reader.read(byLength(text));
    expect(bodies).toEqual([text]);
  });
});
