/** A program as the guard runs it. */
export type GuardedCommand = {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  /** How the program is asked to end. */
  readonly stopSignal: NodeJS.Signals;
  /** How long it may take; then it is killed. */
  readonly stopTimeoutMs: number;
};
