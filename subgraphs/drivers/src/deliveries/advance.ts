import { statement } from '@tiffin/database';
import { appendToOutbox } from '@tiffin/events';
import type { DomainInstant } from '@tiffin/kernel';
import { SCHEMA } from '../schema-name.ts';
import type { Client } from '../transact.ts';
import { deliveryEvent, type EventFacts } from './delivery-events.ts';
import type { Delivery } from './delivery.ts';
import { allows, refusal, transitionOf, TRANSITIONS, type LifecycleCommand } from './lifecycle.ts';

/** One update per command: the stage, its stamp and the two sequences. */
const updates = new Map(
  TRANSITIONS.map(({ command, stamp }) => [
    command,
    statement(
      `drivers.delivery-${command.toLowerCase()}`,
      `UPDATE drivers.delivery SET stage = $2, driver_id = $3, event_sequence = $4, log_sequence = $5,
         bonus_basis_points = $6, proof = coalesce($7, proof), failure_reason = coalesce($8, failure_reason)
         ${stamp ? `, ${stamp} = $9` : ''} WHERE id = $1`,
    ),
  ]),
);
const appendLog = statement(
  'drivers.delivery-log-append',
  `INSERT INTO drivers.delivery_log_entry
     (delivery_id, sequence, command, actor, driver_id, from_stage, to_stage, occurred_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/** What a command changes besides the stage. */
export interface AdvanceFacts extends EventFacts {
  /** Who drives from now on; without it the driver stays as he is. */
  driverId?: string;
  bonusBasisPoints?: number;
  proof?: string | null;
}

/** A command the lifecycle does not allow at the delivery's stage. The message names both states. */
export class InvalidTransition extends Error {
  constructor(command: LifecycleCommand, delivery: Delivery) {
    super(refusal(command, delivery.stage));
    this.name = 'InvalidTransition';
  }
}

/**
 * Moves a locked delivery by one command: row, log and event together, in the caller's transaction.
 *
 * @returns the delivery after it; its stamps are in the row only
 * @throws InvalidTransition when the lifecycle does not allow it
 */
export async function advance(
  client: Client,
  before: Delivery,
  command: LifecycleCommand,
  now: DomainInstant,
  facts: AdvanceFacts = {},
): Promise<Delivery> {
  if (!allows(command, before.stage)) throw new InvalidTransition(command, before);
  const transition = transitionOf(command);
  const after: Delivery = {
    ...before,
    stage: transition.to,
    driverId: facts.driverId ?? before.driverId,
    bonusBasisPoints: facts.bonusBasisPoints ?? before.bonusBasisPoints,
    eventSequence: before.eventSequence + (transition.event ? 1 : 0),
    logSequence: before.logSequence + 1,
  };
  await client.query({
    ...required(updates.get(command)),
    values: [
      after.id,
      after.stage,
      after.driverId,
      after.eventSequence,
      after.logSequence,
      after.bonusBasisPoints,
      facts.proof ?? null,
      facts.reason ?? null,
      ...(transition.stamp ? [new Date(now)] : []),
    ],
  });
  await client.query({
    ...appendLog,
    values: [
      after.id,
      after.logSequence,
      command,
      transition.actor,
      after.driverId,
      before.stage,
      after.stage,
      new Date(now),
    ],
  });
  const event = deliveryEvent(transition, after, facts, now);
  if (event) await appendToOutbox(client, SCHEMA, [event]);
  return after;
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('every command of the lifecycle has its statement');
  return value;
}
