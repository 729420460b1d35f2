/** The first byte of a frame that is a whole message of text, see RFC 6455 §5.2. */
const WHOLE_TEXT = '\x81';
/** What follows the first byte where the length takes two bytes more, and where it takes eight. */
const LENGTH_IN_TWO = '\x7e';
const LENGTH_IN_EIGHT = '\x7f';
const LONGEST_IN_ONE = 125;
const LONGEST_IN_TWO = 0xffff;
const BYTE = 0x100;

const START = '{"id":';

/**
 * UTF-8 with a character for each byte. Sockets write such a text as `latin1`, in one piece and without
 * encoding it anew for each.
 */
export function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/**
 * `next` messages of graphql-transport-ws with one result, framed for a socket that compresses nothing.
 * All but the id is the same for everybody.
 */
export class NextFrames {
  readonly #end: string;
  #idLength: number | undefined;
  #start = '';

  /** @param payload JSON */
  constructor(payload: string) {
    this.#end = bytesOf(`,"type":"next","payload":${payload}}`);
  }

  /**
   * One frame, with a character for each byte.
   * @param id of the subscription, as JSON that {@link bytesOf} has made
   */
  of(id: string): string {
    if (id.length !== this.#idLength) {
      this.#idLength = id.length;
      this.#start = frameHead(START.length + id.length + this.#end.length) + START;
    }
    return this.#start + id + this.#end;
  }
}

/** What stands before a message of that many bytes. */
export function frameHead(bytes: number): string {
  if (bytes <= LONGEST_IN_ONE) return WHOLE_TEXT + String.fromCharCode(bytes);
  if (bytes <= LONGEST_IN_TWO) return WHOLE_TEXT + LENGTH_IN_TWO + bigEndian(bytes, 2);
  return WHOLE_TEXT + LENGTH_IN_EIGHT + bigEndian(bytes, 8);
}

function bigEndian(value: number, places: number): string {
  const last = String.fromCharCode(value % BYTE);
  return places === 1 ? last : bigEndian(Math.floor(value / BYTE), places - 1) + last;
}
