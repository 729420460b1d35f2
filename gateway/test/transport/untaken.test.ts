import { afterEach, describe, expect, test } from '@jest/globals';
import { UntakenError } from '../../src/execution/transport/http1/exchange.ts';
import { within } from '../fixture/within.ts';
import { numbers, openLine, WAIT_MS, type Line } from './line.ts';
import { reply, type Arrival } from './scripted-server.ts';

const NOTHING_RECEIVED = 'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\n';

let line: Line;

afterEach(() => line.close());

const turnAway = ({ socket }: Arrival): void =>
  void socket.end(`${NOTHING_RECEIVED}content-length: 0\r\n\r\n`);
const bodies = (): string[][] => line.server.arrivals.map((arrival) => arrival.bodies);
const hasCome = (count: number): Promise<void> =>
  within(
    WAIT_MS,
    line.server.until(() => bodies().flat().length === count),
  );

describe('a server that says of a connection that it closes it and has received nothing', () => {
  test.each([
    ['a mutation', false],
    ['a read', true],
  ])(
    'has not begun with %s: it goes another way, and not one kept from before',
    async (_, isRead) => {
      let isClosing = false;
      line = await openLine((body, arrival) => {
        if (isClosing && line.server.arrivals.length <= 2) turnAway(arrival);
        else if (body !== '1') reply(arrival.socket, body);
      });
      // Two connections that are kept.
      const first = line.ask('1', false);
      await hasCome(1);
      await line.ask('2', false);
      const [held] = line.server.arrivals;
      if (held !== undefined) reply(held.socket, '1');
      await first;

      isClosing = true;
      expect(await line.ask('3', isRead)).toBe('3');
      expect(bodies()).toEqual([['1', '3'], ['2'], ['3']]);
    },
  );

  test('has begun with nothing of what was sent together', async () => {
    line = await openLine((body, arrival) => {
      if (line.server.arrivals.length > 1) reply(arrival.socket, body);
      else if (body === '1') turnAway(arrival);
    });
    expect(await Promise.all([line.ask('1'), line.ask('2')])).toEqual(['1', '2']);
  });

  test('is asked once more, not for ever', async () => {
    line = await openLine((_body, arrival) => turnAway(arrival));
    await expect(line.ask('1', false)).rejects.toBeInstanceOf(UntakenError);
    expect(bodies()).toEqual([['1'], ['1']]);
  });

  test('and says so while nobody asks: nothing is lost', async () => {
    line = await openLine((body, arrival) => reply(arrival.socket, body));
    await line.ask('1');
    const [kept] = line.server.arrivals;
    if (kept !== undefined) turnAway(kept);
    await within(
      WAIT_MS,
      line.server.until(() => kept?.socket.destroyed === true),
    );
    expect(await line.ask('2', false)).toBe('2');
    expect(bodies()).toEqual([['1'], ['2']]);
  });
});

test('a subgraph that answers the same and keeps the connection has answered', async () => {
  line = await openLine((_body, { socket }) => {
    socket.write('HTTP/1.1 408 Request Timeout\r\ncontent-length: 4\r\n\r\nslow');
  });
  expect(await line.ask('1', false)).toBe('slow');
  expect(bodies()).toEqual([['1']]);
});

test.each([
  [
    'says so',
    (body: string) => `HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 1\r\n\r\n${body}`,
  ],
  ['ends by it', (body: string) => `HTTP/1.1 200 OK\r\n\r\n${body}`],
])(
  'a server whose every answer is the last of its connection, and %s: all are answered',
  async (_, text) => {
    line = await openLine((body, { socket, bodies: sent }) => {
      if (sent.length === 1) socket.end(text(body));
    });
    const asked = numbers(8);
    expect(await Promise.all(asked.map((body) => line.ask(body)))).toEqual(asked);
    expect(line.server.arrivals).toHaveLength(8);
  },
);
