import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { runClosedLoop } from './closed-loop.ts';

let server: Server;
afterEach(async () => {
  server.close();
  await once(server, 'close');
});

async function answering(
  answer: (body: string, authorization: string) => { status: number; text: string },
): Promise<string> {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const { status, text } = answer(body, request.headers.authorization ?? '');
      response.writeHead(status).end(text);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const ORDER = { connections: 2, durationMs: 100, authorizations: ['a', 'b', 'c'] };

test('bodies and identities come in turn, each answer counts once', async () => {
  const seen: string[] = [];
  const url = await answering((body, authorization) => {
    seen.push(`${body}${authorization}`);
    return { status: 200, text: '{"data":{}}' };
  });
  const order = { ...ORDER, url, bodies: ['1', '2'], durationMs: 60_000, answers: 12 };
  const result = await runClosedLoop(order);
  expect(new Set(seen)).toEqual(new Set(['1a', '2b', '1c', '2a', '1b', '2c']));
  expect(result).toMatchObject({ answers: 12, failures: 0 });
  expect(seen).toHaveLength(12);
  expect(result.latenciesMs).toHaveLength(12);
});

test('it goes on for as long as it is told to', async () => {
  const url = await answering(() => ({ status: 200, text: '{"data":{}}' }));
  const result = await runClosedLoop({ ...ORDER, url, bodies: ['1'] });
  expect(result.elapsedMs).toBeGreaterThanOrEqual(ORDER.durationMs);
});

test('it ends when there are enough answers', async () => {
  const url = await answering(() => ({ status: 200, text: '{"data":{}}' }));
  const order = { ...ORDER, url, bodies: ['1'], durationMs: 60_000, answers: 7 };
  expect(await runClosedLoop(order)).toMatchObject({ answers: 7, failures: 0 });
});

test('refusals and GraphQL errors are failures', async () => {
  const url = await answering((body) =>
    body === 'refuse'
      ? { status: 503, text: '' }
      : { status: 200, text: '{"errors":[{"message":"no"}]}' },
  );
  const result = await runClosedLoop({ ...ORDER, url, bodies: ['refuse', 'fail'] });
  expect(result.answers).toBeGreaterThan(0);
  expect(result.failures).toBe(result.answers);
});
