import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

const CLOSE_FRAME = 0x88;
const HEADER_BYTES = 4;

/**
 * A WebSocket handshake by hand: client libraries hang up themselves when no subprotocol is chosen.
 *
 * @param protocol what is offered; nothing when undefined
 * @returns the code the server closes with
 */
export async function closeCodeOfHandshake(
  url: string,
  protocol: string | undefined,
): Promise<number> {
  const upgrading = request(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16, 1).toString('base64'),
      ...(protocol === undefined ? {} : { 'sec-websocket-protocol': protocol }),
    },
  });
  upgrading.end();
  const [, socket, head] = (await once(upgrading, 'upgrade')) as [IncomingMessage, Socket, Buffer];
  let bytes = head;
  while (bytes.length < HEADER_BYTES) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
  socket.destroy();
  if (bytes[0] !== CLOSE_FRAME) throw new Error(`not a close frame: ${bytes.toString('hex')}`);
  return bytes.readUInt16BE(2);
}
