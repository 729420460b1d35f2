import { TiffinError } from '../errors/tiffin-error.ts';
import { decodeCursor, type KeysetPosition } from './cursor.ts';

/** The largest page any list of the graph gives. */
export const MAX_PAGE_SIZE = 100;
/** The page when a client names no size. */
export const DEFAULT_PAGE_SIZE = 20;

/** Relay's four arguments as resolvers get them. */
export interface ConnectionArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}

/** What to read: `limit` rows (one more than the page) beyond `position`, in this direction. */
export interface PageRequest {
  direction: 'forward' | 'backward';
  pageSize: number;
  /** `pageSize + 1`: the extra row only tells whether there is another page. */
  limit: number;
  position: KeysetPosition | null;
}

export interface PageLimits {
  maxPageSize?: number;
  defaultPageSize?: number;
}

/**
 * Checks Relay's arguments: `first`/`after` or `last`/`before`, not a mixture.
 * @throws TiffinError BAD_USER_INPUT or INVALID_CURSOR
 */
export function connectionArguments(
  args: ConnectionArguments,
  limits: PageLimits = {},
): PageRequest {
  const first = args.first ?? undefined;
  const last = args.last ?? undefined;
  const after = args.after ?? undefined;
  const before = args.before ?? undefined;
  const backward = last !== undefined || before !== undefined;
  if (backward && (first !== undefined || after !== undefined)) {
    throw new TiffinError('BAD_USER_INPUT', 'Use either first/after or last/before, not both.');
  }
  const pageSize = checkedPageSize(backward ? last : first, backward ? 'last' : 'first', limits);
  const cursor = backward ? before : after;
  return {
    direction: backward ? 'backward' : 'forward',
    pageSize,
    limit: pageSize + 1,
    position: cursor === undefined ? null : decodeCursor(cursor),
  };
}

function checkedPageSize(
  asked: number | undefined,
  name: 'first' | 'last',
  { maxPageSize = MAX_PAGE_SIZE, defaultPageSize = DEFAULT_PAGE_SIZE }: PageLimits,
): number {
  const size = asked ?? Math.min(defaultPageSize, maxPageSize);
  if (Number.isInteger(size) && size >= 1 && size <= maxPageSize) return size;
  throw new TiffinError('BAD_USER_INPUT', `${name} must be between 1 and ${maxPageSize}.`);
}
