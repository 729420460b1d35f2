import { EventEmitter, on } from 'node:events';
import type { Review } from './catalogue.ts';
import { OPENING_SEQUENCE, stampedReview } from './emission.ts';

/** A review as those learn of it who follow a channel. */
export interface AddedReview {
  /** Goes up by one with each event of any channel. */
  sequence: number;
  cursor: string;
  review: Review;
}

/** Who follows without a cursor gets the present state first: the last event, or this where there is none. */
function openingOf(channel: string): AddedReview {
  const last = remembered.get(channel)?.at(-1);
  return last ?? { sequence: 0, cursor: '0', review: stampedReview(OPENING_SEQUENCE) };
}

/** Events of a channel that can be asked for again. */
const REMEMBERED_EVENTS = 100;

const channels = new EventEmitter();
// One listener per subscription that a gateway holds; there may be thousands on one channel.
channels.setMaxListeners(0);
const remembered = new Map<string, AddedReview[]>();
let lastSequence = 0;

export function addReview(channel: string, review: Review): void {
  const sequence = (lastSequence += 1);
  const event = { sequence, cursor: String(sequence), review };
  const log = remembered.get(channel) ?? [];
  remembered.set(channel, [...log, event].slice(-REMEMBERED_EVENTS));
  channels.emit(channel, event);
}

/** Every review added to a channel after this cursor; without one, the last and all that follow. */
export function reviewsAddedTo(
  channel: string,
  after: string | null | undefined,
): AsyncIterableIterator<AddedReview> {
  const live = on(channels, channel) as AsyncIterableIterator<[AddedReview]>;
  const missed =
    after == null
      ? [openingOf(channel)]
      : (remembered.get(channel) ?? []).filter(({ sequence }) => sequence > Number(after));
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const value = missed.shift();
      if (value !== undefined) return { value, done: false };
      const event = await live.next();
      return event.done === true
        ? { value: undefined, done: true }
        : { value: event.value[0], done: false };
    },
    async return() {
      await live.return?.();
      return { value: undefined, done: true };
    },
  };
}
