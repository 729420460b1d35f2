import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import type { PubSub } from '../src/index.ts';
import { EventLog } from './event-log.ts';
import { FollowedLog, PATIENCE_MS } from './followed-log.ts';
import { upTo } from './two-contexts.ts';

let log: EventLog;
let scene: FollowedLog;
let pubsub: PubSub;

beforeAll(async () => {
  log = await EventLog.create();
});
beforeEach(() => {
  scene = new FollowedLog(log);
  ({ pubsub } = scene);
});
afterEach(() => scene.close());
afterAll(() => log.dispose());

const follow: FollowedLog['follow'] = (options) => scene.follow(options);
const isSubscribed = (): Promise<boolean> => scene.isSubscribed();

describe('leaving', () => {
  test('by return() ends a wait at once and frees the channel', async () => {
    const iterator = follow();
    const waiting = iterator.next();
    expect(await waitUntil(isSubscribed, PATIENCE_MS)).toBe(true);
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(pubsub.channelCount).toBe(0);
    expect(await waitUntil(async () => !(await isSubscribed()), PATIENCE_MS)).toBe(true);
  });

  test('by the signal does the same, and nothing stays on the signal', async () => {
    const controller = new AbortController();
    const listeners = new Set<unknown>();
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    Object.assign(signal, {
      addEventListener: (...args: Parameters<typeof add>) => (listeners.add(args[1]), add(...args)),
      removeEventListener: (...args: Parameters<typeof remove>) => (
        listeners.delete(args[1]),
        remove(...args)
      ),
    });
    const left = follow({ signal });
    const other = follow({ signal });
    const waiting = other.next();
    void left.next();
    await left.return?.();
    expect(listeners.size).toBe(1);
    controller.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await other.next()).toEqual({ done: true, value: undefined });
    expect(listeners.size).toBe(0);
    expect(pubsub.channelCount).toBe(0);
  });

  test('is immediate even while the database does not answer', async () => {
    const iterator = follow({ readLog: () => new Promise(() => undefined) });
    const waiting = iterator.next();
    expect(await waitUntil(isSubscribed, PATIENCE_MS)).toBe(true);
    await iterator.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(pubsub.channelCount).toBe(0);
  });

  test('before the first next() leaves nothing', async () => {
    const iterator = follow();
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(pubsub.channelCount).toBe(0);
  });

  test('many times over leaves no listener behind', async () => {
    const subscriber = pubsub.engine.getSubscriber();
    const before = subscriber.eventNames().map((name) => subscriber.listenerCount(name));
    await Promise.all(
      upTo(200).map(async () => {
        const iterator = follow();
        const waiting = iterator.next();
        await iterator.return?.();
        await waiting;
      }),
    );
    const after = subscriber.eventNames().map((name) => subscriber.listenerCount(name));
    expect(after).toEqual(before);
    expect(await waitUntil(() => pubsub.channelCount === 0, PATIENCE_MS)).toBe(true);
    expect(await waitUntil(async () => !(await isSubscribed()), PATIENCE_MS)).toBe(true);
  });
});
