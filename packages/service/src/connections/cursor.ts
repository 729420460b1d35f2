import { TiffinError } from '../errors/tiffin-error.ts';

/**
 * A place in a list ordered by (sortKey, id). The sort key need not be unique; the id makes the
 * order total, so that rows with equal keys are neither skipped nor repeated.
 */
export interface KeysetPosition {
  /** The sort column as text; a timestamp as RFC 3339 with all its digits. */
  sortKey: string;
  id: string;
}

const CURSOR_MAX_CHARACTERS = 512;
const FORMAT_VERSION = 1;

export function encodeCursor(position: KeysetPosition): string {
  const json = JSON.stringify([FORMAT_VERSION, position.sortKey, position.id]);
  return Buffer.from(json, 'utf8').toString('base64url');
}

/** @throws TiffinError INVALID_CURSOR for anything that {@link encodeCursor} did not make */
export function decodeCursor(cursor: string): KeysetPosition {
  if (cursor.length <= CURSOR_MAX_CHARACTERS) {
    const parts = parseParts(cursor);
    if (parts !== undefined) {
      const [version, sortKey, id] = parts;
      if (version === FORMAT_VERSION && typeof sortKey === 'string' && typeof id === 'string') {
        return { sortKey, id };
      }
    }
  }
  throw new TiffinError('INVALID_CURSOR', 'The cursor was not issued by this list.');
}

function parseParts(cursor: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.length === 3 ? value : undefined;
  } catch {
    return undefined;
  }
}
