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
const NO_BODY: Framing = { kind: 'length', bytes: 0 };
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
    framing: framingOf(fields, Number(status), minor === '0'),
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
    const to = fieldEnd(text, from);
    readField(fields, text, from, colonAt(text, from, to), to);
    from = to + LINE_END.length;
  }
  return fields;
}

/** @throws MalformedResponseError for a line, without its end, that is not one field */
export function checkField(line: string): void {
  colonAt(line, 0, fieldEnd(line, 0));
}

/**
 * Where the line that begins at `from` ends. Half of a line's end ends nothing, and is refused: a head
 * that is meant to end by halves would take the next answer's head for more fields of its own.
 */
function fieldEnd(text: string, from: number): number {
  const end = text.indexOf('\r', from);
  const feed = text.indexOf('\n', from);
  if (end < 0 && feed < 0) return text.length;
  if (end < 0 || feed !== end + 1) throw new MalformedResponseError('half of the end of a line');
  return end;
}

function colonAt(text: string, from: number, to: number): number {
  const colon = text.indexOf(':', from);
  if (colon <= from || colon >= to || isBlank(text, from) || isBlank(text, colon - 1)) {
    throw new MalformedResponseError('not a field of HTTP/1.1');
  }
  return colon;
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

/** Without the blanks around it; other characters that look like blanks are part of it. */
function valueAt(text: string, colon: number, to: number): string {
  let from = colon + 1;
  let end = to;
  while (from < end && isBlank(text, from)) from += 1;
  while (from < end && isBlank(text, end - 1)) end -= 1;
  return text.slice(from, end);
}

function framingOf({ length, transferEncoding }: Fields, status: number, isOld: boolean): Framing {
  if (length !== undefined && !DIGITS.test(length)) throw new MalformedResponseError('no length');
  if (transferEncoding !== undefined) {
    if (length !== undefined) throw new MalformedResponseError('a length and an encoding');
    if (transferEncoding.toLowerCase() !== 'chunked') {
      throw new MalformedResponseError('an encoding other than chunked');
    }
    // §6.1: it may have come by way of somebody who knows no chunks.
    if (isOld) throw new MalformedResponseError('chunks of HTTP/1.0');
  }
  // It says how long the body would have been.
  if (status === 304) return NO_BODY;
  if (status < 200 || status === 204) {
    if (transferEncoding === undefined && Number(length ?? 0) === 0) return NO_BODY;
    throw new MalformedResponseError('a body where there is none');
  }
  if (transferEncoding !== undefined) return { kind: 'chunked' };
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
