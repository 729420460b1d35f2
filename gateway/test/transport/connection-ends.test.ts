import { afterEach, describe, expect, test } from '@jest/globals';
import { within } from '../fixture/within.ts';
import { openLine, WAIT_MS, type Line } from './line.ts';
import { reply, requestOf } from './scripted-server.ts';

/** Nobody is asked elsewhere because an answer before is slow. */
const ONE_WAY = { mayRepeat: () => false };

let line: Line;

afterEach(() => line.close());

describe('a connection that ends', () => {
  test('early: reads behind the answer it broke at are asked once more, that one is lost', async () => {
    line = await openLine((body, { socket }) => {
      if (line.server.arrivals.length === 1) {
        if (body === '3') socket.destroy();
      } else reply(socket, `again ${body}`);
    });
    const [first, ...behind] = await Promise.allSettled([
      line.ask('1'),
      line.ask('2'),
      line.ask('3'),
    ]);
    expect(first?.status).toBe('rejected');
    expect(behind).toMatchObject([{ value: 'again 2' }, { value: 'again 3' }]);
  });

  test('twice: they are lost', async () => {
    line = await openLine((body, { socket }) => {
      if (body === '3' || line.server.arrivals.length > 1) socket.destroy();
    });
    const outcomes = await Promise.allSettled([line.ask('1'), line.ask('2'), line.ask('3')]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(line.server.arrivals.flatMap(({ bodies }) => bodies).length).toBeLessThan(10);
  });

  test('a mutation is lost', async () => {
    line = await openLine((_body, { socket }) => socket.destroy());
    await expect(line.ask('1', false)).rejects.toThrow(Error);
    expect(line.server.arrivals.flatMap(({ bodies }) => bodies)).toEqual(['1']);
  });

  test('when it says so: not used again', async () => {
    line = await openLine((body, { socket }) => reply(socket, body, 'connection: close'));
    await line.ask('1');
    expect(await line.ask('2')).toBe('2');
    expect(line.server.arrivals).toHaveLength(2);
  });

  test.each([
    ['says that it ends', 'connection: close'],
    ['idles for no time at all', 'keep-alive: timeout=1'],
  ])('with an answer that %s: nobody behind is lost', async (_name, field) => {
    line = await openLine((body, { socket, bodies }) => {
      if (line.server.arrivals.length === 1) {
        if (bodies.length === 3) reply(socket, '1', field);
      } else reply(socket, `again ${body}`);
    }, ONE_WAY);
    const answers = await Promise.all([line.ask('1'), line.ask('2'), line.ask('3')]);
    expect(answers).toEqual(['1', 'again 2', 'again 3']);
  });

  test('with the body of an answer: nobody behind is lost', async () => {
    line = await openLine((body, { socket, bodies }) => {
      if (line.server.arrivals.length > 1) reply(socket, `again ${body}`);
      else if (bodies.length === 2) socket.end('HTTP/1.1 200 OK\r\n\r\nuntil the end');
    }, ONE_WAY);
    const answers = await Promise.all([line.ask('1'), line.ask('2')]);
    expect(answers).toEqual(['until the end', 'again 2']);
  });

  test('because of one request: asked again, it comes after those that were behind it', async () => {
    line = await openLine((body, { socket }) => {
      if (body === 'poison') socket.destroy();
      else if (line.server.arrivals.length > 1) reply(socket, body);
    }, ONE_WAY);
    const poison = new Promise((succeed, fail) => {
      const ask = (failed: (error: Error) => void): void =>
        line.connections.ask(requestOf('poison'), true, { succeed, fail: failed });
      ask(() => ask(fail));
    });
    const behind = Promise.all([line.ask('1'), line.ask('2')]);
    await expect(within(WAIT_MS, poison)).rejects.toThrow(Error);
    expect(await behind).toEqual(['1', '2']);
  });

  test('after an idle time that is over before it begins: not used again', async () => {
    line = await openLine((body, { socket }) => reply(socket, body, 'keep-alive: timeout=1'));
    await line.ask('1');
    expect(await line.ask('2')).toBe('2');
    expect(line.server.arrivals).toHaveLength(2);
  });

  test('after it has idled long enough', async () => {
    line = await openLine((body, { socket }) => reply(socket, body), { idleMs: 100 });
    await line.ask('1');
    await within(
      WAIT_MS,
      line.server.until(() => line.server.arrivals[0]?.socket.destroyed === true),
    );
    expect(await line.ask('2')).toBe('2');
  });

  test('with an answer that nobody asked for', async () => {
    line = await openLine((body, { socket }) => {
      reply(socket, body);
      reply(socket, 'and more');
    });
    await line.ask('1');
    await within(
      WAIT_MS,
      line.server.until(() => line.server.arrivals[0]?.socket.destroyed === true),
    );
    await expect(line.ask('2')).resolves.toBe('2');
  });

  test.each([
    ['a part of an answer', 'HTTP/1.1 200 OK\r\ncontent-len', 'gth: 6\r\n\r\nstolen'],
    ['the head of an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n', 'stolen'],
    ['an interim answer', 'HTTP/1.1 103 Early Hints\r\n\r\n', ''],
    ['the end of a longer body', '"}', ''],
  ])(
    'with %s that nobody asked for: it does not become the next answer',
    async (_name, part, rest) => {
      for (const isAtOnce of [true, false]) {
        line = await openLine((body, { socket }) => {
          const isFirst = line.server.arrivals.length === 1;
          if (body !== '1' && isFirst) socket.write(rest);
          reply(socket, body);
          if (!isFirst) return;
          if (isAtOnce) socket.write(part);
          else setImmediate(() => socket.write(part));
        });
        expect(await line.ask('1')).toBe('1');
        await within(
          WAIT_MS,
          line.server.until(() => line.server.arrivals[0]?.socket.destroyed === true),
        );
        expect(await line.ask('2', false)).toBe('2');
        expect(line.server.arrivals.map(({ bodies }) => bodies)).toEqual([['1'], ['2']]);
        await line.close();
      }
    },
  );
});
