/** Close codes of the public socket beyond those of graphql-transport-ws; see PROTOCOL.md. */
export const CLOSE = {
  /** The gateway is stopping: connect again (another one answers) and resume. */
  goingAway: { code: 1001, reason: 'Going away' },
  /** Who is calling cannot be established right now; the token may be fine. */
  tryAgainLater: { code: 1013, reason: 'Try again later' },
  /** The token is not valid, or has ended and no fresh one came. */
  forbidden: { code: 4403, reason: 'Forbidden' },
  /** The client reads too slowly: connect again and resume from the last cursor. */
  resume: { code: 4510, reason: 'Resume' },
  /** The account has as many sockets open as one may. */
  tooManySockets: { code: 4511, reason: 'Too many sockets' },
  /** What runs on the socket does not fit the new schema: connect again and subscribe anew. */
  schemaChanged: { code: 4512, reason: 'Schema changed' },
  /** There is no fresh token to be had: sign in again, and then resume. */
  sessionEnded: { code: 4513, reason: 'Session ended' },
  internalError: { code: 4500, reason: 'Internal server error' },
} as const;
