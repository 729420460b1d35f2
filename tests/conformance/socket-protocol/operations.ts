import { uuidv7 } from '@tiffin/kernel';
import { expect, test } from '@jest/globals';
import type { ConformanceScene } from '../scene.ts';
import type { Protocol } from './protocol-subject.ts';

const QUERY = '{ __typename }';
const CANCEL = `mutation ($input: CancelOrderInput!) {
  cancelOrder(input: $input) { order { id } userErrors { code } }
}`;
const QUERY_RESULT = { data: { __typename: 'Query' } };

/** Operations with one result. */
export function testOperations(protocol: () => Protocol, scene: () => ConformanceScene): void {
  test('a query: next, then complete, and nothing after', async () => {
    const socket = await protocol().open();
    await protocol().start(socket, 'q', QUERY);
    expect(await socket.next()).toEqual({ type: 'next', id: 'q', payload: QUERY_RESULT });
    expect(await socket.next()).toEqual({ type: 'complete', id: 'q' });
    expect(await socket.rest()).toEqual([]);
    socket.drop();
  });

  test('a mutation', async () => {
    const socket = await protocol().open();
    const input = {
      orderId: uuidv7(),
      idempotencyKey: uuidv7(),
      reason: 'CUSTOMER_REQUEST',
    };
    await protocol().start(socket, 'm', CANCEL, { input });
    expect(await socket.next()).toMatchObject({
      type: 'next',
      id: 'm',
      payload: { data: { cancelOrder: { order: null, userErrors: [{}] } } },
    });
    expect(await socket.next()).toEqual({ type: 'complete', id: 'm' });
    socket.drop();
  });

  test('fields that may be null are null, and the operation is named', async () => {
    const socket = await protocol().open();
    const query = 'query A { __typename } query B { b: __typename }';
    const nulls = { variables: null, operationName: null };
    socket.send(await protocol().subscribeMessage('n', { query: QUERY, ...nulls }));
    expect(await socket.next()).toMatchObject({ type: 'next', payload: QUERY_RESULT });
    await socket.next();
    socket.send(await protocol().subscribeMessage('b', { query, operationName: 'B' }));
    expect(await socket.next()).toMatchObject({ payload: { data: { b: 'Query' } } });
    socket.drop();
  });

  test.each([
    ['does not parse', { query: '{ __typename' }],
    ['does not validate', { query: '{ nobody }' }],
    ['does not have the named operation', { query: 'query A { __typename }', operationName: 'B' }],
  ])('a document that %s: one error message, and the socket lives', async (_name, payload) => {
    const socket = await protocol().open();
    socket.send(await protocol().subscribeMessage('e', payload));
    const refusal = await socket.next();
    expect(refusal).toMatchObject({ type: 'error', id: 'e' });
    const errors = refusal.payload as { message: unknown }[];
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(typeof error.message).toBe('string');
    // Neither a result nor a completion follows, and the id is free again.
    await protocol().start(socket, 'e', QUERY);
    expect(await socket.next()).toMatchObject({ type: 'next', id: 'e' });
    expect(await socket.next()).toMatchObject({ type: 'complete', id: 'e' });
    socket.drop();
  });

  test('operations on one socket are told apart by their ids', async () => {
    const socket = await protocol().open();
    const ids = Array.from({ length: 20 }, (_, index) => `many-${index}`);
    for (const id of ids)
      await protocol().start(socket, id, `{ ${id.replace('-', '')}: __typename }`);
    const finished = new Set<string>();
    while (finished.size < ids.length) {
      const { type, id = '', payload } = await socket.next();
      if (type === 'complete') finished.add(id);
      else expect(payload).toEqual({ data: { [id.replace('-', '')]: 'Query' } });
    }
    expect([...finished].sort()).toEqual([...ids].sort());
    socket.drop();
  });

  test('an id is free again when its operation has ended', async () => {
    const socket = await protocol().open();
    for (let round = 0; round < 3; round++) {
      await protocol().start(socket, 'again', QUERY);
      expect(await socket.next()).toMatchObject({ type: 'next', id: 'again' });
      expect(await socket.next()).toMatchObject({ type: 'complete', id: 'again' });
    }
    socket.drop();
  });

  test.each([
    ['an id', (id: string) => id],
    ['a long id', (id: string) => id.padEnd(128, 'x')],
  ])('%s that is in use is closed with 4409', async (_name, idOf) => {
    const socket = await protocol().open();
    const id = idOf('twice');
    await protocol().follow(socket, id, scene().orderId);
    await protocol().start(socket, id, QUERY);
    const { code, reason } = await socket.closed;
    expect(code).toBe(4409);
    expect(reason).toMatch(/^Subscriber for twice/);
  });
}
