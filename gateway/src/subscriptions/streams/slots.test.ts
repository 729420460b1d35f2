import { expect, test } from '@jest/globals';
import { Slots } from './slots.ts';

test('no more run at once than there are slots, in the order in which they came, failures included', async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const works = gates.map(({ promise }, index) =>
    slots.run(() => {
      begun.push(index);
      return promise;
    }),
  );
  const settled = Promise.allSettled(works);
  expect(begun).toEqual([0, 1]);

  gates[1]!.reject(new Error('no'));
  await expect(works[1]).rejects.toThrow('no');
  expect(begun).toEqual([0, 1, 2]);

  gates[0]!.resolve(0);
  await works[0];
  expect(begun).toEqual([0, 1, 2, 3]);

  for (const [index, gate] of gates.entries()) gate.resolve(index);
  await settled;
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(await slots.run(() => Promise.resolve('again'))).toBe('again');
});
