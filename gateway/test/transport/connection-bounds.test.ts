import { afterEach, describe, expect, test } from '@jest/globals';
import { OverdueError } from '../../src/execution/transport/http1/exchange.ts';
import { within } from '../fixture/within.ts';
import { openLine, WAIT_MS, type Line } from './line.ts';
import { reply } from './scripted-server.ts';

let line: Line;

afterEach(() => line.close());

describe('bounds', () => {
  test('so many connections; the others wait', async () => {
    line = await openLine(() => undefined, { maxConnections: 2 });
    const all = Promise.all(['1', '2', '3'].map((body) => line.ask(body, false)));
    await within(
      WAIT_MS,
      line.server.until(() => line.server.arrivals.flatMap(({ bodies }) => bodies).length === 2),
    );
    for (const { socket, bodies } of [...line.server.arrivals]) reply(socket, bodies[0] ?? '');
    const third = (): boolean => line.server.arrivals.some(({ bodies }) => bodies.includes('3'));
    await within(WAIT_MS, line.server.until(third));
    const arrival = line.server.arrivals.find(({ bodies }) => bodies.includes('3'));
    if (arrival !== undefined) reply(arrival.socket, '3');
    expect(await all).toEqual(['1', '2', '3']);
    expect(line.server.arrivals).toHaveLength(2);
  });

  test('so long in line', async () => {
    line = await openLine(() => undefined, { maxConnections: 1, timeoutMs: 150 });
    const outcomes = await Promise.allSettled([line.ask('1', false), line.ask('2', false)]);
    for (const outcome of outcomes) {
      expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(OverdueError);
    }
    expect(line.server.arrivals.flatMap(({ bodies }) => bodies)).toEqual(['1']);
  });

  test('so long an answer', async () => {
    line = await openLine((_body, { socket }) => reply(socket, 'x'.repeat(1_001)));
    await expect(line.ask('1')).rejects.toThrow('the body exceeds 1000 bytes');
  });

  test('closing fails what is under way, in line, and comes later', async () => {
    line = await openLine(() => undefined, { maxConnections: 1 });
    const sent = line.ask('1', false);
    const waiting = line.ask('2', false);
    await within(
      WAIT_MS,
      line.server.until(() => line.server.arrivals[0]?.bodies.length === 1),
    );
    line.connections.close();
    for (const asked of [sent, waiting, line.ask('3')])
      await expect(asked).rejects.toThrow('closed');
  });
});
