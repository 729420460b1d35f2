/** A database server of the stack's own, as fault tests treat it. */
export type Store = {
  /** Of the server now running. */
  readonly pid: number;
  readonly port: number;
  /** Resolves when the server now running has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Ends it as a crash would, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Brings it back on the same port, and waits until it answers. */
  start(): Promise<void>;
  stop(): Promise<void>;
};
