import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WebSocket, WebSocketServer } from 'ws';
import { bytesOf, frameHead, NextFrames } from '../src/subscriptions/next-frames.ts';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
let client: WebSocket;
let wire: Duplex;

beforeAll(async () => {
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  const [, request] = (await once(server, 'connection')) as [WebSocket, IncomingMessage];
  wire = request.socket;
  await once(client, 'open');
});

afterAll(() => {
  client.terminate();
  server.close();
});

/** What the other end of the socket makes of a frame. */
async function received(frame: string): Promise<string> {
  const message = once(client, 'message');
  wire.write(frame, 'latin1');
  const [data, isBinary] = await message;
  expect(isBinary).toBe(false);
  return String(data);
}

const frameOf = (frames: NextFrames, id: string): string => frames.of(bytesOf(JSON.stringify(id)));

describe('a frame of an event', () => {
  test('is read by ws as the message that it stands for, whatever the id and the payload', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), text, async (ids, value) => {
        const payload = { data: { value } };
        const frames = new NextFrames(JSON.stringify(payload));
        for (const id of ids) {
          const message: unknown = JSON.parse(await received(frameOf(frames, id)));
          const wellFormed = JSON.parse(
            JSON.stringify({ id, type: 'next', payload }).toWellFormed(),
          );
          expect(message).toEqual(wellFormed);
        }
      }),
      { numRuns: 100 },
    );
  });

  test.each([0, 125, 126, 65_535, 65_536, 70_000])(
    'tells of a message of %i bytes',
    async (bytes) => {
      const message = 'é'.repeat(bytes >> 1) + 'e'.repeat(bytes & 1);
      expect(await received(frameHead(bytes) + bytesOf(message))).toBe(message);
    },
  );
});
