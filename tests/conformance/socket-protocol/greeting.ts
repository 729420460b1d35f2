import { expect, test } from '@jest/globals';
import { closeCodeOfHandshake } from './bare-handshake.ts';
import type { Protocol, ProtocolSubject } from './protocol-subject.ts';
import { SUBPROTOCOL } from './raw-socket.ts';

const QUERY = '{ __typename }';

/** From the handshake to the acknowledgement. */
export function testGreeting(protocol: () => Protocol, { initTimeoutMs }: ProtocolSubject): void {
  test('the handshake answers with the subprotocol', async () => {
    const socket = await protocol().connect();
    expect(socket.ws.protocol).toBe(SUBPROTOCOL);
    socket.drop();
  });

  test.each([
    ['another subprotocol', 'graphql-ws'],
    ['no subprotocol', undefined],
  ])('%s is closed with 4406', async (_name, offered) => {
    expect(await closeCodeOfHandshake(protocol().url, offered)).toBe(4406);
  });

  test('connection_init is answered with connection_ack', async () => {
    const socket = await protocol().connect();
    socket.send(await protocol().init());
    expect(await socket.next()).toMatchObject({ type: 'connection_ack' });
    socket.drop();
  });

  test(
    'no connection_init in time is closed with 4408',
    async () => {
      const socket = await protocol().connect();
      expect(await socket.closed).toEqual({
        code: 4408,
        reason: 'Connection initialisation timeout',
      });
    },
    initTimeoutMs + 5_000,
  );

  test('a second connection_init is closed with 4429', async () => {
    const socket = await protocol().open();
    socket.send(await protocol().init());
    expect(await socket.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  test('two at once, before the acknowledgement, are closed with 4429', async () => {
    const socket = await protocol().connect();
    const init = await protocol().init();
    socket.send(init);
    socket.send(init);
    expect(await socket.closed).toMatchObject({ code: 4429 });
  });

  test('an operation before connection_init is closed with 4401', async () => {
    const socket = await protocol().connect();
    await protocol().start(socket, '1', QUERY);
    expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  });

  test('a closed socket is answered with the same normal closure', async () => {
    const socket = await protocol().open();
    socket.ws.close(1000, 'Normal Closure');
    expect(await socket.closed).toMatchObject({ code: 1000 });
  });
}
