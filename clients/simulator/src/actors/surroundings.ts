import type { DomainClock } from '@tiffin/kernel';
import { TiffinClient, type Session } from '@tiffin/sdk';
import { WebSocket } from 'ws';
import type { Tally } from '../measurement/tally.ts';

/** What every simulated person shares. */
export interface Surroundings {
  /** The public endpoint, the only thing they speak to. */
  url: string;
  clock: DomainClock;
  tally: Tally;
  /** Ends everybody. */
  signal: AbortSignal;
}

/** A client of the endpoint for one simulated person. */
export function clientFor(surroundings: Surroundings, session: Session): TiffinClient {
  return new TiffinClient({ url: surroundings.url, session, webSocketImpl: WebSocket });
}
