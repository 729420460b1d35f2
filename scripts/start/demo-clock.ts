import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DomainClockSetting } from '@tiffin/local-stack';

/** Domain seconds per second: an order takes a few minutes instead of an hour. */
export const DEMO_SPEED = 15;
const HEARTBEAT_MS = 5_000;

/** What the last run left: the domain time it had reached, at most one heartbeat ago. */
type Reached = { readonly domainTime: string };

/** The domain clock of the demo city, which goes on from run to run. */
export type DemoClock = {
  readonly setting: DomainClockSetting;
  stop(): Promise<void>;
};

/**
 * Starts the demo's clock: at the present, or where the last run left it if that is later. Time must not go back for the
 * orders and timers of the last run.
 *
 * @param stateDirectory where the data are to which the time belongs
 */
export async function startDemoClock(
  stateDirectory: string,
  speed: number = DEMO_SPEED,
): Promise<DemoClock> {
  const path = join(stateDirectory, 'demo-clock.json');
  await mkdir(stateDirectory, { recursive: true });
  const startedAtMs = Date.now();
  const anchorMs = Math.max(startedAtMs, await reachedMs(path, speed));
  const write = async (): Promise<void> => {
    const domainTime = new Date(anchorMs + (Date.now() - startedAtMs) * speed).toISOString();
    await writeFile(`${path}.new`, JSON.stringify({ domainTime } satisfies Reached));
    await rename(`${path}.new`, path);
  };
  await write();
  const beating = setInterval(() => void write(), HEARTBEAT_MS);
  return {
    setting: { anchor: new Date(anchorMs).toISOString(), speed },
    async stop() {
      clearInterval(beating);
      await write();
    },
  };
}

async function reachedMs(path: string, speed: number): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return 0;
  const { domainTime } = JSON.parse(text) as Reached;
  return Date.parse(domainTime) + HEARTBEAT_MS * speed;
}
