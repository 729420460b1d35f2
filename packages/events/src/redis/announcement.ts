/** What a consumer tells the relays it reads from, through Redis. */
export interface Announcement {
  /** The history the position belongs to. */
  readonly epoch: string;
  /** All events up to here are taken in, durably. */
  readonly position: number;
  /** The stream does not hold `position + 1`: publish again from there. */
  readonly missing: boolean;
  /** Grows with each announcement, which shows that the consumer is alive. */
  readonly beat: number;
}

export function parseAnnouncement(text: string): Announcement | undefined {
  try {
    const value = JSON.parse(text) as Partial<Announcement> | null;
    if (typeof value?.epoch !== 'string' || !Number.isSafeInteger(value.position)) return undefined;
    return {
      epoch: value.epoch,
      position: value.position ?? 0,
      missing: value.missing === true,
      beat: value.beat ?? 0,
    };
  } catch {
    return undefined;
  }
}
