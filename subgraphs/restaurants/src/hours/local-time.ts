/** Wall-clock time somewhere. */
export interface LocalTime {
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  readonly day: number;
  /** Minute of the day, 0 to 1439. */
  readonly minute: number;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Making a formatter is slow, and there are only some hundred zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** What clocks show in an IANA time zone at an instant (milliseconds since the epoch). @throws RangeError for an unknown zone */
export function localTimeAt(instantMs: number, timeZone: string): LocalTime {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(timeZone, formatter);
  }
  let day = 0;
  let hour = 0;
  let minute = 0;
  for (const { type, value } of formatter.formatToParts(instantMs)) {
    if (type === 'weekday') day = DAYS.indexOf(value) + 1;
    else if (type === 'hour') hour = Number(value);
    else if (type === 'minute') minute = Number(value);
  }
  return { day, minute: hour * 60 + minute };
}
