import { CloseCode } from 'graphql-ws';

/** So much of a reason fits into a close frame. */
const MAX_REASON_BYTES = 123;
/** How the protocol library complains of a message that only a server may send; it has no class for it. */
const UNEXPECTED_MESSAGE = /^Unexpected message of type \w+ received$/;

/** The reason cut to what a close frame holds, after a whole character. A longer one could not be sent. */
export function closeReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.byteLength <= MAX_REASON_BYTES) return reason;
  // Streaming keeps back a character of which the rest was cut off.
  return new TextDecoder().decode(bytes.subarray(0, MAX_REASON_BYTES), { stream: true });
}

/** How a socket ends whose message could not be handled: the client's fault, or ours. */
export function closeAfter(error: unknown): { code: number; reason: string } {
  return error instanceof Error && UNEXPECTED_MESSAGE.test(error.message)
    ? { code: CloseCode.BadRequest, reason: 'Invalid message received' }
    : { code: CloseCode.InternalServerError, reason: 'Internal server error' };
}
