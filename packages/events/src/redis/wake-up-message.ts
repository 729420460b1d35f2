/** Why subscribers are woken: the traces in which what they are about to read came to be. */
export interface WakeUpCause {
  /** The event that a subscriber will find in its log; without it whatever is read next. */
  readonly subject?: string;
  readonly sequence?: number;
  readonly traceparent: string;
}

/** A message of a channel that only wakes. What it says besides is for traces alone, and may be lost. */
export interface WakeUp {
  /** That of the last event among its subject's. */
  readonly sequence?: number;
  readonly causes?: readonly WakeUpCause[];
}

/** The causes in a message; none in one that is something else. */
export function causesIn(message: unknown): readonly WakeUpCause[] {
  const causes = (message as WakeUp | null)?.causes;
  if (!Array.isArray(causes)) return [];
  return (causes as (Partial<WakeUpCause> | null)[]).filter(
    (cause): cause is WakeUpCause => typeof cause?.traceparent === 'string',
  );
}
