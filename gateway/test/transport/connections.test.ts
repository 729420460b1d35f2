import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { OverdueError } from '../../src/execution/transport/http1/exchange.ts';
import { READS_TOGETHER, STALLED_MS } from '../../src/execution/transport/http1/http1-policy.ts';
import { within } from '../fixture/within.ts';
import { numbers, openLine, WAIT_MS, type Line } from './line.ts';
import { reply } from './scripted-server.ts';

let line: Line;

afterEach(() => line.close());

describe('reads of one moment', () => {
  test('go together, and each gets its own answer', async () => {
    line = await openLine((body, { socket }) => reply(socket, `answer ${body}`));
    const asked = numbers(READS_TOGETHER);
    const answers = await Promise.all(asked.map((body) => line.ask(body)));
    expect(answers).toEqual(asked.map((body) => `answer ${body}`));
    expect(line.server.arrivals.map(({ bodies, pieces }) => [bodies, pieces])).toEqual([
      [asked, 1],
    ]);
  });

  test('beyond so many go another way, and so does who comes while they are under way', async () => {
    let isHolding = true;
    line = await openLine(
      (body, { socket }) => {
        if (!isHolding) reply(socket, body);
      },
      { mayRepeat: () => false },
    );
    const asked = numbers(READS_TOGETHER + 1);
    const came = (count: number): Promise<void> =>
      within(
        WAIT_MS,
        line.server.until(
          () => line.server.arrivals.flatMap(({ bodies }) => bodies).length === count,
        ),
      );
    const all = asked.map((body) => line.ask(body));
    await came(asked.length);
    all.push(line.ask('late'));
    await came(asked.length + 1);
    expect(line.server.arrivals.map(({ bodies }) => bodies.length)).toEqual([READS_TOGETHER, 1, 1]);
    isHolding = false;
    for (const { socket, bodies } of line.server.arrivals) {
      for (const body of bodies) reply(socket, body);
    }
    expect(await Promise.all(all)).toEqual([...asked, 'late']);
    expect(await line.ask('again')).toBe('again');
    expect(line.server.arrivals).toHaveLength(3);
  });

  test('go one by one where no more is allowed', async () => {
    line = await openLine((body, { socket }) => reply(socket, body), { readsTogether: 1 });
    await Promise.all(numbers(3).map((body) => line.ask(body)));
    expect(line.server.arrivals.map(({ bodies }) => bodies)).toEqual([['0'], ['1'], ['2']]);
  });

  test('do not go together with a mutation', async () => {
    line = await openLine((body, { socket }) => reply(socket, body));
    await Promise.all([
      line.ask('1'),
      line.ask('2', false),
      line.ask('3'),
      line.ask('4', false),
      line.ask('5', false),
    ]);
    expect(line.server.arrivals.map(({ bodies }) => bodies)).toEqual([
      ['1'],
      ['2'],
      ['3'],
      ['4'],
      ['5'],
    ]);
  });
});

describe('a slow answer', () => {
  test('does not hold up who was sent after it', async () => {
    line = await openLine((body, { socket, bodies }) => {
      if (bodies[0] !== 'slow') reply(socket, `elsewhere ${body}`);
    });
    const slow = line.ask('slow');
    expect(await Promise.all([line.ask('1'), line.ask('2')])).toEqual([
      'elsewhere 1',
      'elsewhere 2',
    ]);
    const [first] = line.server.arrivals;
    for (const body of first?.bodies ?? []) if (first !== undefined) reply(first.socket, body);
    expect(await slow).toBe('slow');
  });

  test('is none where all answers take as long', async () => {
    const slowly = (body: string, { socket }: { socket: Socket }): void =>
      void setTimeout(() => reply(socket, body), STALLED_MS * 1.5);
    line = await openLine(slowly, { maxConnections: 50 });
    await Promise.all(numbers(30).map((body) => line.ask(body, false)));
    await Promise.all([line.ask('one'), line.ask('other')]);
    expect(line.server.arrivals.flatMap(({ bodies }) => bodies)).toHaveLength(32);
  });

  test('holds them up when there is no budget to ask again', async () => {
    let denied = 0;
    line = await openLine(() => undefined, { mayRepeat: () => (denied += 1) === 0 });
    const all = Promise.all([line.ask('slow'), line.ask('1')]);
    await within(
      WAIT_MS,
      line.server.until(() => line.server.arrivals[0]?.bodies.length === 2),
    );
    const [arrival] = line.server.arrivals;
    while (denied === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const body of ['slow', '1']) if (arrival !== undefined) reply(arrival.socket, body);
    expect(await all).toEqual(['slow', '1']);
    expect(line.server.arrivals).toHaveLength(1);
  });

  test('fails when its time is over, and who waited behind it as long does too', async () => {
    line = await openLine(
      (body, { socket, bodies }) => {
        if (bodies[0] !== 'slow') reply(socket, body);
      },
      { timeoutMs: 200, mayRepeat: () => false },
    );
    const slow = line.ask('slow');
    const next = line.ask('1').catch((error: unknown) => error);
    await expect(slow).rejects.toThrow(OverdueError);
    // Both were asked in the same moment, so its time is over too.
    expect(await next).toBeInstanceOf(OverdueError);
    await within(
      WAIT_MS,
      line.server.until(() => line.server.arrivals[0]?.socket.destroyed === true),
    );
    expect(await line.ask('2')).toBe('2');
  });
});
