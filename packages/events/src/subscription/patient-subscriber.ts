import type { Redis } from 'ioredis';

type SubscribeCallback = (error: null, count: unknown) => void;

/**
 * Makes a connection fit for graphql-redis-subscriptions, which lets rejections escape that would end the process: of
 * UNSUBSCRIBE, for which it does not wait, and of SUBSCRIBE, where a promise of its own has no listener. UNSUBSCRIBE may
 * fail in silence, because a new connection has no subscriptions; SUBSCRIBE is made again on the next connection until
 * it succeeds. Calls without a callback behave as before.
 */
export function makePatient(redis: Redis): void {
  const waiting = new Set<() => void>();
  redis.on('ready', () => {
    const again = [...waiting];
    waiting.clear();
    for (const attempt of again) attempt();
  });
  const subscribe = redis.subscribe.bind(redis) as (...channels: string[]) => Promise<unknown>;
  const patiently = (channel: string, done: SubscribeCallback): void => {
    const attempt = (): void => {
      subscribe(channel).then(
        (count) => done(null, count),
        () => {
          waiting.add(attempt);
          // A connection that stands and does not answer is not worth keeping.
          if (redis.status === 'ready') redis.disconnect(true);
        },
      );
    };
    attempt();
  };
  Object.assign(redis, {
    subscribe: (...args: [...string[]] | [string, SubscribeCallback]) => {
      const [channel, done] = args;
      if (typeof done === 'function' && channel !== undefined) return patiently(channel, done);
      return subscribe(...(args as string[]));
    },
  });
  for (const command of ['unsubscribe', 'punsubscribe'] as const) {
    const original = redis[command].bind(redis) as (...args: unknown[]) => Promise<unknown>;
    Object.assign(redis, {
      [command]: (...args: unknown[]) => original(...args).catch(() => undefined),
    });
  }
}
