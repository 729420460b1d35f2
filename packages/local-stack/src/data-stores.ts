import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { stacksDirectory } from './checkout.ts';
import { startPostgres, type Postgres } from './postgres/start-postgres.ts';
import { startRedis, type Redis } from './redis/start-redis.ts';

/** What a process must be told to reach the stores. */
export type DataStoreEnvironment = {
  readonly DATABASE_URL: string;
  readonly DATABASE_OWNER_URL: string;
  readonly REDIS_URL: string;
  readonly REDIS_PREFIX: string;
};

export type DataStores = {
  /** Where they keep their data and logs. */
  readonly dataDirectory: string;
  readonly env: DataStoreEnvironment;
  readonly postgres: Postgres;
  readonly redis: Redis;
  stop(): Promise<void>;
};

export type DataStoreOptions = {
  /**
   * One server at a time may use a folder. Default: a new one under `.tiffin/stacks`, which goes when the stores stop.
   */
  readonly dataDirectory?: string;
};

const REMOVE_ALL = { recursive: true, force: true } as const;

/** Starts a PostgreSQL and a Redis of the caller's own; they end with it, even if it is killed. */
export async function startDataStores(options: DataStoreOptions = {}): Promise<DataStores> {
  const id = randomBytes(6).toString('hex');
  const dataDirectory = options.dataDirectory ?? join(stacksDirectory, id);
  const [postgres, redis] = await startBoth(
    startPostgres({ dataDirectory, logPath: join(dataDirectory, 'postgres.log') }),
    startRedis({ logPath: join(dataDirectory, 'redis.log') }),
  );
  return {
    dataDirectory,
    env: {
      DATABASE_URL: postgres.url,
      DATABASE_OWNER_URL: postgres.ownerUrl,
      REDIS_URL: redis.url,
      REDIS_PREFIX: `tiffin-${id}:`,
    },
    postgres,
    redis,
    async stop() {
      await Promise.all([postgres.stop(), redis.stop()]);
      if (options.dataDirectory === undefined) await rm(dataDirectory, REMOVE_ALL);
    },
  };
}

/** If one does not start, the other does not stay behind. */
async function startBoth(
  starting: Promise<Postgres>,
  startingRedis: Promise<Redis>,
): Promise<[Postgres, Redis]> {
  const [postgres, redis] = await Promise.allSettled([starting, startingRedis]);
  if (postgres.status === 'fulfilled' && redis.status === 'fulfilled') {
    return [postgres.value, redis.value];
  }
  if (postgres.status === 'fulfilled') await postgres.value.stop();
  if (redis.status === 'fulfilled') await redis.value.stop();
  throw postgres.status === 'rejected' ? postgres.reason : (redis as PromiseRejectedResult).reason;
}
