import { expect, test } from '@jest/globals';
import type { Protocol } from './protocol-subject.ts';

const PAYLOAD = { query: '{ __typename }' };

const INVALID: readonly [string, unknown][] = [
  ['a number', 7],
  ['a text', 'subscribe'],
  ['null', null],
  ['a list', [{ type: 'ping' }]],
  ['no type', { id: '1' }],
  ['an unknown type', { type: 'start', id: '1', payload: PAYLOAD }],
  ['a type that is no text', { type: 1 }],
  ['connection_ack from the client', { type: 'connection_ack' }],
  ['next from the client', { type: 'next', id: '1', payload: {} }],
  ['error from the client', { type: 'error', id: '1', payload: [{ message: 'no' }] }],
  ['subscribe without an id', { type: 'subscribe', payload: PAYLOAD }],
  ['subscribe with an empty id', { type: 'subscribe', id: '', payload: PAYLOAD }],
  ['subscribe with a number for its id', { type: 'subscribe', id: 1, payload: PAYLOAD }],
  ['subscribe without a payload', { type: 'subscribe', id: '1' }],
  ['subscribe without a query', { type: 'subscribe', id: '1', payload: {} }],
  ['a query that is no text', { type: 'subscribe', id: '1', payload: { query: {} } }],
  [
    'variables that are no map',
    { type: 'subscribe', id: '1', payload: { ...PAYLOAD, variables: [] } },
  ],
  [
    'an operation name that is no text',
    { type: 'subscribe', id: '1', payload: { ...PAYLOAD, operationName: 1 } },
  ],
  [
    'extensions that are no map',
    { type: 'subscribe', id: '1', payload: { ...PAYLOAD, extensions: 'x' } },
  ],
  ['complete without an id', { type: 'complete' }],
  ['ping with a payload that is no map', { type: 'ping', payload: 'x' }],
  ['pong with a payload that is no map', { type: 'pong', payload: [] }],
];

/** What is not a message of the protocol closes the socket at once. */
export function testInvalidMessages(protocol: () => Protocol): void {
  test.each(INVALID)('%s is closed with 4400', async (_name, message) => {
    const socket = await protocol().open();
    socket.send(message);
    const { code, reason } = await socket.closed;
    expect(code).toBe(4400);
    expect(reason).not.toBe('');
  });

  test('text that is not JSON is closed with 4400', async () => {
    const socket = await protocol().open();
    socket.sendText('{"type": "ping"');
    expect(await socket.closed).toMatchObject({ code: 4400 });
  });

  test('connection_init with a payload that is no map is closed with 4400', async () => {
    const socket = await protocol().connect();
    socket.send({ type: 'connection_init', payload: 'let me in' });
    expect(await socket.closed).toMatchObject({ code: 4400 });
  });
}
