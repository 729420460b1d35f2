import path from 'node:path';
import { domainClockFromEnv } from '@tiffin/kernel';
import { logsDirectory, startStack } from '@tiffin/local-stack';
import type { Surroundings } from '../actors/surroundings.ts';
import { providerNet } from '../measurement/provider-totals.ts';
import { Tally } from '../measurement/tally.ts';
import { sumsAgree, threeSums } from '../measurement/three-sums.ts';
import { sleepMs } from '../pacing/sleep.ts';
import {
  administrator,
  administratorEnvironment,
  administratorLogin,
} from '../stack/administrator.ts';
import { assertJourney } from './expectations.ts';
import { CURRENCY, oneOrder } from './one-order.ts';

const SPEED = 60;
const JOURNEY_WITHIN_MS = 90_000;
const SETTLE_WITHIN_MS = 20_000;

/**
 * One order from registration to the doorstep, over HTTP and WebSocket only. `--colocated` runs the
 * gateway and its subgraphs in one process.
 */
async function main(): Promise<string> {
  const say = (text: string) => console.error(`  ${text}`);
  const login = administratorLogin();
  const stack = await startStack({
    domainClock: { anchor: '2026-11-02T12:00:00.000Z', speed: SPEED },
    env: administratorEnvironment(login),
    logsDirectory: path.join(logsDirectory, 'journey'),
    colocated: process.argv.includes('--colocated') || process.env['COLOCATED'] === 'true',
    onProgress: say,
  });
  const stop = new AbortController();
  const deadline = setTimeout(() => stop.abort(), JOURNEY_WITHIN_MS);
  try {
    const surroundings: Surroundings = {
      url: stack.graphqlUrl,
      clock: domainClockFromEnv(stack.env),
      tally: new Tally(),
      signal: stop.signal,
    };
    const events = await oneOrder(surroundings, say);
    clearTimeout(deadline);
    const admin = await administrator(surroundings, login);
    const { SANDBOX_PROVIDER_URL = '', SANDBOX_API_KEY = '' } = stack.env;
    const balanced = await ledgerBalanced(() =>
      providerNet(SANDBOX_PROVIDER_URL, SANDBOX_API_KEY, CURRENCY).then((provider) =>
        threeSums(admin, CURRENCY, provider),
      ),
    );
    return assertJourney(events, balanced);
  } finally {
    clearTimeout(deadline);
    stop.abort();
    await stack.stop();
  }
}

async function ledgerBalanced(read: () => Promise<Parameters<typeof sumsAgree>[0]>) {
  const deadline = performance.now() + SETTLE_WITHIN_MS;
  for (;;) {
    const sums = await read();
    if (Number(sums.orders) > 0 && sumsAgree(sums)) return true;
    if (performance.now() > deadline) return false;
    await sleepMs(200);
  }
}

main().then(
  (line) => {
    console.log(line);
    process.exit(0);
  },
  (error: unknown) => {
    console.error(`journey failed: ${(error as Error).message}`);
    if (process.env['DEBUG']) console.error(error);
    process.exit(1);
  },
);
