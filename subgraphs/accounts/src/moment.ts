import type { DomainInstant, ProcessInstant } from '@tiffin/kernel';
import type { Services } from './services.ts';

/** One moment on both clocks: sessions and tokens live by the process', events tell the domain's. */
export interface Moment {
  readonly process: ProcessInstant;
  readonly domain: DomainInstant;
}

export function momentOf({
  processClock,
  domainClock,
}: Pick<Services, 'processClock' | 'domainClock'>): Moment {
  return { process: processClock.now(), domain: domainClock.now() };
}
