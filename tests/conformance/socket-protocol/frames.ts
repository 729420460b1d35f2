import { expect, test } from '@jest/globals';
import type { Protocol, ProtocolSubject } from './protocol-subject.ts';

/** What lies below the protocol: how its messages may come in frames. */
export function testFrames(protocol: () => Protocol, { messageBytes }: ProtocolSubject): void {
  test('a message in a binary frame is read like one in a text frame', async () => {
    const socket = await protocol().open();
    socket.ws.send(Buffer.from('{"type":"ping"}'));
    expect(await socket.next()).toMatchObject({ type: 'pong' });
    socket.ws.send(Buffer.from([0, 255, 254, 1]));
    expect(await socket.closed).toMatchObject({ code: 4400 });
  });

  test('a message in several frames is one message', async () => {
    const socket = await protocol().open();
    socket.ws.send('{"type":', { fin: false });
    socket.ws.send('"ping"}', { fin: true });
    expect(await socket.next()).toMatchObject({ type: 'pong' });
    socket.drop();
  });

  test('a message at the limit is read, a larger one is closed with 1009', async () => {
    const socket = await protocol().open();
    const frame = JSON.stringify({ type: 'ping', payload: { of: '' } });
    const atLimit = { type: 'ping', payload: { of: 'x'.repeat(messageBytes - frame.length) } };
    socket.send(atLimit);
    expect(await socket.next()).toMatchObject({ type: 'pong' });
    socket.sendText(`${JSON.stringify(atLimit)} `);
    expect(await socket.closed).toMatchObject({ code: 1009 });
  });

  test('text that is not UTF-8 is closed with 1007', async () => {
    const socket = await protocol().open();
    socket.ws.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false });
    expect(await socket.closed).toMatchObject({ code: 1007 });
  });
}
