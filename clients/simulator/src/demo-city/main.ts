import { domainClockFromEnv } from '@tiffin/kernel';
import { Tally } from '../measurement/tally.ts';
import { liveInDemoCity } from './live.ts';
import { seedDemoCity } from './seed.ts';

/**
 * Fills the demo city and keeps it moving, as a client of the public endpoint.
 * `ENDPOINT` is its address, `DEMO_PASSWORD` the password of every demo account.
 * Prints `seeded` when everybody is in place.
 */
async function main(): Promise<void> {
  const { ENDPOINT = 'http://127.0.0.1:4000/graphql', DEMO_PASSWORD } = process.env;
  if (!DEMO_PASSWORD) throw new Error('set DEMO_PASSWORD to the password of the demo accounts');
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.once('SIGINT', () => stop.abort());
  const clock = domainClockFromEnv(process.env);
  const surroundings = { url: ENDPOINT, clock, tally: new Tally(), signal: stop.signal };
  const city = await seedDemoCity(surroundings, DEMO_PASSWORD);
  console.log('seeded');
  await liveInDemoCity(surroundings, city);
  process.exit(0);
}

main().catch((error: unknown) => {
  console.error(`the demo city could not be filled: ${(error as Error).message}`);
  process.exit(1);
});
