import type { Database } from '@tiffin/database';
import type { DomainClock } from '@tiffin/kernel';
import type { Logger } from '@tiffin/telemetry';
import { advance } from '../deliveries/advance.ts';
import { lockDelivery } from '../deliveries/delivery-statements.ts';
import { allows } from '../deliveries/lifecycle.ts';
import { freeDrivers } from '../drivers/driver-statements.ts';
import { makeOffer } from '../offers/make-offer.ts';
import { dispatchPolicy } from '../policy.ts';
import type { Transact } from '../transact.ts';
import { dispatchMetrics } from './dispatch-metrics.ts';
import type { DriverPositions } from './driver-positions.ts';
import { planOffers, type PlannedOffer } from './plan-offers.ts';
import { escalate, searchingDeliveries } from './search-statements.ts';
import type { FreeDriver } from './searching-delivery.ts';

/** What a pass works with. */
export interface DispatchParts {
  readonly pool: Database<unknown>['pool'];
  readonly transact: Transact;
  readonly clock: DomainClock;
  readonly positions: DriverPositions;
  readonly log: Logger;
}

/**
 * One round of dispatch: reads who looks for whom, plans, and makes the offers. The plan may be out of date
 * when it is carried out; each offer looks again under its locks.
 *
 * @returns how many offers were made
 */
export async function dispatchPass(parts: DispatchParts): Promise<number> {
  const { pool, clock, log } = parts;
  const deliveries = await searchingDeliveries(pool, dispatchPolicy.maxDeliveries);
  if (deliveries.length === 0) return 0;
  const drivers = await locatedDrivers(parts);
  const endTimer = dispatchMetrics.decisionSeconds.startTimer();
  const plan = planOffers(deliveries, drivers, clock.now());
  endTimer();

  for (const id of plan.hopeless) await giveUp(parts, id);
  if (plan.escalated.length > 0) {
    const told = await escalate(pool, plan.escalated);
    if (told.length > 0) {
      dispatchMetrics.escalations.inc(told.length);
      log.warn({ deliveryIds: told }, 'no driver can be found: an operator should look');
    }
  }
  return makeOffers(parts, plan.offers);
}

async function locatedDrivers({ pool, clock, positions }: DispatchParts): Promise<FreeDriver[]> {
  const free = await freeDrivers(pool, new Date(clock.now()), dispatchPolicy.maxDrivers);
  const places = await positions.of(free.map(({ id }) => id));
  return free.flatMap(({ id, vehicle, shiftEndsAt, location: known }) => {
    const location = places.get(id) ?? known;
    return location ? [{ id, vehicle, shiftEndsAt, location }] : [];
  });
}

async function makeOffers(parts: DispatchParts, plans: readonly PlannedOffer[]): Promise<number> {
  let made = 0;
  const waiting = [...plans];
  const worker = async () => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
      const current = plan;
      const offer = await parts.transact((client, effects) =>
        makeOffer(client, effects, current, parts.clock.now()),
      );
      if (offer) made += 1;
    }
  };
  await Promise.all(Array.from({ length: dispatchPolicy.parallelOffers }, worker));
  dispatchMetrics.offers.inc(made);
  return made;
}

/** Ends the search: the order is told that nobody can be found. */
async function giveUp({ transact, clock, log }: DispatchParts, deliveryId: string): Promise<void> {
  await transact(async (client) => {
    const delivery = await lockDelivery(client, deliveryId);
    if (!delivery || !allows('GIVE_UP', delivery.stage)) return;
    await advance(client, delivery, 'GIVE_UP', clock.now(), { reason: 'NO_DRIVER' });
    dispatchMetrics.givenUp.inc();
    log.warn({ deliveryId }, 'no driver was found, the delivery is given up');
  });
}
