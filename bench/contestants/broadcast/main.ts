import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  channelName,
  EMIT_PATH,
  OPENING_SEQUENCE,
  readEmission,
  stampedReview,
} from '../../src/graph/emission.ts';
import { createTokenCheck } from '../../src/identities/token-check.ts';

/**
 * The floor of fan-out: `ws` as its documentation broadcasts. It verifies who connects, and sends one
 * ready text to everybody on a channel. No GraphQL and no subgraph: it makes the events itself.
 */
interface Message {
  type: string;
  payload?: { authorization?: string; variables?: { channel?: string } };
}

const check = createTokenCheck();
const channels = new Map<string, Set<WebSocket>>();

function join(channel: string, socket: WebSocket): void {
  const sockets = channels.get(channel) ?? new Set();
  channels.set(channel, sockets.add(socket));
  socket.on('close', () => sockets.delete(socket));
}

async function take(socket: WebSocket, { type, payload }: Message): Promise<void> {
  if (type === 'connection_init') {
    await check(payload?.authorization);
    socket.send('{"type":"connection_ack"}');
  } else if (type === 'subscribe') {
    join(payload?.variables?.channel ?? '', socket);
    socket.send(eventOf(OPENING_SEQUENCE));
  }
}

function eventOf(sequence: number): string {
  const { id, body } = stampedReview(sequence);
  const author = { name: 'Dotan Simha' };
  const product = { name: 'Glass', inStock: true };
  const data = { reviewAdded: { review: { id, body, author, product } } };
  return JSON.stringify({ id: '1', type: 'next', payload: { data } });
}

async function emit(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const emission = await readEmission(request);
  for (let number = 0; number < emission.channels; number += 1) {
    const text = eventOf(emission.sequence);
    const channel = channelName(emission.group, number);
    for (const socket of channels.get(channel) ?? []) socket.send(text);
  }
  response.end();
}

const server = createServer((request, response) => {
  if (request.url === EMIT_PATH) void emit(request, response);
  else response.end('{"data":null}');
});
const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
sockets.on('connection', (socket) => {
  socket.on('message', (text) => {
    take(socket, JSON.parse(String(text)) as Message).catch(() => socket.close(4403, 'Forbidden'));
  });
});
server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1', backlog: 4_096 });
