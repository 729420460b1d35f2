import {
  domainInstant,
  domainInstantFromRfc3339,
  processInstant,
  type DomainInstant,
  type ProcessInstant,
} from './instants.ts';

/** Tells domain time. */
export interface DomainClock {
  /** The present domain instant. */
  now(): DomainInstant;
  /** Domain milliseconds that go by in one wall millisecond. */
  readonly speed: number;
  /** Wall milliseconds until a domain instant, 0 when it is past. */
  wallMsUntil(due: DomainInstant): number;
}

/** Tells process time. */
export interface ProcessClock {
  /** The present process instant. */
  now(): ProcessInstant;
}

/** The wall clock. */
export const processClock: ProcessClock = { now: () => processInstant(Date.now()) };

/** Domain time that stood at `anchor` when the wall clock stood at `startedAt`, and runs at `speed`. */
export interface DomainClockSetting {
  anchor: DomainInstant;
  startedAt: ProcessInstant;
  /** More than 0, at most 1000. */
  speed: number;
}

const MAXIMUM_SPEED = 1000;

/** A domain clock after a setting; the present at speed 1 without one. */
export function createDomainClock(
  setting?: DomainClockSetting,
  wall: ProcessClock = processClock,
): DomainClock {
  if (!setting) {
    return {
      now: () => domainInstant(wall.now()),
      speed: 1,
      wallMsUntil: (due) => Math.max(0, due - wall.now()),
    };
  }
  const { anchor, startedAt, speed } = setting;
  if (!(speed > 0 && speed <= MAXIMUM_SPEED)) {
    throw new RangeError(`domain clock speed must be above 0 and at most ${MAXIMUM_SPEED}`);
  }
  const now = () => domainInstant(Math.floor(anchor + (wall.now() - startedAt) * speed));
  return { now, speed, wallMsUntil: (due) => Math.max(0, Math.ceil((due - now()) / speed)) };
}

/** Names of the environment variables that hold a process's domain clock. */
export interface DomainClockEnvironment {
  /** RFC 3339 domain instant at `DOMAIN_CLOCK_STARTED_AT`. */
  DOMAIN_CLOCK_ANCHOR?: string | undefined;
  /** RFC 3339 wall instant at which the domain clock stood at its anchor. */
  DOMAIN_CLOCK_STARTED_AT?: string | undefined;
  /** Domain seconds a wall second. */
  DOMAIN_CLOCK_SPEED?: string | undefined;
}

/** The domain clock a process was given by its environment. Throws a RangeError for a half or bad setting. */
export function domainClockFromEnv(env: DomainClockEnvironment): DomainClock {
  const { DOMAIN_CLOCK_ANCHOR, DOMAIN_CLOCK_STARTED_AT, DOMAIN_CLOCK_SPEED } = env;
  if (!DOMAIN_CLOCK_ANCHOR && !DOMAIN_CLOCK_STARTED_AT && !DOMAIN_CLOCK_SPEED) {
    return createDomainClock();
  }
  if (!DOMAIN_CLOCK_ANCHOR || !DOMAIN_CLOCK_STARTED_AT || !DOMAIN_CLOCK_SPEED) {
    throw new RangeError(
      'set DOMAIN_CLOCK_ANCHOR, DOMAIN_CLOCK_STARTED_AT and DOMAIN_CLOCK_SPEED together, or none',
    );
  }
  return createDomainClock({
    anchor: domainInstantFromRfc3339(DOMAIN_CLOCK_ANCHOR),
    startedAt: processInstant(domainInstantFromRfc3339(DOMAIN_CLOCK_STARTED_AT)),
    speed: Number(DOMAIN_CLOCK_SPEED),
  });
}
