import { BoundedCache, TiffinError } from '@tiffin/service';
import type { Redis } from 'ioredis';
import { hotPolicy } from '../policy.ts';
import type { RedisNames } from '../positions/keys.ts';
import { decodeTrack, encodeTrack, type DriverTrack } from './driver-track.ts';

/** A message to be published together with a change. */
export interface Publication {
  readonly channel: string;
  readonly message: string;
}

/** What a driver's track was when it was looked at. */
export interface SeenTrack {
  /** As Redis held it, empty when it held nothing. */
  readonly text: string;
  readonly track: DriverTrack | null;
  /** Out of this process's memory: another process may have gone on since. */
  readonly remembered: boolean;
}

/** What is written if nobody was faster. */
export interface TrackChange {
  readonly driverId: string;
  readonly seen: SeenTrack;
  readonly after: DriverTrack;
  /** The last position, as JSON. */
  readonly position: string;
  readonly publications: readonly Publication[];
}

/** The hot state that positions are checked against. */
export interface TrackStore {
  look(driverId: string, afresh: boolean): Promise<SeenTrack>;
  /** Writes track and last position and publishes, in one round trip; null, or what stands there instead. */
  compareAndSet(change: TrackChange): Promise<SeenTrack | null>;
}

/** Answers false when the change was made, else what stands there. A change repeated after a lost answer was made. */
const COMPARE_AND_SET = `
local current = redis.call('GET', KEYS[1]) or ''
if current ~= ARGV[1] then
  if current == ARGV[2] then return false end
  return current
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('SET', KEYS[2], ARGV[4], 'PX', ARGV[5])
for i = 6, #ARGV, 2 do redis.call('PUBLISH', ARGV[i], ARGV[i + 1]) end
return false`;

interface Scripted {
  compareAndSetTrack(...args: (string | number)[]): Promise<string | null>;
}

export function createTrackStore(redis: Redis, names: RedisNames): TrackStore {
  redis.defineCommand('compareAndSetTrack', { numberOfKeys: 2, lua: COMPARE_AND_SET });
  const scripted = redis as Redis & Scripted;
  const memory = new BoundedCache<string, SeenTrack>(hotPolicy.tracksInMemory);

  const seenIn = (text: string): SeenTrack => ({
    text,
    track: decodeTrack(text),
    remembered: false,
  });

  return {
    async look(driverId, afresh) {
      const known = afresh ? undefined : memory.get(driverId);
      return known ?? seenIn((await answered(redis.get(names.track(driverId)))) ?? '');
    },
    async compareAndSet({ driverId, seen, after, position, publications }) {
      const text = encodeTrack(after);
      const setting = scripted.compareAndSetTrack(
        names.track(driverId),
        names.lastPosition(driverId),
        seen.text,
        text,
        hotPolicy.trackTtlMs,
        position,
        hotPolicy.lastPositionTtlMs,
        ...publications.flatMap(({ channel, message }) => [names.published(channel), message]),
      );
      const current = await answered(setting);
      if (current === null) {
        memory.set(driverId, { text, track: after, remembered: true });
        return null;
      }
      memory.delete(driverId);
      return seenIn(current);
    },
  };
}

/** The answer of Redis. @throws TiffinError SERVICE_UNAVAILABLE when there is none */
async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (cause) {
    const message = 'Positions cannot be taken now. Report them again.';
    throw new TiffinError('SERVICE_UNAVAILABLE', message, { cause });
  }
}
