import { userError, type Role, type UserError } from '@tiffin/service';
import { accountsPolicy } from '../policy.ts';
import { normaliseEmail } from './normalise-email.ts';

/** What somebody gives to register, as it arrived. */
export interface RegistrationInput {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  /** Default: CUSTOMER. */
  readonly role?: Role | undefined;
}

/** The same in the form it is kept in. */
export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly role: Role;
}

/** The roles anybody may take; the others are granted. */
const OPEN_ROLES: readonly Role[] = ['CUSTOMER', 'DRIVER', 'RESTAURANT_STAFF'];
const EMAIL = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]+$/u;
const CONTROL_CHARACTER = /\p{Cc}/u;

/** The input in the form it is kept in, and everything that is wrong with it. */
export function checkRegistration(given: RegistrationInput): {
  registration: Registration;
  userErrors: UserError<'INVALID_INPUT'>[];
} {
  const registration = {
    role: given.role ?? 'CUSTOMER',
    password: given.password,
    email: normaliseEmail(given.email),
    displayName: given.displayName.trim().normalize('NFC'),
  };
  const userErrors = [
    ...emailErrors(registration.email),
    ...passwordErrors(registration.password),
    ...nameErrors(registration.displayName),
    ...roleErrors(registration.role),
  ];
  return { registration, userErrors };
}

function emailErrors(email: string): UserError<'INVALID_INPUT'>[] {
  if (email.length <= accountsPolicy.emailMaxCharacters && EMAIL.test(email)) return [];
  return [userError('INVALID_INPUT', 'This is not an e-mail address.', 'input.email')];
}

function passwordErrors(password: string): UserError<'INVALID_INPUT'>[] {
  const { passwordMinCharacters: min, passwordMaxCharacters: max } = accountsPolicy;
  const length = [...password].length;
  if (length >= min && length <= max) return [];
  return [
    userError('INVALID_INPUT', `A password has ${min} to ${max} characters.`, 'input.password'),
  ];
}

function nameErrors(name: string): UserError<'INVALID_INPUT'>[] {
  const max = accountsPolicy.displayNameMaxCharacters;
  const length = [...name].length;
  if (length >= 1 && length <= max && !CONTROL_CHARACTER.test(name)) return [];
  return [userError('INVALID_INPUT', `A name has 1 to ${max} characters.`, 'input.displayName')];
}

function roleErrors(role: Role): UserError<'INVALID_INPUT'>[] {
  if (OPEN_ROLES.includes(role)) return [];
  return [
    userError('INVALID_INPUT', `Nobody can register as ${role}: it is granted.`, 'input.role'),
  ];
}
