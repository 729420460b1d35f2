import type { PageRequest } from './connection-arguments.ts';
import { encodeCursor, type KeysetPosition } from './cursor.ts';

export interface Edge<Node> {
  node: Node;
  cursor: string;
}

export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

export interface Connection<Node> {
  edges: Edge<Node>[];
  pageInfo: PageInfo;
}

/**
 * Makes a Relay connection of the rows read for `page`.
 *
 * `rows` are in the order of reading: away from the position, so for a backward page in reverse
 * list order; up to `page.limit` of them. The page the other way is assumed to exist whenever a
 * cursor was given, as the Relay specification allows.
 */
export function toConnection<Node>(
  rows: readonly Node[],
  page: PageRequest,
  positionOf: (row: Node) => KeysetPosition,
): Connection<Node> {
  const hasMore = rows.length > page.pageSize;
  const inPage = rows.slice(0, page.pageSize);
  if (page.direction === 'backward') inPage.reverse();
  const edges = inPage.map((node) => ({ node, cursor: encodeCursor(positionOf(node)) }));
  const cameFromCursor = page.position !== null;
  return {
    edges,
    pageInfo: {
      hasNextPage: page.direction === 'forward' ? hasMore : cameFromCursor,
      hasPreviousPage: page.direction === 'forward' ? cameFromCursor : hasMore,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
