import type { Socket } from 'node:net';
import fc from 'fast-check';

/** What is unusual about an answer. */
type Oddity =
  | 'none'
  /** The connection ends after it, as it says. */
  | 'last'
  /** Its body ends with the connection. */
  | 'told by the end'
  /** The connection breaks in its middle. */
  | 'cut'
  /** It comes when nobody waits for it any longer. */
  | 'late'
  /** Its head ends by line feeds. */
  | 'halves'
  /** More comes after it. */
  | { more: string };

/** How a request is answered. */
export interface Way {
  text: string;
  /** Bytes of a chunk; 0: by length. */
  chunkBytes: number;
  interim: number;
  oddity: Oddity;
  /** Sizes of the pieces in which it comes, again and again. */
  pieces: readonly number[];
}

const MORE = ['}', '\r\n', 'HTTP/1.1 200 OK\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n', '0\r\n\r\n'];

const oddity: fc.Arbitrary<Oddity> = fc.oneof(
  { arbitrary: fc.constant<Oddity>('none'), weight: 4 },
  fc.constantFrom<Oddity>('last', 'told by the end', 'cut', 'late', 'halves'),
  fc.constantFrom(...MORE).map((more) => ({ more })),
);

/** @param isOdd whether anything but a right answer on a connection that goes on may happen */
export const way = (isOdd: boolean): fc.Arbitrary<Way> =>
  fc.record({
    text: fc.string({ unit: 'grapheme', maxLength: 20 }),
    chunkBytes: fc.integer({ min: 0, max: 9 }),
    interim: fc.nat({ max: 2 }),
    oddity: isOdd ? oddity : fc.constant('none'),
    pieces: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 4 }),
  });

function bytesOf({ text, chunkBytes, interim, oddity: what }: Way): Buffer {
  const body = Buffer.from(text);
  const hints = 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n'.repeat(interim);
  const head = `${hints}HTTP/1.1 200 OK\r\n${what === 'last' ? 'connection: close\r\n' : ''}`;
  if (what === 'told by the end') return Buffer.concat([Buffer.from(`${head}\r\n`), body]);
  if (what === 'halves') return Buffer.concat([Buffer.from(`${head}x: 1\n\n`), body]);
  if (chunkBytes === 0) {
    return Buffer.concat([Buffer.from(`${head}content-length: ${body.length}\r\n\r\n`), body]);
  }
  const parts: Buffer[] = [Buffer.from(`${head}transfer-encoding: chunked\r\n\r\n`)];
  for (let at = 0; at < body.length; at += chunkBytes) {
    const chunk = body.subarray(at, at + chunkBytes);
    parts.push(Buffer.from(`${chunk.length.toString(16)};x="y"\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\nTrailer: 1\r\n\r\n')]);
}

/** Says answers on one connection, one after the other, in pieces. */
export class Speaker {
  readonly #socket: Socket;
  #said = Promise.resolve();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
  }

  /** @param isGivenUp ends when the one who asked waits no longer */
  answer(given: Way, isGivenUp: Promise<unknown>): void {
    this.#said = this.#said.then(() => this.#say(given, isGivenUp));
  }

  async #say(given: Way, isGivenUp: Promise<unknown>): Promise<void> {
    const { oddity: what, pieces } = given;
    if (what === 'late') await isGivenUp;
    const bytes = bytesOf(given);
    const last = what === 'cut' ? bytes.length >> 1 : bytes.length;
    for (let at = 0, turn = 0; at < last; turn += 1) {
      const size = pieces[turn % pieces.length] ?? 1;
      await this.#write(bytes.subarray(at, Math.min(last, at + size)));
      at += size;
    }
    if (typeof what === 'object') await this.#write(Buffer.from(what.more));
    if (what === 'cut') this.#socket.destroy();
    else if (what === 'last' || what === 'told by the end') this.#socket.end();
  }

  async #write(piece: Buffer): Promise<void> {
    if (this.#socket.writable) this.#socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
