import { userError, type UserError } from '@tiffin/service';
import { restaurantsPolicy } from '../policy.ts';
import { DAY_MINUTES, minuteOf, type OpeningSpan } from './weekly-hours.ts';

/** One stretch as a client gives it. */
export interface OpeningHoursGiven {
  readonly dayOfWeek: number;
  readonly opensAt: string;
  readonly closesAt: string;
}

/** The hours in the form they are kept in, and everything that is wrong with them. */
export function checkHours(given: readonly OpeningHoursGiven[]): {
  hours: OpeningSpan[];
  userErrors: UserError<'INVALID_INPUT'>[];
} {
  const max = restaurantsPolicy.openingSpansMax;
  if (given.length > max) {
    return { hours: [], userErrors: [wrong(`A week has at most ${max} opening hours.`, [])] };
  }
  const hours: OpeningSpan[] = [];
  const userErrors: UserError<'INVALID_INPUT'>[] = [];
  for (const [index, span] of given.entries()) {
    const checked = checkSpan(span, index);
    if ('code' in checked) userErrors.push(checked);
    else hours.push(checked);
  }
  return { hours, userErrors };
}

function checkSpan(
  given: OpeningHoursGiven,
  index: number,
): OpeningSpan | UserError<'INVALID_INPUT'> {
  const { dayOfWeek: day } = given;
  const opensAt = minuteOf(given.opensAt);
  const closesAt = minuteOf(given.closesAt);
  if (!Number.isInteger(day) || day < 1 || day > 7) {
    return wrong('A day of the week is 1 (Monday) to 7 (Sunday).', [index, 'dayOfWeek']);
  }
  if (opensAt === undefined || opensAt === DAY_MINUTES) {
    return wrong('Opening time is HH:MM, 00:00 to 23:59.', [index, 'opensAt']);
  }
  if (closesAt === undefined) {
    return wrong('Closing time is HH:MM, 00:00 to 24:00.', [index, 'closesAt']);
  }
  if (closesAt === opensAt) {
    return wrong('Open round the clock is 00:00 to 24:00.', [index, 'closesAt']);
  }
  return { day, opensAt, closesAt };
}

function wrong(message: string, path: readonly (string | number)[]): UserError<'INVALID_INPUT'> {
  return userError('INVALID_INPUT', message, ['input', 'openingHours', ...path.map(String)]);
}
