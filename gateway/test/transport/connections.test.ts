import type { Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import { originOf } from '../../src/execution/transport/http1/connection.ts';
import {
  Connections,
  type ConnectionsOptions,
} from '../../src/execution/transport/http1/connections.ts';
import { OverdueError } from '../../src/execution/transport/http1/exchange.ts';
import { READS_TOGETHER, STALLED_MS } from '../../src/execution/transport/http1/http1-policy.ts';
import { CERTIFICATE, PRIVATE_KEY } from '../fixture/loopback-certificate.ts';
import { within } from '../fixture/within.ts';
import { reply, requestOf, startScriptedServer, type ScriptedServer } from './scripted-server.ts';

const WAIT_MS = 5_000;
const LIMITS: ConnectionsOptions = {
  maxBodyBytes: 1_000,
  connectTimeoutMs: WAIT_MS,
  idleMs: WAIT_MS,
  maxConnections: 10,
  timeoutMs: WAIT_MS,
  mayRepeat: () => true,
  readsTogether: READS_TOGETHER,
};

let server: ScriptedServer;
let connections: Connections;

async function start(
  onRequest: Parameters<typeof startScriptedServer>[0],
  options: Partial<ConnectionsOptions> = {},
): Promise<void> {
  server = await startScriptedServer(onRequest);
  connections = new Connections(
    { isTls: false, hostname: '127.0.0.1', port: server.port },
    { ...LIMITS, ...options },
  );
}

afterEach(async () => {
  connections.close();
  await server.close();
});

const ask = (body: string, isRead = true): Promise<string> =>
  within(
    WAIT_MS,
    new Promise((resolve, reject) => {
      connections.ask(requestOf(body), isRead, {
        succeed: ({ body: text }) => resolve(text),
        fail: reject,
      });
    }),
  );

const numbers = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

describe('reads of one moment', () => {
  test('go together, and each gets its own answer', async () => {
    await start((body, { socket }) => reply(socket, `answer ${body}`));
    const asked = numbers(READS_TOGETHER);
    const answers = await Promise.all(asked.map((body) => ask(body)));
    expect(answers).toEqual(asked.map((body) => `answer ${body}`));
    expect(server.arrivals.map(({ bodies, pieces }) => [bodies, pieces])).toEqual([[asked, 1]]);
  });

  test('beyond so many go another way, and so does who comes while they are under way', async () => {
    let isHolding = true;
    await start(
      (body, { socket }) => {
        if (!isHolding) reply(socket, body);
      },
      { mayRepeat: () => false },
    );
    const asked = numbers(READS_TOGETHER + 1);
    const came = (count: number): Promise<void> =>
      within(
        WAIT_MS,
        server.until(() => server.arrivals.flatMap(({ bodies }) => bodies).length === count),
      );
    const all = asked.map((body) => ask(body));
    await came(asked.length);
    all.push(ask('late'));
    await came(asked.length + 1);
    expect(server.arrivals.map(({ bodies }) => bodies.length)).toEqual([READS_TOGETHER, 1, 1]);
    isHolding = false;
    for (const { socket, bodies } of server.arrivals) {
      for (const body of bodies) reply(socket, body);
    }
    expect(await Promise.all(all)).toEqual([...asked, 'late']);
    expect(await ask('again')).toBe('again');
    expect(server.arrivals).toHaveLength(3);
  });

  test('go one by one where no more is allowed', async () => {
    await start((body, { socket }) => reply(socket, body), { readsTogether: 1 });
    await Promise.all(numbers(3).map((body) => ask(body)));
    expect(server.arrivals.map(({ bodies }) => bodies)).toEqual([['0'], ['1'], ['2']]);
  });

  test('do not go together with a mutation', async () => {
    await start((body, { socket }) => reply(socket, body));
    await Promise.all([ask('1'), ask('2', false), ask('3'), ask('4', false), ask('5', false)]);
    expect(server.arrivals.map(({ bodies }) => bodies)).toEqual([
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
    await start((body, { socket, bodies }) => {
      if (bodies[0] !== 'slow') reply(socket, `elsewhere ${body}`);
    });
    const slow = ask('slow');
    expect(await Promise.all([ask('1'), ask('2')])).toEqual(['elsewhere 1', 'elsewhere 2']);
    const [first] = server.arrivals;
    for (const body of first?.bodies ?? []) if (first !== undefined) reply(first.socket, body);
    expect(await slow).toBe('slow');
  });

  test('is none where all answers take as long', async () => {
    const slowly = (body: string, { socket }: { socket: Socket }): void =>
      void setTimeout(() => reply(socket, body), STALLED_MS * 1.5);
    await start(slowly, { maxConnections: 50 });
    await Promise.all(numbers(30).map((body) => ask(body, false)));
    await Promise.all([ask('one'), ask('other')]);
    expect(server.arrivals.flatMap(({ bodies }) => bodies)).toHaveLength(32);
  });

  test('holds them up when there is no budget to ask again', async () => {
    let denied = 0;
    await start(() => undefined, { mayRepeat: () => (denied += 1) === 0 });
    const all = Promise.all([ask('slow'), ask('1')]);
    await within(
      WAIT_MS,
      server.until(() => server.arrivals[0]?.bodies.length === 2),
    );
    const [arrival] = server.arrivals;
    while (denied === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const body of ['slow', '1']) if (arrival !== undefined) reply(arrival.socket, body);
    expect(await all).toEqual(['slow', '1']);
    expect(server.arrivals).toHaveLength(1);
  });

  test('fails when its time is over, and who waited behind it as long does too', async () => {
    await start(
      (body, { socket, bodies }) => {
        if (bodies[0] !== 'slow') reply(socket, body);
      },
      { timeoutMs: 200, mayRepeat: () => false },
    );
    const slow = ask('slow');
    const next = ask('1').catch((error: unknown) => error);
    await expect(slow).rejects.toThrow(OverdueError);
    // Both were asked in the same moment, so its time is over too.
    expect(await next).toBeInstanceOf(OverdueError);
    await within(
      WAIT_MS,
      server.until(() => server.arrivals[0]?.socket.destroyed === true),
    );
    expect(await ask('2')).toBe('2');
  });
});

describe('a connection that ends', () => {
  test('early: reads behind the answer it broke at are asked once more, that one is lost', async () => {
    await start((body, { socket }) => {
      if (server.arrivals.length === 1) {
        if (body === '3') socket.destroy();
      } else reply(socket, `again ${body}`);
    });
    const [first, ...behind] = await Promise.allSettled([ask('1'), ask('2'), ask('3')]);
    expect(first?.status).toBe('rejected');
    expect(behind).toMatchObject([{ value: 'again 2' }, { value: 'again 3' }]);
  });

  test('twice: they are lost', async () => {
    await start((body, { socket }) => {
      if (body === '3' || server.arrivals.length > 1) socket.destroy();
    });
    const outcomes = await Promise.allSettled([ask('1'), ask('2'), ask('3')]);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    expect(server.arrivals.flatMap(({ bodies }) => bodies).length).toBeLessThan(10);
  });

  test('a mutation is lost', async () => {
    await start((_body, { socket }) => socket.destroy());
    await expect(ask('1', false)).rejects.toThrow(Error);
    expect(server.arrivals.flatMap(({ bodies }) => bodies)).toEqual(['1']);
  });

  test('when it says so: not used again', async () => {
    await start((body, { socket }) => reply(socket, body, 'connection: close'));
    await ask('1');
    expect(await ask('2')).toBe('2');
    expect(server.arrivals).toHaveLength(2);
  });

  test('after an idle time that is over before it begins: not used again', async () => {
    await start((body, { socket }) => reply(socket, body, 'keep-alive: timeout=1'));
    await ask('1');
    expect(await ask('2')).toBe('2');
    expect(server.arrivals).toHaveLength(2);
  });

  test('after it has idled long enough', async () => {
    await start((body, { socket }) => reply(socket, body), { idleMs: 100 });
    await ask('1');
    await within(
      WAIT_MS,
      server.until(() => server.arrivals[0]?.socket.destroyed === true),
    );
    expect(await ask('2')).toBe('2');
  });

  test('with an answer that nobody asked for', async () => {
    await start((body, { socket }) => {
      reply(socket, body);
      reply(socket, 'and more');
    });
    await ask('1');
    await within(
      WAIT_MS,
      server.until(() => server.arrivals[0]?.socket.destroyed === true),
    );
    await expect(ask('2')).resolves.toBe('2');
  });
});

describe('bounds', () => {
  test('so many connections; the others wait', async () => {
    await start(() => undefined, { maxConnections: 2 });
    const all = Promise.all(['1', '2', '3'].map((body) => ask(body, false)));
    await within(
      WAIT_MS,
      server.until(() => server.arrivals.flatMap(({ bodies }) => bodies).length === 2),
    );
    for (const { socket, bodies } of [...server.arrivals]) reply(socket, bodies[0] ?? '');
    const third = (): boolean => server.arrivals.some(({ bodies }) => bodies.includes('3'));
    await within(WAIT_MS, server.until(third));
    const arrival = server.arrivals.find(({ bodies }) => bodies.includes('3'));
    if (arrival !== undefined) reply(arrival.socket, '3');
    expect(await all).toEqual(['1', '2', '3']);
    expect(server.arrivals).toHaveLength(2);
  });

  test('so long in line', async () => {
    await start(() => undefined, { maxConnections: 1, timeoutMs: 150 });
    const outcomes = await Promise.allSettled([ask('1', false), ask('2', false)]);
    for (const outcome of outcomes) {
      expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(OverdueError);
    }
    expect(server.arrivals.flatMap(({ bodies }) => bodies)).toEqual(['1']);
  });

  test('so long an answer', async () => {
    await start((_body, { socket }) => reply(socket, 'x'.repeat(1_001)));
    await expect(ask('1')).rejects.toThrow('the body exceeds 1000 bytes');
  });

  test('closing fails what is under way, in line, and comes later', async () => {
    await start(() => undefined, { maxConnections: 1 });
    const sent = ask('1', false);
    const waiting = ask('2', false);
    await within(
      WAIT_MS,
      server.until(() => server.arrivals[0]?.bodies.length === 1),
    );
    connections.close();
    for (const asked of [sent, waiting, ask('3')]) await expect(asked).rejects.toThrow('closed');
  });
});

test('nobody there', async () => {
  await start(() => undefined);
  const { port } = server;
  await server.close();
  const gone = new Connections({ isTls: false, hostname: '127.0.0.1', port }, LIMITS);
  const outcome = new Promise((succeed, fail) => gone.ask('', true, { succeed, fail }));
  await expect(within(WAIT_MS, outcome)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  gone.close();
  server = await startScriptedServer(() => undefined);
});

test('with TLS, where the name and the certificate are right', async () => {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, CERTIFICATE]);
  server = await startScriptedServer((body, { socket }) => reply(socket, body), {
    key: PRIVATE_KEY,
    cert: CERTIFICATE,
  });
  const outcomeAt = (hostname: string): Promise<unknown> => {
    connections = new Connections(
      { ...originOf(new URL('https://x')), hostname, port: server.port },
      LIMITS,
    );
    return ask('1')
      .catch((error: unknown) => error)
      .finally(() => connections.close());
  };
  try {
    expect(await outcomeAt('localhost')).toBe('1');
    expect(await outcomeAt('127.0.0.1')).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    setDefaultCACertificates(before);
    expect(await outcomeAt('localhost')).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  } finally {
    setDefaultCACertificates(before);
  }
});
