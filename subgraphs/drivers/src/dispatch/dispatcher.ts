import { dispatchPolicy } from '../policy.ts';
import { dispatchPass, type DispatchParts } from './dispatch-pass.ts';

/** Keeps dispatching until it is stopped. Several may run: each offer is decided under the database's locks. */
export interface Dispatcher {
  start(): void;
  /** Something became free or ready: a pass follows soon. Cheap, never fails. */
  wake(): void;
  /** Ends after the pass under way. */
  stop(): Promise<void>;
}

/** Passes one after the other: at every tick of domain time, and soon after a wake-up. */
export function createDispatcher(parts: DispatchParts): Dispatcher {
  const tickWallMs = Math.max(
    dispatchPolicy.minimumTickWallMs,
    dispatchPolicy.tickMs / parts.clock.speed,
  );
  let stopped = false;
  let woken = false;
  let endPause: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let failures = 0;

  const pause = (ms: number, wakeable: boolean): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        endPause = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      if (wakeable) endPause = done;
      if (stopped || (wakeable && woken)) done();
    });

  const run = async () => {
    while (!stopped) {
      woken = false;
      try {
        await dispatchPass(parts);
        failures = 0;
      } catch (err) {
        if (failures === 0) parts.log.warn({ err }, 'a pass of dispatch failed, trying again');
        failures += 1;
      }
      await pause(dispatchPolicy.minimumPauseWallMs, false);
      await pause(tickWallMs, true);
    }
  };

  return {
    start() {
      running ??= run();
    },
    wake() {
      woken = true;
      endPause?.();
    },
    async stop() {
      stopped = true;
      endPause?.();
      await running;
    },
  };
}
