import { EventEmitter, on } from 'node:events';
import type { Review } from './catalogue.ts';

const channels = new EventEmitter();
// One per subscription that a gateway holds; there may be thousands on one channel.
channels.setMaxListeners(0);

/** Every review that is added to this channel from now on, alone in a list as `events.on` gives it. */
export function reviewsAddedTo(channel: string): AsyncIterableIterator<unknown> {
  return on(channels, channel);
}

export function addReview(channel: string, review: Review): void {
  channels.emit(channel, review);
}
