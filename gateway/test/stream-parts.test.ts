import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Identity } from '@tiffin/service';
import { Answer } from '../src/execution/answer.ts';
import { CallerLike } from '../src/execution/caller.ts';
import type { PlanExecutor } from '../src/execution/plan-executor.ts';
import type { PreparedOperation } from '../src/execution/prepared-operation.ts';
import { EventText } from '../src/subscriptions/event-text.ts';
import { CompletionLine, type ReadyEvent } from '../src/subscriptions/streams/completion-line.ts';
import { completeEvent } from '../src/subscriptions/streams/event-completer.ts';
import { RecentEvents } from '../src/subscriptions/streams/recent-events.ts';
import type { SourceEvent } from '../src/subscriptions/streams/source-event.ts';
import { Slots } from '../src/subscriptions/streams/slots.ts';
import type { StreamMeans } from '../src/subscriptions/streams/stream-means.ts';
import { Turns, type Turn } from '../src/subscriptions/streams/turns.ts';
import { RECENT_CHARACTERS, RECENT_EVENTS } from '../src/subscriptions/subscription-policy.ts';
import { within } from './fixture/within.ts';

const accountOf = (accountId: string): Identity => ({
  kind: 'user',
  accountId,
  roles: [],
  scopes: [],
  memberships: [],
  sessionId: accountId,
  expiresAt: 4_000_000_000_000,
});

const status = (sequence: number, text = ''): ReadyEvent => ({
  sequence,
  cursor: `c${sequence}`,
  conflationKey: undefined,
  event: new EventText(text),
});

describe('the events a shared stream keeps', () => {
  test('give what follows a place, or say that they do not know', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * RECENT_EVENTS }),
        fc.nat({ max: 3 * RECENT_EVENTS }),
        fc.boolean(),
        (count, place, isResumed) => {
          const recent = new RecentEvents(isResumed ? 'c0' : undefined);
          for (let sequence = 1; sequence <= count; sequence += 1) recent.add(status(sequence));
          const at = recent.sequenceAt(`c${place}`);
          if (at === undefined) return;
          const following = recent.since(at)?.map(({ sequence }) => sequence);
          expect(following).toEqual(
            Array.from({ length: count - place }, (_, index) => place + 1 + index),
          );
        },
      ),
    );
  });

  test('are bounded in number and in length, the last one always there', () => {
    const recent = new RecentEvents(undefined);
    for (let sequence = 1; sequence <= RECENT_EVENTS + 1; sequence += 1) {
      recent.add(status(sequence));
    }
    expect(recent.sequenceAt('c1')).toBe(1);
    expect(recent.since(1)).toHaveLength(RECENT_EVENTS);
    expect(recent.sequenceAt('c0')).toBeUndefined();
    recent.add(status(RECENT_EVENTS + 2, 'x'.repeat(RECENT_CHARACTERS + 1)));
    expect(recent.since(RECENT_EVENTS + 1)).toHaveLength(1);
    expect(recent.since(RECENT_EVENTS)).toBeUndefined();
    expect(recent.beforeLast).toBe(`c${RECENT_EVENTS + 1}`);
  });

  test('do not know what comes after a place that they have never seen', () => {
    const recent = new RecentEvents('c4');
    expect(recent.since(recent.sequenceAt('c4')!)).toEqual([]);
    expect(recent.since(4)).toBeUndefined();
    recent.add(status(5));
    recent.add(status(7));
    expect(recent.since(6)).toBeUndefined();
    expect(recent.since(recent.sequenceAt('c4')!)).toHaveLength(2);
    expect(recent.since(8)).toEqual([]);
  });

  test('say that they do not know all since the beginning once they have let go of some', () => {
    for (const begunAfter of ['c0', undefined]) {
      const recent = new RecentEvents(begunAfter);
      for (let sequence = 1; sequence <= RECENT_EVENTS; sequence += 1) recent.add(status(sequence));
      expect(recent.since(-Infinity)).toHaveLength(RECENT_EVENTS);
      recent.add(status(RECENT_EVENTS + 1));
      expect(recent.since(-Infinity)).toBeUndefined();
    }
  });

  test('keep the newest position of each key until the next status', () => {
    const recent = new RecentEvents(undefined);
    recent.add(status(1));
    for (const text of ['old', 'new']) {
      recent.add({ sequence: 1, cursor: 'c1', conflationKey: 'a', event: new EventText(text) });
    }
    expect([...recent.latest].map(({ event }) => event.text)).toEqual(['new']);
    recent.add(status(2));
    expect([...recent.latest]).toEqual([]);
  });

  test('do not keep a position for the present that has not been told for long', () => {
    let nowMs = 0;
    const recent = new RecentEvents(undefined, 1_000, () => nowMs);
    const move = (mover: string): void =>
      recent.add({ ...status(1), conflationKey: mover, event: new EventText(mover) });
    const told = (): string[] => [...recent.latest].map(({ event }) => event.text);
    move('gone');
    move('here');
    nowMs = 999;
    expect(told()).toEqual(['gone', 'here']);
    move('here');
    nowMs = 1_000;
    expect(told()).toEqual(['here']);
  });
});

const event = (sequence: number, conflationKey?: string): SourceEvent => ({
  result: { data: { sequence } },
  sequence,
  cursor: undefined,
  conflationKey,
});

/** A line whose completions the test ends one by one. */
function slowLine(maxEvents: number) {
  const under: (() => void)[] = [];
  const told: string[] = [];
  const line = new CompletionLine({
    complete: ({ sequence }) =>
      new Promise((resolve) => under.push(() => resolve(new EventText(String(sequence))))),
    onReady: ({ event }) => told.push(event.text),
    onEnd: () => told.push('end'),
    onOverflow: () => told.push('overflow'),
    maxEvents,
  });
  const finishAll = async (): Promise<void> => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const finish = under.shift();
      if (finish === undefined) return;
      finish();
    }
  };
  return { line, told, finishAll };
}

describe('events that wait to be completed', () => {
  test('are completed in order; of those that may be left out the newest stays', async () => {
    const { line, told, finishAll } = slowLine(10);
    line.push(event(1));
    for (const number of [2, 3]) line.push(event(number, 'a'));
    line.push(event(4));
    for (const number of [5, 6]) line.push(event(number, 'b'));
    line.push(event(7, 'a'));
    line.end(undefined);
    await finishAll();
    expect(told).toEqual(['1', '4', '6', '7', 'end']);
  });

  test('are bounded, and the bound is exact', async () => {
    const { line, told, finishAll } = slowLine(2);
    for (const number of [1, 2, 3]) line.push(event(number));
    for (const number of [4, 5, 6]) line.push(event(number, 'a'));
    expect(told).toEqual(['overflow']);
    await finishAll();
    expect(told).toEqual(['overflow']);
    const other = slowLine(2);
    for (const number of [1, 2]) other.line.push(event(number));
    for (const number of [3, 4, 5]) other.line.push(event(number, 'a'));
    await other.finishAll();
    expect(other.told).toEqual(['1', '2', '5']);
  });

  test('wait while nobody is there', async () => {
    const { line, told, finishAll } = slowLine(10);
    line.pause();
    line.push(event(1));
    await finishAll();
    expect(told).toEqual([]);
    line.resume();
    await finishAll();
    expect(told).toEqual(['1']);
  });
});

function take(turns: Turns, work: () => void): Turn {
  const turn = turns.turnFor(work);
  turn.take();
  return turn;
}

describe('turns', () => {
  test('are given to so many at once, the others in order', () => {
    const turns = new Turns(2, 60_000);
    const begun: number[] = [];
    const taken = [1, 2, 3, 4].map((number) => take(turns, () => begun.push(number)));
    expect(begun).toEqual([1, 2]);
    taken[2]?.stop();
    taken[0]?.stop();
    taken[0]?.stop();
    expect(begun).toEqual([1, 2, 4]);
    take(turns, () => begun.push(5));
    expect(begun).toEqual([1, 2, 4]);
    taken[1]?.stop();
    expect(begun).toEqual([1, 2, 4, 5]);
  });

  test('end after their time', async () => {
    const turns = new Turns(1, 10);
    take(turns, () => undefined);
    await within(5_000, new Promise<void>((resolve) => void take(turns, resolve)));
  });
});

test('an event is completed as who its caller was when it came, however long it waits', async () => {
  const completions = new Slots(1);
  expect(completions.enter()).toBeUndefined();
  const session = { identity: accountOf('before') };
  const caller = new CallerLike(session, { requestId: 'request-1', traceparent: '' });
  const asked: Identity[] = [];
  const answerEvent = (...[, , , { identity }]: Parameters<PlanExecutor['answerEvent']>) => {
    asked.push(identity);
    return Promise.resolve(new Answer('{}', []));
  };
  const means = { completions, executor: { answerEvent } } as unknown as StreamMeans;
  const completing = completeEvent({} as PreparedOperation, {}, { data: {} }, caller, means);
  const { identity } = session;
  session.identity = accountOf('after');
  completions.leave();
  await completing;
  expect(asked).toEqual([identity]);
});
