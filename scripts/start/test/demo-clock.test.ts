import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { startDemoClock } from '../demo-clock.ts';

const SPEED = 60;
const HOUR_MS = 3_600_000;

describe("the demo city's clock", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tiffin-clock-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  test('begins at the present', async () => {
    const before = Date.now();
    const clock = await startDemoClock(directory, SPEED);
    await clock.stop();
    expect(Date.parse(clock.setting.anchor)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(clock.setting.anchor)).toBeLessThanOrEqual(Date.now());
    expect(clock.setting.speed).toBe(SPEED);
  });

  test('goes on behind where the last run left it', async () => {
    const reached = new Date(Date.now() + HOUR_MS).toISOString();
    await writeFile(join(directory, 'demo-clock.json'), JSON.stringify({ domainTime: reached }));
    const clock = await startDemoClock(directory, SPEED);
    await clock.stop();
    expect(Date.parse(clock.setting.anchor)).toBeGreaterThan(Date.parse(reached));

    const next = await startDemoClock(directory, SPEED);
    await next.stop();
    expect(Date.parse(next.setting.anchor)).toBeGreaterThan(Date.parse(clock.setting.anchor));
  });

  test('comes back to the present when the last run is long gone', async () => {
    await writeFile(
      join(directory, 'demo-clock.json'),
      JSON.stringify({ domainTime: new Date(Date.now() - HOUR_MS).toISOString() }),
    );
    const before = Date.now();
    const clock = await startDemoClock(directory, SPEED);
    await clock.stop();
    expect(Date.parse(clock.setting.anchor)).toBeGreaterThanOrEqual(before);
  });
});
