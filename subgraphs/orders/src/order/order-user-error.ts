import type { UserError } from '@tiffin/service';
import type { UserErrorCode } from '../generated/graph.ts';

/** Something about an order that its sender can put right. */
export type OrderUserError = UserError<UserErrorCode>;
