import { InvalidCursorError } from '../errors.ts';

const VERSION = '1';
const MAX_LENGTH = 512;
const FORM = /^([^:]*):(0|[1-9]\d{0,15}):(.+)$/s;

/**
 * A place in the log of a subject, opaque to clients.
 *
 * @param subject what the log is of, such as `order:<id>`; the same text must be given to read the cursor
 * @param sequence the last event seen, 0 for none
 */
export function encodeCursor(subject: string, sequence: number): string {
  return Buffer.from(`${VERSION}:${sequence}:${subject}`).toString('base64url');
}

/**
 * The sequence a cursor stands at.
 *
 * @throws InvalidCursorError when it is not a cursor of this subject
 */
export function decodeCursor(cursor: string, subject: string): number {
  if (cursor.length > MAX_LENGTH) throw new InvalidCursorError('it is too long');
  const match = FORM.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw new InvalidCursorError('it is malformed');
  const [, version, sequence, of] = match;
  if (version !== VERSION) throw new InvalidCursorError('its version is unknown');
  if (of !== subject) throw new InvalidCursorError('it belongs to something else');
  const number = Number(sequence);
  if (!Number.isSafeInteger(number)) throw new InvalidCursorError('it is malformed');
  return number;
}
