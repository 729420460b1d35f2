import { decodeCursor, encodeCursor } from '@tiffin/events';
import { typedError } from './typed-errors.ts';

/** The channel, and the subject of cursors, of one order's log. */
export function orderChannel(orderId: string): string {
  return `order:${orderId}`;
}

/** The channel, and the subject of cursors, of the log of a restaurant's orders. */
export function restaurantChannel(restaurantId: string): string {
  return `restaurant:${restaurantId}`;
}

/** A place in a log, as clients hold it. */
export function cursorAt(channel: string, sequence: number): string {
  return encodeCursor(channel, sequence);
}

/** Where a client stands. @throws TiffinError INVALID_CURSOR */
export function sequenceOf(channel: string, cursor: string): number {
  try {
    return decodeCursor(cursor, channel);
  } catch (error) {
    throw typedError(error);
  }
}
