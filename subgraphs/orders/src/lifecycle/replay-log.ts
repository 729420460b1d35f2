import { statement } from '@tiffin/database';
import type pg from 'pg';
import type { OrderStatus } from '../order/order-record.ts';
import { PATCH_COLUMN_NAMES, PATCH_COLUMNS, type OrderPatch } from './order-patch.ts';
import { TRANSITIONS } from './transition-table.ts';

/** Orders compared at a time. */
const PAGE = 200;

/** A change as its log or annotation row keeps it. */
interface LoggedChange {
  readonly sequence: number;
  readonly previous: OrderStatus | null;
  readonly status: OrderStatus;
  readonly command: string;
  readonly actor: string;
  readonly data: OrderPatch;
}

interface Annotation {
  readonly version: number;
  readonly data: OrderPatch;
}

interface StoredOrder {
  readonly id: string;
  readonly status: OrderStatus;
  readonly sequence: number;
  readonly version: number;
  /** The columns that changes set, as JSON. */
  readonly row: Record<keyof OrderPatch, unknown>;
  readonly changes: LoggedChange[];
  readonly annotations: Annotation[];
}

// Both sides are brought to JSON by the database, so that equal values have equal texts.
const page = statement(
  'orders.verify-page',
  `SELECT o.id, o.status, o.sequence, o.version,
     jsonb_build_object(${PATCH_COLUMN_NAMES.map((name) => `'${name}', o.${name}`).join(', ')}) AS row,
     coalesce((SELECT jsonb_agg(jsonb_build_object('sequence', l.sequence, 'previous', l.previous_status,
         'status', l.status, 'command', l.command, 'actor', l.actor, 'data', ${normalised('l.data')}) ORDER BY l.sequence)
       FROM orders.order_log l WHERE l.order_id = o.id), '[]') AS changes,
     coalesce((SELECT jsonb_agg(jsonb_build_object('version', a.version, 'data', ${normalised('a.data')}) ORDER BY a.version)
       FROM orders.order_annotation a WHERE a.order_id = o.id), '[]') AS annotations
   FROM orders.customer_order o WHERE o.id > $1 ORDER BY o.id LIMIT $2`,
);

function normalised(column: string): string {
  const types = PATCH_COLUMN_NAMES.map((name) => `${name} ${PATCH_COLUMNS[name]}`).join(', ');
  return `(SELECT jsonb_strip_nulls(to_jsonb(p)) FROM jsonb_to_record(${column}) AS p(${types}))`;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Compares every order with what its log says. */
export async function verifyLogs(
  pool: pg.Pool,
  report: (difference: string) => void,
): Promise<{ orderCount: number; differences: number }> {
  let after = FIRST_ID;
  let orderCount = 0;
  let differences = 0;
  for (;;) {
    const { rows } = await pool.query<StoredOrder>({ ...page, values: [after, PAGE] });
    for (const order of rows) {
      const found = differencesOf(order);
      found.forEach((difference) => report(`${order.id}: ${difference}`));
      differences += found.length;
    }
    orderCount += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return { orderCount, differences };
    after = last.id;
  }
}

/** What a row and its log disagree on, and what the log says that the transition table does not permit. */
export function differencesOf(order: StoredOrder): string[] {
  return [...chainErrors(order.changes), ...rowErrors(order)];
}

function chainErrors(changes: readonly LoggedChange[]): string[] {
  let state: OrderStatus | null = null;
  return changes.flatMap((change, index) => {
    const errors: string[] = [];
    if (change.sequence !== index + 1) {
      errors.push(`entry ${index + 1} of the log has sequence ${change.sequence}`);
    }
    if (change.previous !== state) {
      errors.push(`entry ${change.sequence} begins in ${change.previous}, the log was in ${state}`);
    }
    if (!isPermitted(change)) {
      const { previous, command, actor, status } = change;
      errors.push(`${previous} -> ${status} by ${command} of ${actor} is not in the table`);
    }
    state = change.status;
    return errors;
  });
}

function isPermitted({ previous, command, actor, status }: LoggedChange): boolean {
  return TRANSITIONS.some(
    ({ from, to, by, command: name }) =>
      from === previous && to === status && name === command && by.some((kind) => kind === actor),
  );
}

function rowErrors({
  status,
  sequence,
  version,
  row,
  changes,
  annotations,
}: StoredOrder): string[] {
  const replayed: Record<string, unknown> = {};
  // Annotations set columns that changes of state do not set while they are made, except what is charged at the end.
  for (const { data } of [...changes, ...annotations]) Object.assign(replayed, data);
  const expected = {
    status: changes.at(-1)?.status ?? null,
    sequence: changes.length,
    version: changes.length + annotations.length,
    ...Object.fromEntries(PATCH_COLUMN_NAMES.map((name) => [name, replayed[name] ?? null])),
  };
  const actual: Record<string, unknown> = { status, sequence, version, ...row };
  return Object.entries(expected).flatMap(([name, value]) =>
    actual[name] === value
      ? []
      : [`${name} is ${String(actual[name])}, the log says ${String(value)}`],
  );
}
