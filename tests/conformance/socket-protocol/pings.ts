import { expect, test } from '@jest/globals';
import type { Protocol } from './protocol-subject.ts';

/** Either side may ask at any time whether the other lives. */
export function testPings(protocol: () => Protocol): void {
  test('ping is answered with pong, before the greeting too', async () => {
    const socket = await protocol().connect();
    socket.send({ type: 'ping' });
    expect(await socket.next()).toMatchObject({ type: 'pong' });
    socket.send(await protocol().init());
    expect(await socket.next()).toMatchObject({ type: 'connection_ack' });
    socket.send({ type: 'ping', payload: { some: 'thing' } });
    expect(await socket.next()).toMatchObject({ type: 'pong' });
    socket.drop();
  });

  test('a pong that nobody asked for is not answered', async () => {
    const socket = await protocol().open();
    socket.send({ type: 'pong' });
    socket.send({ type: 'pong', payload: { some: 'thing' } });
    expect(await socket.rest()).toEqual([]);
    socket.drop();
  });
}
