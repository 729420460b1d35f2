import { expect, test } from '@jest/globals';
import type { ConformanceScene } from '../scene.ts';
import { ORDER_STATES, type Protocol } from './protocol-subject.ts';

const EVENT = { type: 'next', payload: { data: { orderStatusChanged: {} } } };

/** Operations with many results. */
export function testStreams(protocol: () => Protocol, scene: () => ConformanceScene): void {
  test('a stream that ends at its source: its events, then complete, and nothing after', async () => {
    const orderId = await scene().newOrder();
    const socket = await protocol().open();
    expect(await protocol().follow(socket, 's', orderId)).toMatchObject({ ...EVENT, id: 's' });
    await scene().cancel(orderId);
    let message = await socket.next();
    let last;
    while (message.type === 'next') {
      last = message.payload;
      message = await socket.next();
    }
    expect(last).toMatchObject({ data: { orderStatusChanged: { status: 'CANCELLED' } } });
    expect(message).toEqual({ type: 'complete', id: 's' });
    expect(await socket.rest()).toEqual([]);
    socket.drop();
  });

  test('a stream that the client completes says nothing more, and the others go on', async () => {
    const orderId = await scene().newOrder();
    const socket = await protocol().open();
    await protocol().follow(socket, 'stays', orderId);
    await protocol().follow(socket, 'goes', orderId);
    socket.send({ type: 'complete', id: 'goes' });
    await scene().cancel(orderId);
    for (;;) {
      const message = await socket.next();
      expect(message.id).toBe('stays');
      if (message.type === 'complete') break;
    }
    expect(await socket.rest()).toEqual([]);
    socket.drop();
  });

  test('the id of a stream that the client completed is free at once', async () => {
    const socket = await protocol().open();
    await protocol().follow(socket, 'free', scene().orderId);
    socket.send({ type: 'complete', id: 'free' });
    expect(await protocol().follow(socket, 'free', scene().orderId)).toMatchObject({
      ...EVENT,
      id: 'free',
    });
    socket.drop();
  });

  test('completing what does not run is ignored', async () => {
    const socket = await protocol().open();
    socket.send({ type: 'complete', id: 'nothing' });
    expect(await socket.rest()).toEqual([]);
    socket.drop();
  });

  test('a stream that is completed before it has begun says nothing', async () => {
    const socket = await protocol().open();
    await socket.inOnePiece(async () => {
      await protocol().start(socket, 'early', ORDER_STATES, { id: scene().orderId });
      socket.send({ type: 'complete', id: 'early' });
    });
    expect(await protocol().follow(socket, 'other', scene().orderId)).toMatchObject({
      id: 'other',
    });
    expect(await socket.rest()).toEqual([]);
    socket.drop();
  });

  test('a stream that its source refuses: one error message and no complete', async () => {
    const socket = await protocol().open();
    const nobodys = '01900000-0000-7000-8000-000000000000';
    expect(await protocol().follow(socket, 'refused', nobodys)).toMatchObject({
      type: 'error',
      id: 'refused',
      payload: [{ message: expect.any(String), extensions: { code: 'NOT_FOUND' } }],
    });
    expect(await socket.rest()).toEqual([]);
    socket.drop();
  });
}
