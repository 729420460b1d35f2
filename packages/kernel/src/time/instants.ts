declare const domain: unique symbol;
declare const process_: unique symbol;

/**
 * An instant of domain time, in milliseconds since the Unix epoch: opening hours, promises, ETA,
 * position times, offer and acceptance time-outs, `occurredAt`. It runs at the speed of the
 * `DomainClock`, so that a recorded day can be replayed faster.
 */
export type DomainInstant = number & { readonly [domain]: true };

/**
 * An instant of process time, in milliseconds since the Unix epoch: tokens, network time-outs,
 * time-to-live, latencies. It is the wall clock, always.
 */
export type ProcessInstant = number & { readonly [process_]: true };

/** Takes milliseconds since the epoch for an instant of domain time. */
export function domainInstant(epochMs: number): DomainInstant {
  return epochMs as DomainInstant;
}

/** Takes milliseconds since the epoch for an instant of process time. */
export function processInstant(epochMs: number): ProcessInstant {
  return epochMs as ProcessInstant;
}

/** A later (or, with a negative duration, earlier) instant of the same kind of time. */
export function plusMs<T extends DomainInstant | ProcessInstant>(
  instant: T,
  durationMs: number,
): T {
  return (instant + durationMs) as T;
}

/** The instant as RFC 3339 text in UTC with milliseconds. */
export function toRfc3339(instant: DomainInstant | ProcessInstant): string {
  return new Date(instant).toISOString();
}

/** Reads an RFC 3339 text as an instant of domain time. Throws a RangeError for any other text. */
export function domainInstantFromRfc3339(text: string): DomainInstant {
  const epochMs = Date.parse(text);
  if (Number.isNaN(epochMs)) throw new RangeError(`not an RFC 3339 date-time: ${text}`);
  return domainInstant(epochMs);
}
