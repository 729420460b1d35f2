/** How a body ends (RFC 9112 §6.3). */
export type Framing =
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' };

/** What of a response's head matters to us. */
export interface ResponseHead {
  status: number;
  framing: Framing;
  /** The connection ends with this response. */
  closes: boolean;
  /** What the server says of how long it keeps an idle connection, ms. */
  keepAliveMs: number | undefined;
}

/** What was received is not HTTP/1.1 as it should be. */
export class MalformedResponseError extends Error {}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\r\n]*)?$/;
const KEEP_ALIVE_TIMEOUT = /(?:^|[,\s])timeout=(\d{1,6})(?:$|[,\s])/i;
const DIGITS = /^\d{1,15}$/;
const MS_PER_SECOND = 1_000;
const LINE_END = '\r\n';

/** Lengths of the names that are read: of all other fields only the length of the name is seen. */
const CONNECTION_OR_KEEP_ALIVE = 'connection'.length;
const CONTENT_LENGTH = 'content-length'.length;
const CONTENT_ENCODING = 'content-encoding'.length;
const TRANSFER_ENCODING = 'transfer-encoding'.length;

/**
 * Reads the head of a response: status line and fields, without the empty line that ends it.
 * @throws MalformedResponseError for whatever leaves a doubt where the body ends (RFC 9112 §6.3, §11.2)
 */
export function readHead(text: string): ResponseHead {
  const lineEnd = text.indexOf(LINE_END);
  const [, minor, status] = STATUS_LINE.exec(lineEnd < 0 ? text : text.slice(0, lineEnd)) ?? [];
  if (status === undefined) throw new MalformedResponseError('not a status line of HTTP/1.1');
  const fields = lineEnd < 0 ? {} : readFields(text, lineEnd + LINE_END.length);
  const { connection = '', keepAlive } = fields;
  return {
    status: Number(status),
    framing: framingOf(fields, Number(status)),
    closes:
      hasOption(connection, 'close') || (minor === '0' && !hasOption(connection, 'keep-alive')),
    keepAliveMs: keepAlive === undefined ? undefined : announced(keepAlive),
  };
}

interface Fields {
  connection?: string;
  keepAlive?: string;
  length?: string;
  transferEncoding?: string;
}

function readFields(text: string, start: number): Fields {
  const fields: Fields = {};
  let from = start;
  while (from < text.length) {
    const end = text.indexOf(LINE_END, from);
    const to = end < 0 ? text.length : end;
    const colon = text.indexOf(':', from);
    if (colon <= from || colon >= to || isBlank(text, from) || isBlank(text, colon - 1)) {
      throw new MalformedResponseError('not a field of HTTP/1.1');
    }
    readField(fields, text, from, colon, to);
    from = to + LINE_END.length;
  }
  return fields;
}

/** Whether the field that begins at `from` has this name, which is as long as its own. */
function isNamed(text: string, from: number, name: string): boolean {
  return text.startsWith(name, from) || text.slice(from, from + name.length).toLowerCase() === name;
}

function readField(fields: Fields, text: string, from: number, colon: number, to: number): void {
  switch (colon - from) {
    case CONNECTION_OR_KEEP_ALIVE:
      if (isNamed(text, from, 'connection')) {
        fields.connection = joined(fields.connection, valueAt(text, colon, to));
      } else if (isNamed(text, from, 'keep-alive')) {
        fields.keepAlive = valueAt(text, colon, to);
      }
      break;
    case CONTENT_LENGTH: {
      if (!isNamed(text, from, 'content-length')) break;
      const length = valueAt(text, colon, to);
      if (fields.length !== undefined && fields.length !== length) {
        throw new MalformedResponseError('two lengths');
      }
      fields.length = length;
      break;
    }
    case CONTENT_ENCODING:
      if (!isNamed(text, from, 'content-encoding')) break;
      if (valueAt(text, colon, to).toLowerCase() !== 'identity') {
        throw new MalformedResponseError('compressed without having been asked to');
      }
      break;
    case TRANSFER_ENCODING:
      if (isNamed(text, from, 'transfer-encoding')) {
        fields.transferEncoding = joined(fields.transferEncoding, valueAt(text, colon, to));
      }
      break;
  }
}

function valueAt(text: string, colon: number, to: number): string {
  return text.slice(colon + 1, to).trim();
}

function framingOf({ length, transferEncoding }: Fields, status: number): Framing {
  if (transferEncoding !== undefined) {
    if (length !== undefined) throw new MalformedResponseError('a length and an encoding');
    if (transferEncoding.toLowerCase() !== 'chunked') {
      throw new MalformedResponseError('an encoding other than chunked');
    }
    return { kind: 'chunked' };
  }
  if (length !== undefined && !DIGITS.test(length)) throw new MalformedResponseError('no length');
  if (status < 200 || status === 204 || status === 304) return { kind: 'length', bytes: 0 };
  return length === undefined ? { kind: 'close' } : { kind: 'length', bytes: Number(length) };
}

function announced(keepAlive: string): number | undefined {
  const seconds = KEEP_ALIVE_TIMEOUT.exec(keepAlive)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * MS_PER_SECOND;
}

function joined(known: string | undefined, value: string): string {
  return known === undefined ? value : `${known},${value}`;
}

function hasOption(connection: string, option: string): boolean {
  if (connection === '') return false;
  return connection.split(',').some((each) => each.trim().toLowerCase() === option);
}

function isBlank(text: string, at: number): boolean {
  const character = text[at];
  return character === ' ' || character === '\t';
}
