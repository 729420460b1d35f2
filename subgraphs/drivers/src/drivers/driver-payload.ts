import { userError, type UserError } from '@tiffin/service';
import type { UserErrorCode } from '../generated/graph.ts';
import type { Driver } from './driver.ts';

/** The outcome of a change to a driver. */
export interface DriverOutcome {
  readonly driver: Driver | null;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

/** A change that was not made. */
export function driverRefusal(code: UserErrorCode, message: string, field?: string): DriverOutcome {
  return { driver: null, userErrors: [userError(code, message, field)] };
}
