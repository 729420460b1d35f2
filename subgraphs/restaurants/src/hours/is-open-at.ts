import { localTimeAt, type LocalTime } from './local-time.ts';
import type { OpeningSpan } from './weekly-hours.ts';

const DAYS_OF_WEEK = 7;

/**
 * Whether weekly hours in an IANA time zone are open at an instant (milliseconds since the epoch).
 *
 * Hours are what the clock on the wall shows: a span over a change of summer time is an hour shorter or
 * longer, and an hour that the clock shows twice is open twice.
 */
export function isOpenAt(
  hours: readonly OpeningSpan[],
  timeZone: string,
  instantMs: number,
): boolean {
  if (hours.length === 0) return false;
  const local = localTimeAt(instantMs, timeZone);
  return hours.some((span) => covers(span, local));
}

function covers({ day, opensAt, closesAt }: OpeningSpan, local: LocalTime): boolean {
  if (closesAt > opensAt) {
    return local.day === day && local.minute >= opensAt && local.minute < closesAt;
  }
  const nextDay = (day % DAYS_OF_WEEK) + 1;
  return (
    (local.day === day && local.minute >= opensAt) ||
    (local.day === nextDay && local.minute < closesAt)
  );
}
