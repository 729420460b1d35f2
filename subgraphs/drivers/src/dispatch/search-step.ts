import type { DomainInstant } from '@tiffin/kernel';
import { dispatchPolicy, giveUpPolicy, searchSteps, type SearchStep } from '../policy.ts';
import type { SearchingDelivery } from './searching-delivery.ts';

/** How long until the food is done, 0 when it stands at the counter or is overdue. */
export function prepRemainingMs(delivery: SearchingDelivery, now: DomainInstant): number {
  return delivery.readyAt === null ? Math.max(0, delivery.expectedReadyAt - now) : 0;
}

/** The step a search stands at: the last one that its failed offers or its age have reached. */
export function searchStep(delivery: SearchingDelivery, now: DomainInstant): SearchStep {
  const failed = delivery.failedOffers.length;
  const ageMs = now - searchDueAt(delivery);
  return searchSteps.reduce((reached, step) =>
    failed >= step.afterFailedOffers && step.afterFailedOffers > 0
      ? step
      : ageMs >= step.afterMs
        ? step
        : reached,
  );
}

/** Whether nobody can be expected to be found any more. */
export function isHopeless(delivery: SearchingDelivery, now: DomainInstant): boolean {
  if (delivery.readyAt !== null && now - delivery.readyAt > giveUpPolicy.afterReadyMs) return true;
  return now - Math.max(delivery.createdAt, delivery.expectedReadyAt) > giveUpPolicy.afterDueMs;
}

function searchDueAt({ createdAt, expectedReadyAt, readyAt }: SearchingDelivery): number {
  const planned = Math.max(createdAt, expectedReadyAt - dispatchPolicy.searchLeadMs);
  return readyAt === null ? planned : Math.min(planned, readyAt);
}
