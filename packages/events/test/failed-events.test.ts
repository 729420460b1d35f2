import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { TryAgainLaterError, eventsPolicy, listParkedEvents } from '../src/index.ts';
import { TwoContexts, noteEffect, upTo } from './two-contexts.ts';

const PATIENCE_MS = 10_000;
const COMMAND = join(import.meta.dirname, '../src/dead-letter/command.ts');
let contexts: TwoContexts;

beforeEach(async () => {
  contexts = await TwoContexts.create();
});
afterEach(() => contexts.dispose());

async function command(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', COMMAND, ...args],
    {
      env: { ...process.env, PAYMENTS_DATABASE_URL: contexts.ownerUrl, LOG_LEVEL: 'silent' },
    },
  );
  return stdout;
}

/** The whole series of tries would take minutes: all but the last are declared made. One under way says otherwise. */
async function useUpTries(): Promise<void> {
  await contexts.database.pool.query(
    `UPDATE payments.parked_event SET attempts = $1, next_attempt_at = now()
     WHERE attempts > 0 AND dead_at IS NULL`,
    [eventsPolicy.maxAttempts - 1],
  );
}

const parked = () => listParkedEvents(contexts.database.pool, 'payments');
const isDead = async (): Promise<boolean> =>
  (await parked()).some((event) => event.deadAt !== null);
const hasDied = async (): Promise<boolean> => {
  await useUpTries();
  return isDead();
};

describe('an event that fails', () => {
  test('is undone with all it did, tried again, and then takes effect once', async () => {
    let tries = 0;
    contexts.consumer(async (event, client) => {
      await noteEffect(event, client);
      tries += 1;
      if (tries < 4) throw new Error('not yet');
    });
    contexts.relay();
    await contexts.publish('a', 3);
    expect(await waitUntil(async () => (await contexts.effects()).length >= 3, PATIENCE_MS)).toBe(
      true,
    );
    expect(await contexts.effectsOf('a')).toEqual([1, 2, 3]);
    expect(tries).toBe(6);
    expect(await parked()).toEqual([]);
  });

  test('parks its subject: later events wait behind it, other subjects go on', async () => {
    let isBroken = true;
    contexts.consumer(async (event, client) => {
      if (isBroken && event.subject === 'bad' && event.sequence === 1) throw new Error('broken');
      await noteEffect(event, client);
    });
    contexts.relay();
    await contexts.publish('bad');
    await contexts.publish('good', 2);
    await contexts.publish('bad', 2);
    await contexts.publish('good');
    expect(
      await waitUntil(async () => (await contexts.effectsOf('good')).length === 3, PATIENCE_MS),
    ).toBe(true);
    expect(await waitUntil(async () => (await parked()).length === 3, PATIENCE_MS)).toBe(true);
    expect(await contexts.effectsOf('bad')).toEqual([]);
    isBroken = false;
    expect(await waitUntil(async () => (await parked()).length === 0, PATIENCE_MS)).toBe(true);
    expect(await contexts.effectsOf('bad')).toEqual([1, 2, 3]);
    await contexts.publish('bad');
    expect(
      await waitUntil(async () => (await contexts.effectsOf('bad')).length === 4, PATIENCE_MS),
    ).toBe(true);
    expect(await contexts.effectsOf('bad')).toEqual(upTo(4));
  });

  test('for the last time is a dead letter, which the command lists and replays', async () => {
    let isBroken = true;
    contexts.consumer(async (event, client) => {
      if (isBroken && event.subject === 'bad') throw new Error('the kitchen is on fire');
      await noteEffect(event, client);
    });
    contexts.relay();
    await contexts.publish('bad', 2);
    expect(await waitUntil(async () => (await parked()).length === 2, PATIENCE_MS)).toBe(true);
    expect(await waitUntil(hasDied, PATIENCE_MS)).toBe(true);
    const listed = await command('list', 'payments');
    expect(listed).toContain('the kitchen is on fire');
    expect(listed).toContain('2 parked, 1 of them dead');
    isBroken = false;
    expect(await command('replay', 'payments', '--subject', 'bad')).toContain(
      'replaying 1 dead letters',
    );
    expect(await waitUntil(async () => (await parked()).length === 0, PATIENCE_MS)).toBe(true);
    expect(await contexts.effectsOf('bad')).toEqual([1, 2]);
  });

  test('can be given up, and what waits behind it goes on', async () => {
    contexts.consumer(async (event, client) => {
      if (event.sequence === 1) throw new Error('never');
      await noteEffect(event, client);
    });
    contexts.relay();
    await contexts.publish('bad', 3);
    expect(await waitUntil(async () => (await parked()).length === 3, PATIENCE_MS)).toBe(true);
    expect(await waitUntil(hasDied, PATIENCE_MS)).toBe(true);
    const position = String((await parked())[0]?.position);
    const letter = ['--consumer', 'payments', '--source', 'orders', '--position', position];
    expect(await command('discard', 'payments', ...letter)).toContain('discarded 1');
    expect(await waitUntil(async () => (await parked()).length === 0, PATIENCE_MS)).toBe(true);
    expect(await contexts.effectsOf('bad')).toEqual([2, 3]);
    await expect(command('discard', 'payments', ...letter)).rejects.toThrow('no such dead letter');
  });

  test('because something else is away never becomes a dead letter', async () => {
    let isAway = true;
    let tries = 0;
    contexts.consumer(async (event, client) => {
      tries += 1;
      if (isAway) throw new TryAgainLaterError('the provider is away');
      await noteEffect(event, client);
    });
    contexts.relay();
    await contexts.publish('a');
    expect(await waitUntil(async () => (await parked()).length === 1, PATIENCE_MS)).toBe(true);
    // The first may have been under way, the second is the last one, and has ended when the third begins.
    const enough = tries + 3;
    const triedAgain = async (): Promise<boolean> => {
      await useUpTries();
      return tries >= enough;
    };
    expect(await waitUntil(triedAgain, PATIENCE_MS)).toBe(true);
    expect(await parked()).toMatchObject([
      { deadAt: null, lastError: expect.stringContaining('the provider is away') },
    ]);
    isAway = false;
    const isTaken = async (): Promise<boolean> => {
      await useUpTries();
      return (await parked()).length === 0;
    };
    expect(await waitUntil(isTaken, PATIENCE_MS)).toBe(true);
    expect(await contexts.effectsOf('a')).toEqual([1]);
  });
});

test('a handler that swallows a failed statement does not lose its event', async () => {
  let tries = 0;
  contexts.consumer(async (event, client) => {
    tries += 1;
    await noteEffect(event, client);
    if (tries === 1) await client.query('SELECT 1 / 0').catch(() => undefined);
  });
  contexts.relay();
  await contexts.publish('a');
  expect(await waitUntil(async () => (await contexts.effects()).length === 1, PATIENCE_MS)).toBe(
    true,
  );
  expect(tries).toBe(2);
});

test('a parked subject stays parked when another replica takes over', async () => {
  let isBroken = true;
  const handler: Parameters<TwoContexts['consumer']>[0] = async (event, client) => {
    if (isBroken) throw new Error('broken');
    await noteEffect(event, client);
  };
  const first = contexts.consumer(handler);
  contexts.relay();
  await contexts.publish('a');
  expect(await waitUntil(async () => (await parked()).length === 1, PATIENCE_MS)).toBe(true);
  await first.stop();
  contexts.consumer(handler);
  await contexts.publish('a', 3);
  expect(await waitUntil(async () => (await parked()).length === 4, PATIENCE_MS)).toBe(true);
  isBroken = false;
  expect(await waitUntil(async () => (await contexts.effects()).length === 4, PATIENCE_MS)).toBe(
    true,
  );
  expect(await contexts.effectsOf('a')).toEqual(upTo(4));
});

test('a handler that never ends fails in time, and others go on', async () => {
  const handler: Parameters<TwoContexts['consumer']>[0] = async (event, client) => {
    await noteEffect(event, client);
    if (event.subject === 'stuck') await new Promise(() => undefined);
  };
  contexts.consumer(handler, 'payments', { handlerTimeoutMs: 200 });
  contexts.relay();
  await contexts.publish('stuck');
  await contexts.publish('good');
  expect(await waitUntil(async () => (await contexts.effects()).length === 1, PATIENCE_MS)).toBe(
    true,
  );
  expect(await contexts.effectsOf('good')).toEqual([1]);
  expect((await parked())[0]?.lastError).toContain('longer than 200 ms');
});
