/** What the subscribers' process is asked for; one of these a `POST`. */
export type SubscriberOrder = OpenOrder | AwaitOrder;

export interface OpenOrder {
  kind: 'open';
  /** WebSocket address of the contestant. */
  url: string;
  /** One socket for each, each by somebody else. */
  authorizations: readonly string[];
  /** Socket n subscribes to channel n modulo `channels` of the group. */
  group: string;
  channels: number;
}

/** Waits until every socket has the event of this sequence. */
export interface AwaitOrder {
  kind: 'await';
  sequence: number;
  timeoutMs: number;
}

/** How it stands; answers every order. */
export interface SubscriberState {
  open: number;
  /** Sockets that were closed on us. */
  closed: number;
  /** Sockets that have the event waited for. */
  arrived: number;
  /** Events that did not follow on the one before, each a loss, a repetition or a change of order. */
  outOfSequence: number;
  /** Answers with errors, or of another form than an event. */
  failures: number;
  /** From event to arrival, since the last order. */
  latenciesMs: readonly number[];
}
