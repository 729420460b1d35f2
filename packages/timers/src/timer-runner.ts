import { createLogger } from '@tiffin/telemetry';
import { domainInstant } from '@tiffin/kernel';
import { claimNext } from './claim.ts';
import type { Claim } from './claim.ts';
import { fire } from './fire.ts';
import type { FireOptions, TimerHandler } from './fire.ts';
import { timersPolicy } from './policy.ts';
import { Sleeper } from './sleeper.ts';
import { timerStatements } from './statements.ts';

export interface TimerRunnerOptions extends Pick<FireOptions, 'schema' | 'clock'> {
  readonly database: Pick<FireOptions, 'pool'>;
  /** By kind. Timers of other kinds are left alone. */
  readonly handlers: Readonly<Record<string, TimerHandler>>;
  readonly concurrency?: number;
  /** A handler that takes longer fails. Default 8 s, and not more: Postgres ends transactions idle for 10 s. */
  readonly handlerTimeoutMs?: number;
}

export interface TimerRunner {
  start(): void;
  /** A timer was set. Call it after the commit; cheap, never fails. */
  poke(): void;
  /** Ends after the timers under way. */
  stop(): Promise<void>;
}

/**
 * Runs the timers of a schema when they are due by the domain clock. Start one in every process: each timer is taken up
 * by one of them. What was due while nobody ran is done at once; Postgres may come and go.
 */
export function createTimerRunner(options: TimerRunnerOptions): TimerRunner {
  const { schema, clock, handlers } = options;
  const { pool } = options.database;
  const log = createLogger(`timers:${schema}`);
  const sleeper = new Sleeper();
  const underWay = new Set<Promise<void>>();
  const kinds = Object.keys(handlers);
  const concurrency = options.concurrency ?? timersPolicy.concurrency;
  const handlerTimeoutMs = options.handlerTimeoutMs ?? timersPolicy.handlerTimeoutMs;
  let running: Promise<void> | undefined;

  /** Wall ms until something may be due. */
  const idleMs = async (): Promise<number> => {
    const { rows } = await pool.query<{ due_at: Date }>({
      ...timerStatements(schema).nextDue,
      values: [kinds],
    });
    const next = rows[0];
    if (next === undefined) return timersPolicy.longestSleepMs;
    const dueMs = clock.wallMsUntil(domainInstant(next.due_at.getTime()));
    return Math.min(timersPolicy.longestSleepMs, Math.max(timersPolicy.shortestSleepMs, dueMs));
  };

  const launch = (claim: Claim): void => {
    const firing = fire({ pool, schema, clock, handlers, handlerTimeoutMs, log }, claim)
      .catch((err: unknown) => log.warn({ err, schema }, 'a timer was interrupted and stays set'))
      .finally(() => {
        underWay.delete(firing);
        sleeper.wake();
      });
    underWay.add(firing);
  };

  const lookAndSleep = async (): Promise<void> => {
    sleeper.listen();
    if (underWay.size >= concurrency) return sleeper.sleep(timersPolicy.longestSleepMs);
    const claim = await claimNext(pool, schema, clock, kinds);
    if (claim !== undefined) return launch(claim);
    await sleeper.sleep(await idleMs());
  };

  const run = async (): Promise<void> => {
    for (let failures = 0; !sleeper.stopped;) {
      try {
        await lookAndSleep();
        failures = 0;
      } catch (err) {
        if (failures === 0) log.warn({ err, schema }, 'timers cannot be read, trying again');
        failures += 1;
        const pauseMs = timersPolicy.outageBaseMs * 2 ** failures;
        sleeper.listen();
        await sleeper.sleep(Math.min(timersPolicy.outageCeilingMs, pauseMs));
      }
    }
    await Promise.all(underWay);
  };

  return {
    start() {
      running ??= run();
    },
    poke: () => sleeper.wake(),
    async stop() {
      sleeper.stop();
      await running;
    },
  };
}
