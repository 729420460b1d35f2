import { expect, test } from '@jest/globals';
import { Slots } from './slots.ts';

test('no more have one at once than there are slots, in the order in which they came', async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const enter = (name: number): Promise<void> => {
    const slot = slots.enter();
    if (slot !== undefined) return slot.then(() => void begun.push(name));
    begun.push(name);
    return Promise.resolve();
  };
  const [, , third, fourth, fifth] = [0, 1, 2, 3, 4].map(enter);
  expect(begun).toEqual([0, 1]);

  slots.leave();
  await third;
  expect(begun).toEqual([0, 1, 2]);

  slots.leave();
  slots.leave();
  await Promise.all([fourth, fifth]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);

  slots.leave();
  expect(slots.enter()).toBeUndefined();
  expect(slots.enter()).toBeInstanceOf(Promise);
});
