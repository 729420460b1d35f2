import { parseMoney, type Money } from '@tiffin/kernel';
import { userError, type UserError } from '@tiffin/service';
import { restaurantsPolicy } from '../policy.ts';

type Errors = UserError<'INVALID_INPUT'>[];

/** The parts of a profile that can be given at creation and changed later; what is left out stays. */
export interface ProfileGiven {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly cuisines?: readonly string[] | null | undefined;
  readonly minimumOrder?: string | null | undefined;
  readonly preparationTimeMinutes?: number | null | undefined;
}

/** What is wrong with a profile's parts, for prices in `currency`. */
export function profileErrors(given: ProfileGiven, currency: string): Errors {
  const { nameMaxCharacters, descriptionMaxCharacters } = restaurantsPolicy;
  return [
    ...(given.name == null ? [] : textErrors('name', given.name, 1, nameMaxCharacters)),
    ...(given.description == null
      ? []
      : textErrors('description', given.description, 0, descriptionMaxCharacters)),
    ...(given.cuisines == null ? [] : cuisineErrors(given.cuisines)),
    ...(given.minimumOrder == null ? [] : minimumOrderErrors(given.minimumOrder, currency)),
    ...(given.preparationTimeMinutes == null
      ? []
      : preparationErrors(given.preparationTimeMinutes)),
  ];
}

/** What is wrong with a text of `min` to `max` characters after trimming. */
export function textErrors(field: string, text: string, min: number, max: number): Errors {
  const length = [...text.trim()].length;
  if (length >= min && length <= max && !text.includes('\u0000')) return [];
  return [wrong(`This has ${min} to ${max} characters.`, field)];
}

/** The amount when it is one that can be charged, 0 to the maximum. */
export function amountOf(decimal: string, currency: string): Money | undefined {
  try {
    const amount = parseMoney(decimal, currency);
    return amount.minor >= 0n && amount.minor <= restaurantsPolicy.amountMaxMinor
      ? amount
      : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function cuisineErrors(cuisines: readonly string[]): Errors {
  const { cuisinesMax, cuisineMaxCharacters } = restaurantsPolicy;
  if (cuisines.length > cuisinesMax) {
    return [wrong(`There are at most ${cuisinesMax} cuisines.`, 'cuisines')];
  }
  const fits = (cuisine: string): boolean =>
    cuisine === cuisine.trim().toLowerCase() &&
    cuisine.length >= 1 &&
    cuisine.length <= cuisineMaxCharacters &&
    !cuisine.includes('\u0000');
  return cuisines.every(fits) ? [] : [wrong('A cuisine is a short lower-case word.', 'cuisines')];
}

function minimumOrderErrors(decimal: string, currency: string): Errors {
  if (amountOf(decimal, currency) !== undefined) return [];
  return [wrong(`This is not an amount of ${currency}.`, 'minimumOrder')];
}

function preparationErrors(minutes: number): Errors {
  const { preparationMinMinutes: min, preparationMaxMinutes: max } = restaurantsPolicy;
  if (minutes >= min && minutes <= max) return [];
  return [wrong(`Preparation takes ${min} to ${max} minutes.`, 'preparationTimeMinutes')];
}

function wrong(message: string, field: string): UserError<'INVALID_INPUT'> {
  return userError('INVALID_INPUT', message, ['input', field]);
}
