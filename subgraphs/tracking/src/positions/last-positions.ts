import type { GeoPoint } from '@tiffin/kernel';
import type { Redis } from 'ioredis';
import type { RedisNames } from './keys.ts';
import type { LivePosition } from './live-position.ts';

/** Where drivers were a moment ago. What Redis does not hold (any more) is left out. */
export interface LastPositions {
  /** One round trip. Throws while Redis is away. */
  of(driverIds: readonly string[]): Promise<Map<string, LivePosition>>;
  /** Drivers within a circle, the nearest first, at most `limit`. Throws while Redis is away. */
  near(center: GeoPoint, radiusMeters: number, limit: number): Promise<LivePosition[]>;
  /** Takes a driver off the map. */
  remove(driverId: string): Promise<void>;
}

export function createLastPositions(redis: Redis, names: RedisNames): LastPositions {
  const of = async (driverIds: readonly string[]): Promise<Map<string, LivePosition>> => {
    const found = new Map<string, LivePosition>();
    if (driverIds.length === 0) return found;
    const keys = driverIds.map((id) => names.lastPosition(id));
    const texts = await twice(() => redis.mget(keys));
    for (const text of texts) {
      if (text === null) continue;
      const position = JSON.parse(text) as LivePosition;
      found.set(position.driverId, position);
    }
    return found;
  };
  return {
    of,
    async near({ longitude, latitude }, radiusMeters, limit) {
      const ids = (await redis.geosearch(
        names.map,
        'FROMLONLAT',
        longitude,
        latitude,
        'BYRADIUS',
        radiusMeters,
        'm',
        'ASC',
        'COUNT',
        limit,
      )) as string[];
      return [...(await of(ids)).values()];
    },
    async remove(driverId) {
      await redis.zrem(names.map, driverId);
      await redis.del(names.lastPosition(driverId));
    },
  };
}

/** A read that failed, or took too long, is repeated once. */
async function twice<Answer>(read: () => Promise<Answer>): Promise<Answer> {
  return read().catch(read);
}
