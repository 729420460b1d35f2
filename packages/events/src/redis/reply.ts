/** Whether Redis answered with an error that begins with, or contains, `text`. */
export function isRedisError(error: unknown, text: string): boolean {
  return error instanceof Error && error.message.includes(text);
}

export const NO_SUCH_KEY = 'no such key';
export const KEY_MUST_EXIST = 'requires the key to exist';
export const NO_GROUP = 'NOGROUP';
export const GROUP_EXISTS = 'BUSYGROUP';
/** XADD of an id the stream has passed. */
export const ALREADY_PASSED = 'equal or smaller';
/** What ioredis says when no answer came in time: the peer may be gone without a goodbye. */
export const TIMED_OUT = 'Command timed out';
