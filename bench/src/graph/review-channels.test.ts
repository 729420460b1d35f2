import { expect, test } from '@jest/globals';
import { addReview, reviewsAddedTo } from './review-channels.ts';

const review = (id: string) => ({ id, body: '', authorId: '1', upc: '1' });

test('who follows gets what comes, in order, and of no other channel', async () => {
  const events = reviewsAddedTo('live', undefined);
  expect((await events.next()).value).toMatchObject({ sequence: 0, cursor: '0' });
  addReview('live', review('a'));
  addReview('elsewhere', review('b'));
  addReview('live', review('c'));
  const [first, second] = [await events.next(), await events.next()];
  expect([first.value?.review.id, second.value?.review.id]).toEqual(['a', 'c']);
  expect(second.value?.sequence).toBeGreaterThan(first.value?.sequence ?? Infinity);
  await events.return?.();
  expect(await events.next()).toMatchObject({ done: true });
});

test('who comes back gets what was missed, then what comes', async () => {
  const before = reviewsAddedTo('again', undefined);
  for (const id of ['a', 'b', 'c']) addReview('again', review(id));
  await before.next();
  const { value } = await before.next();
  await before.return?.();
  const events = reviewsAddedTo('again', value?.cursor);
  addReview('again', review('d'));
  const ids = [await events.next(), await events.next(), await events.next()];
  expect(ids.map((event) => event.value?.review.id)).toEqual(['b', 'c', 'd']);
  await events.return?.();
});

test('who comes later gets the present state first', async () => {
  addReview('late', review('a'));
  addReview('late', review('b'));
  const events = reviewsAddedTo('late', null);
  addReview('late', review('c'));
  const ids = [await events.next(), await events.next()].map((event) => event.value?.review.id);
  expect(ids).toEqual(['b', 'c']);
  await events.return?.();
});
