/** Minutes of a local day: 1440. */
export const DAY_MINUTES = 24 * 60;

/**
 * A stretch of the week in which a restaurant is open, in local wall-clock time. When it closes before
 * it opens, it closes on the next day.
 */
export interface OpeningSpan {
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  readonly day: number;
  /** Minute of the day, 0 to 1439. */
  readonly opensAt: number;
  /** Minute of the day, 0 to 1440 (`24:00`); this minute is no longer open. */
  readonly closesAt: number;
}

const CLOCK_TIME = /^(\d{2}):(\d{2})$/;

/** Minute of the day of a `HH:MM` up to `24:00`, undefined for any other text. */
export function minuteOf(clockTime: string): number | undefined {
  const match = CLOCK_TIME.exec(clockTime);
  if (match === null) return undefined;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  const minute = hours * 60 + minutes;
  return minutes < 60 && minute <= DAY_MINUTES ? minute : undefined;
}

/** `HH:MM` of a minute of the day. */
export function clockTimeOf(minute: number): string {
  const text = (part: number): string => String(part).padStart(2, '0');
  return `${text(Math.floor(minute / 60))}:${text(minute % 60)}`;
}
