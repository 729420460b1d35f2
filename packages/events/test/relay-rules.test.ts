import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventsPolicy } from '../src/index.ts';
import { ConsumerRegister } from '../src/relay/consumer-register.ts';
import { startingPoint } from '../src/relay/starting-point.ts';

const known = { epoch: 'e', last: 100, lowest: 60, maxEntries: 1_000 };

describe('where publishing goes on', () => {
  test.each([
    ['everything is there', { first: 61, top: 100, epoch: 'e' }, 'continue', 100],
    ['the end is missing', { first: 10, top: 80, epoch: 'e' }, 'continue', 80],
    [
      'the stream is empty after the lowest checkpoint',
      { first: 61, top: 60, epoch: 'e' },
      'continue',
      60,
    ],
    ['the stream is missing', undefined, 'rewind', 60],
    ['the beginning is missing', { first: 70, top: 100, epoch: 'e' }, 'rewind', 60],
    ['it is ahead of Postgres', { first: 1, top: 101, epoch: 'e' }, 'rewind', 60],
    ['it is another history', { first: 1, top: 100, epoch: 'other' }, 'rewind', 60],
    ['it is of an unknown history', { first: 1, top: 100, epoch: null }, 'rewind', 60],
  ] as const)('%s', (_case, ends, kind, after) => {
    expect(startingPoint(ends, known)).toEqual({ kind, after });
  });

  test('leaves nothing out that a registered consumer within the bound still needs', () => {
    const place = fc.nat({ max: 300 });
    fc.assert(
      fc.property(place, place, place, place, (a, b, first, length) => {
        const [lowest, last] = [Math.min(a, b), Math.max(a, b)];
        const ends = { first, top: first + length - 1, epoch: 'e' };
        const point = startingPoint(ends, { epoch: 'e', last, lowest, maxEntries: 1_000 });
        if (point.kind === 'rewind') expect(point.after).toBe(lowest);
        else {
          // What is in the stream and what will be added together follow the lowest checkpoint without a hole.
          expect(ends.first).toBeLessThanOrEqual(lowest + 1);
          expect(point.after).toBe(ends.top);
          expect(point.after).toBeLessThanOrEqual(last);
        }
      }),
    );
  });

  test('of a consumer beyond the bound is not waited for', () => {
    expect(
      startingPoint(undefined, { epoch: 'e', last: 5_000, lowest: 0, maxEntries: 1_000 }),
    ).toEqual({
      kind: 'rewind',
      after: 4_000,
    });
  });
});

describe('what consumers announce', () => {
  const say = (position: number, beat: number, more = {}): string =>
    JSON.stringify({ epoch: 'e', position, missing: false, beat, ...more });
  const now = { epoch: 'e', last: 100, nowMs: 0 };

  test('counts once it is saved, and not before', () => {
    const register = new ConsumerRegister(
      new Map([
        ['a', 10],
        ['b', 20],
      ]),
    );
    const { advanced } = register.hear({ a: say(30, 1), b: say(20, 1) }, now);
    expect(advanced).toEqual(new Map([['a', 30]]));
    expect(register.lowest(100)).toBe(10);
    register.saved(advanced);
    expect(register.lowest(100)).toBe(20);
  });

  test('is left out when it is of another history, of the future, of a stranger or not readable', () => {
    const register = new ConsumerRegister(new Map([['a', 10]]));
    for (const text of [
      say(50, 1, { epoch: 'x' }),
      say(101, 1),
      'garbage',
      '{}',
      'null',
      say(1.5, 1),
    ]) {
      expect(register.hear({ a: text }, now).advanced.size).toBe(0);
    }
    expect(register.hear({ stranger: say(50, 1) }, now)).toMatchObject({ strangers: ['stranger'] });
    expect(register.lowest(100)).toBe(10);
    expect(register.lowestAlive(0)).toBeUndefined();
  });

  test('never takes a position back', () => {
    const register = new ConsumerRegister(new Map([['a', 50]]));
    expect(register.hear({ a: say(40, 1) }, now).advanced.size).toBe(0);
  });

  test('asks for a repetition once per announcement', () => {
    const register = new ConsumerRegister(
      new Map([
        ['a', 10],
        ['b', 10],
      ]),
    );
    const missing = { a: say(12, 1, { missing: true }), b: say(11, 1, { missing: true }) };
    expect(register.hear(missing, now).missingFrom).toBe(11);
    expect(register.hear(missing, now).missingFrom).toBeUndefined();
    expect(register.hear({ a: say(12, 2, { missing: true }) }, now).missingFrom).toBe(12);
  });

  test('shows who is alive: one who has fallen silent no longer holds the others up', () => {
    const register = new ConsumerRegister(
      new Map([
        ['a', 10],
        ['b', 20],
      ]),
    );
    register.hear({ a: say(10, 1), b: say(20, 1) }, now);
    expect(register.lowestAlive(0)).toBe(10);
    const laterMs = eventsPolicy.consumerAliveMs + 1;
    register.hear({ a: say(10, 1), b: say(25, 2) }, { ...now, nowMs: laterMs });
    expect(register.lowestAlive(laterMs)).toBe(25);
  });

  test('with nobody registered lets go of everything', () => {
    expect(new ConsumerRegister(new Map()).lowest(100)).toBe(100);
  });
});
