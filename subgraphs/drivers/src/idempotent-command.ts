import { idempotent, notStored, principalOf } from '@tiffin/commands';
import type { DomainInstant } from '@tiffin/kernel';
import type { Context } from './context.ts';
import { callingDriver } from './identity-of-driver.ts';
import type { DeliveryOutcome } from './deliveries/delivery-payload.ts';
import { SCHEMA } from './schema-name.ts';
import type { Client, Effects } from './transact.ts';

/** A command's input: its key and all that determines its effect. */
interface KeyedInput {
  readonly idempotencyKey: string;
}

/** What a command does in its transaction. */
export type DriverWork = (
  client: Client,
  effects: Effects,
  driverId: string,
  now: DomainInstant,
) => Promise<DeliveryOutcome>;

/**
 * Runs a driver's command once per idempotency key, in one transaction with its answer. Refusals are not kept.
 * @throws TiffinError FORBIDDEN, or IDEMPOTENCY_CONFLICT for a key that was used with other input
 */
export async function driverCommand(
  { identity, services, loaders }: Context,
  operation: string,
  { idempotencyKey: key, ...input }: KeyedInput,
  work: DriverWork,
): Promise<DeliveryOutcome> {
  const driverId = callingDriver(identity);
  const request = { principal: principalOf(identity), operation, key, input };
  const outcome = await services.transact((client, effects) =>
    idempotent<DeliveryOutcome>(client, SCHEMA, request, async () => {
      const done = await work(client, effects, driverId, services.clock.now());
      return done.userErrors.length > 0 ? notStored(done) : done;
    }),
  );
  loaders.delivery.clearAll();
  return outcome;
}
