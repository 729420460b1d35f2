import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import { createIdentitySigner, IDENTITY_HEADER } from '../src/index.ts';
import { SECRET } from './example-subgraph.ts';

/** Nobody waits for its end. */
const LONG_NOTICE_MS = 10_000;

let child: ChildProcess;
afterEach(() => void child.kill('SIGKILL'));

/** @returns the address of a subgraph that runs as a process */
async function start(noticeMs: number): Promise<URL> {
  const entry = new URL('example-subgraph-process.ts', import.meta.url).pathname;
  const { PATH } = process.env;
  const env = { PATH, STOP_NOTICE_MS: String(noticeMs) };
  const started = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'inherit'], env });
  child = started;
  for await (const line of createInterface({ input: started.stdout })) return new URL(line);
  throw new Error('it did not start');
}

interface Answer {
  status: number;
  connection: string | undefined;
  text: string;
  isOverKept: boolean;
}

async function answerTo(sent: ClientRequest): Promise<Answer> {
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const { statusCode: status = 0, headers } = response;
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status, connection: headers.connection, text, isOverKept: sent.reusedSocket };
}

test('a subgraph that is told to stop says so, goes on for the notice, and keeps no connection', async () => {
  const url = await start(LONG_NOTICE_MS);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const look = (path: string): Promise<Answer> =>
    answerTo(request(new URL(path, url), { agent }).end());
  const ask = async (): Promise<Answer> => {
    const identity = await createIdentitySigner(SECRET).sign({ kind: 'service', name: 'tests' });
    const headers = { 'content-type': 'application/json', [IDENTITY_HEADER]: identity };
    const sent = request(url, { agent, method: 'POST', headers });
    return answerTo(sent.end(JSON.stringify({ query: 'mutation { count }' })));
  };
  const socket = new WebSocket(url.href.replace('http', 'ws'), 'graphql-transport-ws');
  await once(socket, 'open');
  expect(await ask()).toMatchObject({ status: 200, connection: 'keep-alive' });

  child.kill('SIGTERM');
  let ready = await look('/ready');
  while (ready.status === 200) {
    expect(ready).toMatchObject({ connection: 'keep-alive', isOverKept: true });
    ready = await look('/ready');
  }
  expect(ready).toMatchObject({ status: 503, connection: 'close', isOverKept: true });
  expect(await ask()).toEqual({
    status: 200,
    connection: 'close',
    text: '{"data":{"count":2}}\n',
    isOverKept: false,
  });
  expect(await look('/health')).toMatchObject({ status: 200, connection: 'close' });
  expect(socket.readyState).toBe(WebSocket.OPEN);
  expect(child.exitCode).toBeNull();
  socket.terminate();
  agent.destroy();
});

test('and ends after it, idle connections or not', async () => {
  const url = await start(100);
  const agent = new Agent({ keepAlive: true });
  expect(await answerTo(request(new URL('/ready', url), { agent }).end())).toMatchObject({
    status: 200,
    connection: 'keep-alive',
  });
  const socket = new WebSocket(url.href.replace('http', 'ws'), 'graphql-transport-ws');
  await once(socket, 'open');
  const closed = once(socket, 'close');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect((await closed)[0]).toBe(1001);
  agent.destroy();
});

test('a notice that is none, or too long, is told at once', async () => {
  for (const notice of ['soon', '10001']) {
    const entry = new URL('example-process.ts', import.meta.url).pathname;
    const env = { PATH: process.env['PATH'], STOP_NOTICE_MS: notice };
    const refused = spawn(process.execPath, [entry, 'good'], { env });
    child = refused;
    let said = '';
    refused.stderr.on('data', (chunk) => (said += String(chunk)));
    expect(await once(refused, 'close')).toEqual([1, null]);
    expect(said).toBe(
      'Cannot start: STOP_NOTICE_MS is not valid: expected a number of milliseconds, at most 10000\n',
    );
  }
});
