import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { SPACED_KEYS } from '../../src/overload/overload-policy.ts';
import { EventText } from '../../src/subscriptions/event-text.ts';
import { SpacedSubscriber } from '../../src/overload/spaced-subscriber.ts';

const INTERVAL_MS = 30_000;
const SPACED = { spacing: { intervalMs: INTERVAL_MS, level: 'live-positions' } };

let sent: string[];
const sink = {
  next: ({ text }: EventText, key: string | undefined): void =>
    void sent.push(`${key ?? ''}${text}`),
  end: (): void => void sent.push('end'),
};

beforeEach(() => {
  sent = [];
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('without overload everything goes out as it comes', () => {
  const subscriber = new SpacedSubscriber(sink, { spacing: undefined });
  subscriber.next(new EventText('1'), 'a');
  subscriber.next(new EventText('2'), undefined);
  expect(sent).toEqual(['a1', '2']);
});

test('under overload the newest of each key goes out once per interval', () => {
  const subscriber = new SpacedSubscriber(sink, SPACED);
  for (const text of ['1', '2', '3']) subscriber.next(new EventText(text), 'a');
  subscriber.next(new EventText('9'), 'b');
  jest.advanceTimersByTime(INTERVAL_MS - 1);
  expect(sent).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(sent).toEqual(['a3', 'b9']);
});

test('what is never left out goes at once, after what it must not overtake', () => {
  const subscriber = new SpacedSubscriber(sink, SPACED);
  subscriber.next(new EventText('1'), 'a');
  subscriber.next(new EventText('status'), undefined);
  expect(sent).toEqual(['a1', 'status']);
  subscriber.next(new EventText('2'), 'a');
  subscriber.end();
  expect(sent).toEqual(['a1', 'status', 'a2', 'end']);
});

test('when the overload is over, what waits goes out with the next event', () => {
  const overload: { spacing: (typeof SPACED)['spacing'] | undefined } = { ...SPACED };
  const subscriber = new SpacedSubscriber(sink, overload);
  subscriber.next(new EventText('1'), 'a');
  overload.spacing = undefined;
  subscriber.next(new EventText('2'), 'b');
  expect(sent).toEqual(['a1', 'b2']);
});

test('the keys that wait are bounded: past the bound everything goes out', () => {
  const subscriber = new SpacedSubscriber(sink, SPACED);
  for (let key = 0; key < SPACED_KEYS; key += 1) subscriber.next(new EventText(''), `k${key}`);
  expect(sent).toEqual([]);
  subscriber.next(new EventText(''), 'one more');
  expect(sent).toHaveLength(SPACED_KEYS + 1);
});

test('nothing goes out to somebody who left', () => {
  const subscriber = new SpacedSubscriber(sink, SPACED);
  subscriber.next(new EventText('1'), 'a');
  subscriber.leave();
  jest.advanceTimersByTime(INTERVAL_MS);
  expect(sent).toEqual([]);
});
