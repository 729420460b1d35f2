import { BodyBuffer } from './body-buffer.ts';
import { MAX_HEAD_BYTES } from './http1-policy.ts';
import {
  MalformedResponseError,
  checkField,
  readHead,
  type ResponseHead,
} from './response-head.ts';

/** A whole response. */
export interface Response {
  readonly head: ResponseHead;
  readonly body: string;
}

const LINE_END = '\r\n';
const HEAD_END = '\r\n\r\n';
const CHUNK_SIZE = /^([0-9a-f]{1,8})(?:[ \t]*;.*)?$/i;
const NOTHING = Buffer.alloc(0);

type State = 'head' | 'length' | 'close' | 'size' | 'chunk' | 'chunk end' | 'trailers';

/**
 * Reads the responses of one connection, one after the other, from whatever pieces they come in.
 * What it is given may be overwritten afterwards: it copies what it keeps.
 */
export class ResponseReader {
  readonly #maxBodyBytes: number;
  readonly #isAwaited: () => boolean;
  readonly #onResponse: (response: Response) => void;
  #state: State = 'head';
  #head: ResponseHead | undefined;
  /** Of a head or a line that has not come to its end. */
  #held: Buffer = NOTHING;
  readonly #body = new BodyBuffer();
  /** Of the body, bytes that have come or are announced. */
  #bodyBytes = 0;
  /** Of the body or chunk, bytes still to come. */
  #left = 0;

  /**
   * @param isAwaited whether somebody is owed a response: what begins before it is asked for must not
   *   become the answer to what is asked next (RFC 9112 §9.2)
   * @param onResponse told of each final response; interim ones (1xx) are left out
   */
  constructor(
    maxBodyBytes: number,
    isAwaited: () => boolean,
    onResponse: (response: Response) => void,
  ) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#isAwaited = isAwaited;
    this.#onResponse = onResponse;
  }

  /** @throws MalformedResponseError; the reader is of no use afterwards */
  read(bytes: Buffer): void {
    const held = this.#held;
    const data = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    this.#held = NOTHING;
    let at = 0;
    while (at < data.length) {
      const next = this.#step(data, at);
      if (next === undefined) {
        this.#held = Buffer.from(data.subarray(at));
        return;
      }
      at = next;
    }
  }

  /** The connection has ended. @throws MalformedResponseError in the middle of a response */
  end(): void {
    if (this.#state === 'close') this.#complete(this.#body.take());
    else if (this.#state !== 'head' || this.#held.length > 0) {
      throw new MalformedResponseError('the connection ended within a response');
    }
  }

  /** @returns how far `data` is read, or undefined when what begins at `at` is not whole */
  #step(data: Buffer, at: number): number | undefined {
    switch (this.#state) {
      case 'head':
        return this.#readHead(data, at);
      case 'length':
      case 'chunk':
        return this.#readBody(data, at);
      case 'close':
        this.#admit(data.length - at);
        this.#body.append(data, at, data.length);
        return data.length;
      default:
        return this.#readLine(data, at);
    }
  }

  #readHead(data: Buffer, at: number): number | undefined {
    if (!this.#isAwaited()) throw new MalformedResponseError('an answer that nobody asked for');
    const end = endOf(HEAD_END, data, at);
    if (end === undefined) return undefined;
    const head = readHead(data.toString('latin1', at, end));
    if (head.status === 101) throw new MalformedResponseError('another protocol');
    const next = end + HEAD_END.length;
    this.#head = head;
    const { framing } = head;
    if (framing.kind !== 'length') {
      this.#state = framing.kind === 'chunked' ? 'size' : 'close';
      return next;
    }
    this.#admit(framing.bytes);
    const bodyEnd = next + framing.bytes;
    if (bodyEnd <= data.length) {
      this.#complete(framing.bytes === 0 ? '' : data.toString('utf8', next, bodyEnd));
      return bodyEnd;
    }
    this.#state = 'length';
    this.#left = framing.bytes;
    return next;
  }

  #readBody(data: Buffer, at: number): number {
    const end = Math.min(data.length, at + this.#left);
    this.#body.append(data, at, end);
    this.#left -= end - at;
    if (this.#left > 0) return end;
    if (this.#state === 'length') this.#complete(this.#body.take());
    else this.#state = 'chunk end';
    return end;
  }

  /** What stands between the chunks of a body (RFC 9112 §7.1). */
  #readLine(data: Buffer, at: number): number | undefined {
    const end = endOf(LINE_END, data, at);
    if (end === undefined) return undefined;
    const line = data.toString('latin1', at, end);
    if (this.#state === 'size') {
      const size = CHUNK_SIZE.exec(line)?.[1];
      if (size === undefined) throw new MalformedResponseError('not the size of a chunk');
      this.#left = Number.parseInt(size, 16);
      this.#admit(this.#left);
      this.#state = this.#left === 0 ? 'trailers' : 'chunk';
    } else if (this.#state === 'chunk end') {
      if (line !== '') throw new MalformedResponseError('a chunk is longer than it says');
      this.#state = 'size';
    } else if (line === '') {
      this.#complete(this.#body.take());
    } else {
      checkField(line);
    }
    return end + LINE_END.length;
  }

  #admit(bytes: number): void {
    this.#bodyBytes += bytes;
    if (this.#bodyBytes > this.#maxBodyBytes) {
      throw new MalformedResponseError(`the body exceeds ${this.#maxBodyBytes} bytes`);
    }
  }

  #complete(body: string): void {
    const head = this.#head;
    this.#state = 'head';
    this.#head = undefined;
    this.#bodyBytes = 0;
    if (head !== undefined && head.status >= 200) this.#onResponse({ head, body });
  }
}

/** @returns where `mark` stands, undefined when it has not come */
function endOf(mark: string, data: Buffer, at: number): number | undefined {
  const end = data.indexOf(mark, at, 'latin1');
  if ((end < 0 ? data.length : end) - at > MAX_HEAD_BYTES) {
    throw new MalformedResponseError('a head without end');
  }
  return end < 0 ? undefined : end;
}
