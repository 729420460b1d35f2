import { GraphQLResponseError, TransportError, UserErrors } from '@tiffin/sdk';
import { Samples } from './samples.ts';

/** What the simulated people met; shared by all of them in one run. */
export class Tally {
  /** Wall milliseconds from sending `placeOrder` to its answer. */
  readonly placementMs = new Samples();
  /** Wall milliseconds from a status change to its arrival at a subscriber. */
  readonly statusMs = new Samples();
  /** Wall milliseconds from a position's measurement to its arrival at a subscriber. */
  readonly positionMs = new Samples();
  /** How often each error code was met. */
  readonly errors = new Map<string, number>();
  positionsSent = 0;
  positionsReceived = 0;
  positionsRejected = 0;
  offersMissed = 0;
  interruptions = 0;

  error(error: unknown, context: string): void {
    this.count(`${context} ${codeOf(error)}`);
  }

  count(code: string): void {
    this.errors.set(code, (this.errors.get(code) ?? 0) + 1);
  }
}

/** The stable code of an error, for counting. */
export function codeOf(error: unknown): string {
  if (
    error instanceof GraphQLResponseError ||
    error instanceof TransportError ||
    error instanceof UserErrors
  ) {
    return error.code;
  }
  if (error && typeof error === 'object' && 'code' in error) return `CLOSE_${String(error.code)}`;
  return error instanceof Error ? error.name : 'UNKNOWN';
}
