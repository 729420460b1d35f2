import type { ActorKind, CancellationReason } from '../order/order-record.ts';

/**
 * The columns of an order's row that a change sets, by their names in the database. The same object is applied to the
 * row and kept in the log, so that the log alone gives the row again. Instants are RFC 3339, amounts minor units as text.
 */
export interface OrderPatch {
  readonly preparation_minutes?: number;
  readonly accepted_at?: string;
  readonly ready_at?: string;
  readonly finished_at?: string;
  readonly charged_minor?: string;
  readonly cancelled_by?: ActorKind;
  readonly cancellation_reason?: CancellationReason;
  readonly refunded_minor?: string;
  readonly driver_id?: string;
  readonly driver_base_pay_minor?: string;
}

/** The columns a patch may set, with their types in the database. */
export const PATCH_COLUMNS = {
  preparation_minutes: 'integer',
  accepted_at: 'timestamptz',
  ready_at: 'timestamptz',
  finished_at: 'timestamptz',
  charged_minor: 'bigint',
  cancelled_by: 'text',
  cancellation_reason: 'text',
  refunded_minor: 'bigint',
  driver_id: 'uuid',
  driver_base_pay_minor: 'bigint',
} as const satisfies Record<keyof OrderPatch, string>;

/** The names of the columns a patch may set. */
export const PATCH_COLUMN_NAMES = Object.keys(PATCH_COLUMNS) as readonly (keyof OrderPatch)[];
