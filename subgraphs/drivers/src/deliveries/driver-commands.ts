import type { DomainInstant, GeoPoint } from '@tiffin/kernel';
import { freeDriver } from '../drivers/free-driver.ts';
import { recordEarning } from '../earnings/record-earning.ts';
import type { Client, Effects } from '../transact.ts';
import { advance, type AdvanceFacts } from './advance.ts';
import type { Delivery } from './delivery.ts';
import { lockDelivery } from './delivery-statements.ts';
import { allows, refusal, transitionOf, type LifecycleCommand } from './lifecycle.ts';

/** What a driver does with his delivery. */
export type DriverCommand = Extract<
  LifecycleCommand,
  | 'ARRIVE_AT_RESTAURANT'
  | 'CONFIRM_PICK_UP'
  | 'START_DROP_OFF'
  | 'ARRIVE_AT_CUSTOMER'
  | 'COMPLETE'
  | 'FAIL'
>;

/** A command was taken, or why not. */
export type CommandOutcome =
  | { readonly deliveryId: string }
  | {
      readonly refused: 'NOT_FOUND' | 'NOT_READY' | 'INVALID_TRANSITION';
      readonly message: string;
    };

/** What the client says with it. */
export interface CommandFacts {
  readonly proof?: string | null;
  readonly reason?: string;
}

/** Moves a driver's own delivery on; somebody else's does not exist for him. */
export async function commandDelivery(
  client: Client,
  effects: Effects,
  driverId: string,
  deliveryId: string,
  command: DriverCommand,
  facts: CommandFacts,
  now: DomainInstant,
): Promise<CommandOutcome> {
  const delivery = await lockDelivery(client, deliveryId);
  if (!delivery || delivery.driverId !== driverId) {
    return { refused: 'NOT_FOUND', message: 'The delivery was not found.' };
  }
  if (!allows(command, delivery.stage)) {
    return { refused: 'INVALID_TRANSITION', message: refusal(command, delivery.stage) };
  }
  const transition = transitionOf(command);
  if (transition.needsFood && delivery.readyAt === null) {
    return { refused: 'NOT_READY', message: 'The food is not ready yet.' };
  }
  const extra: AdvanceFacts = { ...facts };
  if (command === 'COMPLETE') {
    extra.earnings = (await recordEarning(client, delivery, driverId, now)).total;
  }
  await advance(client, delivery, command, now, extra);
  if (transition.freesDriver) {
    await freeDriver(client, effects, driverId, placeAfter(command, delivery));
  }
  return { deliveryId };
}

/** Where the driver is known to be when he is free again. */
function placeAfter(command: DriverCommand, delivery: Delivery): GeoPoint | null {
  return command === 'COMPLETE' ? delivery.dropOff : null;
}
