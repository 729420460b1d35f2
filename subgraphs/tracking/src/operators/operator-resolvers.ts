import { newest } from '@tiffin/events';
import { cellToLatLng, getHexagonEdgeLengthAvg, getResolution, UNITS } from 'h3-js';
import { requireScope, TiffinError } from '@tiffin/service';
import { OPERATE_SCOPE } from '../following/order-visibility.ts';
import type { SubscriptionResolvers } from '../generated/graph.ts';
import { followingPolicy } from '../policy.ts';
import { cellChannel } from '../positions/keys.ts';
import type { LastPositions } from '../positions/last-positions.ts';
import type { LivePosition } from '../positions/live-position.ts';
import { selectCells, type CellSelection } from './cell-selection.ts';

/** A circle with the average edge as radius may miss the corners of a distorted cell. */
const CIRCLE_OVER_EDGE = 1.25;

export const driverPositions: NonNullable<SubscriptionResolvers['driverPositions']> = {
  subscribe: (_root, { cells }, { identity, services }) => {
    requireScope(identity, OPERATE_SCOPE);
    const selection = selectCells(cells);
    if (!selection) {
      throw new TiffinError('BAD_USER_INPUT', 'Name 1 to 64 H3 cells of resolution 5 to 9.');
    }
    return newest<LivePosition>({
      pubsub: services.pubsub,
      channels: selection.parents.map(cellChannel),
      toEvent: (message) => {
        const position = message as LivePosition;
        return selection.includes(position.location) ? position : null;
      },
      key: ({ driverId }) => driverId,
      initial: () => positionsWithin(selection, services.lastPositions),
    });
  },
  resolve: (position: LivePosition) => position,
};

/** Who is in the cells already; nobody while Redis is away, then the map fills with what moves. */
async function positionsWithin(
  selection: CellSelection,
  lastPositions: LastPositions,
): Promise<LivePosition[]> {
  const found = new Map<string, LivePosition>();
  for (const cell of selection.cells) {
    const [latitude, longitude] = cellToLatLng(cell);
    const edgeMeters = getHexagonEdgeLengthAvg(getResolution(cell), UNITS.m);
    const near = await lastPositions
      .near(
        { latitude, longitude },
        edgeMeters * CIRCLE_OVER_EDGE,
        followingPolicy.maxInitialPerCell,
      )
      .catch(() => []);
    for (const position of near) {
      if (selection.includes(position.location)) found.set(position.driverId, position);
    }
  }
  return [...found.values()];
}
