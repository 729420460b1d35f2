import path from 'node:path';
import { SingleBar } from 'cli-progress';
import { logsDirectory, startStack } from '@tiffin/local-stack';
import { domainClockFromEnv, toRfc3339 } from '@tiffin/kernel';
import type { Surroundings } from '../actors/surroundings.ts';
import { providerNet } from '../measurement/provider-totals.ts';
import { Tally } from '../measurement/tally.ts';
import { sumsAgree, threeSums } from '../measurement/three-sums.ts';
import { sleepMs, sleepUntil } from '../pacing/sleep.ts';
import {
  administrator,
  administratorEnvironment,
  administratorLogin,
} from '../stack/administrator.ts';
import { REPLAY_USAGE, replayArguments, type ReplayArguments } from './arguments.ts';
import { DAY_CURRENCY, readDay, type RecordedDay } from './day.ts';
import { placeOrders, staffTheDay, type Progress } from './play.ts';
import { readOrderLogs, replayResult, type ReplayResult } from './result.ts';
import { resultTable } from './table.ts';
import { objections } from './verdict.ts';
import { buildWorld, registrationCount } from './world.ts';

/** Wall time kept free before the day begins: to start the processes, and for each registration. */
const START_MS = 30_000;
const REGISTRATION_MS = 90;
/** Domain time after the last order within which every order must have ended. */
const FINISH_WITHIN_MS = 3 * 3_600_000;
/** Wall time for captures and refunds to be through after the last order. */
const SETTLE_WITHIN_MS = 60_000;
const SETTLE_POLL_MS = 500;

async function main(): Promise<number> {
  if (process.argv.includes('--help')) {
    console.log(REPLAY_USAGE);
    return 0;
  }
  const args = replayArguments(process.argv.slice(2));
  const day = readDay(args.dayFolder, args.from, args.to);
  const result = await replay(args, day);
  console.error(`\n${resultTable(result)}\n`);
  if (args.json) console.log(JSON.stringify(result, null, 2));
  return objections(result).length === 0 ? 0 : 1;
}

async function replay(args: ReplayArguments, day: RecordedDay): Promise<ReplayResult> {
  const say = (text: string) => console.error(`  ${text}`);
  say(`${day.name}: ${day.orders.length} orders, ${day.couriers.length} couriers, ${args.speed}×`);
  const registrations = registrationCount(day);
  const setUpMs = START_MS + registrations * REGISTRATION_MS;
  const anchor = toRfc3339((day.startsAt - setUpMs * args.speed) as typeof day.startsAt);
  const login = administratorLogin();
  const stack = await startStack({
    domainClock: { anchor, speed: args.speed },
    env: administratorEnvironment(login),
    logsDirectory: path.join(logsDirectory, 'replay'),
    onProgress: say,
  });
  const stop = new AbortController();
  try {
    const surroundings: Surroundings = {
      url: stack.graphqlUrl,
      clock: domainClockFromEnv(stack.env),
      tally: new Tally(),
      signal: stop.signal,
    };
    const admin = await administrator(surroundings, login);
    const bar = progressBar('registering {bar} {value}/{total}', registrations);
    const world = await buildWorld(surroundings, day, () => bar.increment()).finally(() =>
      bar.stop(),
    );
    warnWhenLate(surroundings, day, say);
    await sleepUntil(surroundings.clock, day.startsAt);

    const begunAt = performance.now();
    const progress = watchProgress(day);
    staffTheDay(surroundings, day, world);
    await placeOrders(surroundings, day, world, progress);
    await finished(surroundings, progress);
    progress.stop();
    const wallSeconds = (performance.now() - begunAt) / 1000;

    const sums = () =>
      providerNet(
        stack.env['SANDBOX_PROVIDER_URL'] as string,
        stack.env['SANDBOX_API_KEY'] as string,
        DAY_CURRENCY,
      ).then((provider) => threeSums(admin, DAY_CURRENCY, provider));
    const money = await settled(sums);
    const logs = await readOrderLogs(admin);
    const run = { day: day.name, speed: args.speed, wallSeconds, recorded: day.orders.length };
    return replayResult(run, progress, logs, surroundings.tally, money);
  } finally {
    stop.abort();
    await stack.stop();
  }
}

function progressBar(format: string, total: number): SingleBar {
  const bar = new SingleBar({ format: `  ${format}`, noTTYOutput: true, notTTYSchedule: 10_000 });
  bar.start(total, 0);
  return bar;
}

function warnWhenLate({ clock }: Surroundings, day: RecordedDay, say: (text: string) => void) {
  const lateMs = clock.now() - day.startsAt;
  if (lateMs > 0) say(`everybody was in place ${(lateMs / 60_000).toFixed(0)} domain minutes late`);
}

function watchProgress(day: RecordedDay): Progress & { stop(): void } {
  const bar = progressBar('delivering {bar} {value}/{total} orders ended', day.orders.length);
  const progress: Progress & { stop(): void } = {
    placed: [],
    refused: [],
    onChange: () =>
      bar.update(
        progress.placed.filter((order) => order.finished).length + progress.refused.length,
      ),
    stop: () => bar.stop(),
  };
  return progress;
}

/** Waits until every placed order ended on both its streams, or the time for it is over. */
async function finished({ clock }: Surroundings, { placed }: Progress): Promise<void> {
  const deadline = new AbortController();
  const everyOrder = Promise.allSettled(placed.map((order) => order.done));
  const lastCall = sleepMs(FINISH_WITHIN_MS / clock.speed, deadline.signal);
  await Promise.race([everyOrder, lastCall]);
  deadline.abort();
}

/** Captures follow deliveries: reads the sums until they agree, or the time for it is over. */
async function settled<T extends Parameters<typeof sumsAgree>[0]>(
  read: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + SETTLE_WITHIN_MS;
  for (;;) {
    const sums = await read();
    if (sumsAgree(sums) || performance.now() > deadline) return sums;
    await sleepMs(SETTLE_POLL_MS);
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`replay: ${(error as Error).message}`);
    if (process.env['DEBUG']) console.error(error);
    process.exit(2);
  },
);
