import type { TrackingScreenSubscription } from '@tiffin/sdk';

/** One event of the tracking screen's subscription. */
export interface JourneyEvent {
  kind: 'STATUS' | 'POSITION';
  sequence: number;
  status: string;
  /** Fields of the other subgraphs; null for what came with the answer to `placeOrder`. */
  screen: TrackingScreenSubscription['deliveryTracking']['order'] | null;
}

/** The states of a delivered order, in the order of the transition table. */
export const LIFE_OF_AN_ORDER = [
  'PLACED',
  'CONFIRMED',
  'PREPARING',
  'READY',
  'PICKED_UP',
  'EN_ROUTE',
  'DELIVERED',
] as const;

const LEAST_POSITIONS = 20;

/** The journey's one line. Throws an error that says what is missing. */
export function assertJourney(events: readonly JourneyEvent[], ledgerBalanced: boolean): string {
  const statuses = events.filter(({ kind }) => kind === 'STATUS').map(({ status }) => status);
  const positions = events.filter(({ kind }) => kind === 'POSITION');
  const expect = (holds: boolean, what: string) => {
    if (!holds) throw new Error(what);
  };
  expect(
    statuses.join(' ') === LIFE_OF_AN_ORDER.join(' '),
    `expected ${LIFE_OF_AN_ORDER.join(' → ')}, got ${statuses.join(' → ')}`,
  );
  expect(
    positions.length >= LEAST_POSITIONS,
    `expected ${LEAST_POSITIONS} positions or more, got ${positions.length}`,
  );
  const screen = events.findLast((event) => event.screen !== null)?.screen;
  expect(screen?.status !== undefined, 'a field of orders is missing');
  expect(Boolean(screen?.restaurant.name), 'a field of restaurants is missing');
  expect(Boolean(screen?.delivery?.driver?.vehicle), 'a field of drivers is missing');
  expect(Boolean(screen?.delivery?.driver?.account.displayName), 'a field of accounts is missing');
  expect(Boolean(screen?.payment?.status), 'a field of payments is missing');
  expect(ledgerBalanced, "the provider's sum, the clearing account and the orders' sum differ");
  return `journey ok, ${statuses.length} status events, ${positions.length} positions, ledger balanced`;
}
