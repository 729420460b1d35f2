/** What a client is told when something behind this service cannot be reached. */
export const UNAVAILABLE_MESSAGE = 'Part of the service is unavailable right now; try again.';

/**
 * Codes of a connection that was lost or cannot be had: SQLSTATE class 08, 57P01 to 57P03 (the server
 * is stopping or starting), 53300 (it takes no more connections), the system's own, and Prisma's.
 */
const LOSS_CODE =
  /^(?:08[0-9A-Z]{3}|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024|P2037)$/;

/** What `pg` and its pool say of the same without a code. */
const LOSS_MESSAGES: ReadonlySet<string> = new Set([
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  // ioredis
  'Connection is closed.',
]);

/** Wrappings are followed this deep. */
const MAX_DEPTH = 8;

/** What may be known of an error, whichever library or realm it comes from. */
interface Facts {
  code?: unknown;
  message?: unknown;
  originalError?: unknown;
  cause?: unknown;
}

/** Whether `error`, or what it wraps, says that a connection to something behind us was lost. */
export function isConnectionLoss(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, message, originalError, cause } = error as Facts;
  if (typeof code === 'string' && LOSS_CODE.test(code)) return true;
  if (typeof message === 'string' && LOSS_MESSAGES.has(message)) return true;
  return isConnectionLoss(originalError, depth + 1) || isConnectionLoss(cause, depth + 1);
}
