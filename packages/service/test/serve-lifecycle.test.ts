import { Agent, get } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import {
  CLIENT_IDLE_MS,
  createIdentitySigner,
  IDENTITY_HEADER,
  SERVER_IDLE_MS,
} from '../src/index.ts';
import { SECRET, startExample, type Example } from './example-subgraph.ts';

const token = (): string | Promise<string> =>
  createIdentitySigner(SECRET).sign({ kind: 'service', name: 'tests' });

const at = (example: Example, path: string): string =>
  example.subgraph.url.replace('/graphql', path);

async function ask(example: Example, query: string): Promise<any> {
  const response = await fetch(example.subgraph.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [IDENTITY_HEADER]: await token() },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

describe('operational routes', () => {
  test('health, readiness and metrics need no identity', async () => {
    const example = await startExample({
      metrics: {
        contentType: 'text/plain; version=0.0.4',
        metrics: () => Promise.resolve('up 1\n'),
      },
    });
    try {
      expect(await (await fetch(at(example, '/health'))).json()).toEqual({
        status: 'ok',
        name: 'example',
      });
      expect((await fetch(at(example, '/ready'))).status).toBe(200);
      const metrics = await fetch(at(example, '/metrics'));
      expect(await metrics.text()).toBe('up 1\n');
      expect((await fetch(at(example, '/nothing'))).status).toBe(404);
      expect((await fetch(at(example, '/health'), { method: 'POST' })).status).toBe(405);
    } finally {
      await example.subgraph.close();
    }
  });

  test('not ready is 503, tells nothing of the reason and logs it', async () => {
    const example = await startExample({
      ready: () => Promise.reject(new Error('db-7.internal refused')),
    });
    try {
      const response = await fetch(at(example, '/ready'));
      expect(response.status).toBe(503);
      expect(await response.text()).not.toContain('db-7');
      expect(example.logged).toContainEqual(expect.objectContaining({ message: 'not ready' }));
    } finally {
      await example.subgraph.close();
    }
  });

  test('a route of its own, and what it throws', async () => {
    const example = await startExample({
      extraRoutes: [
        {
          method: 'GET',
          path: '/.well-known/jwks.json',
          handle: (_request, response) => void response.end('{"keys":[]}'),
        },
        {
          method: 'POST',
          path: '/hook',
          handle: () => Promise.reject(new Error('password=hunter2')),
        },
      ],
    });
    try {
      const keys = await fetch(at(example, '/.well-known/jwks.json?fresh=1'));
      expect(await keys.json()).toEqual({ keys: [] });
      const failed = await fetch(at(example, '/hook'), { method: 'POST' });
      expect(failed.status).toBe(500);
      expect(await failed.text()).not.toContain('hunter2');
    } finally {
      await example.subgraph.close();
    }
  });
});

test('operations are measured, over HTTP and on sockets', async () => {
  const example = await startExample({ name: 'measured' });
  try {
    await ask(example, '{ caller }');
    const client = createClient({
      url: example.subgraph.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
    });
    const results = client.iterate({
      query: 'subscription { forever }',
      extensions: { identity: await token() },
    });
    const waiting = results.next();
    await example.foreverStarted;
    const told = async (): Promise<string> => (await fetch(at(example, '/metrics'))).text();
    expect(await told()).toContain(
      'tiffin_subgraph_operation_seconds_count{subgraph="measured",status="200"} 1',
    );
    expect(await told()).toContain('tiffin_subgraph_socket_operations{subgraph="measured"} 1');
    await client.dispose();
    await waiting;
    await example.foreverEnded;
    expect(await told()).toContain('tiffin_subgraph_socket_operations{subgraph="measured"} 0');
  } finally {
    await example.subgraph.close();
  }
});

describe('connections', () => {
  test('the server keeps idle connections longer than our clients do', async () => {
    expect(SERVER_IDLE_MS).toBeGreaterThan(CLIENT_IDLE_MS);
    const example = await startExample();
    const agent = new Agent({ keepAlive: true });
    try {
      const header = await new Promise((resolve, reject) => {
        get(at(example, '/health'), { agent }, (response) => {
          response.resume();
          resolve(response.headers['keep-alive']);
        }).on('error', reject);
      });
      expect(header).toBe(`timeout=${SERVER_IDLE_MS / 1_000}`);
    } finally {
      agent.destroy();
      await example.subgraph.close();
    }
  });

  test('a port in use gives one clear line', async () => {
    const example = await startExample();
    try {
      await expect(startExample({ port: example.subgraph.port })).rejects.toThrow(
        `Cannot listen on 127.0.0.1:${example.subgraph.port}: it is already in use`,
      );
    } finally {
      await example.subgraph.close();
    }
  });
});

describe('closing', () => {
  test('answers what is under way, refuses what is new, then closes its resources', async () => {
    const events: string[] = [];
    const example = await startExample({
      onClose: () => {
        events.push('resources closed');
        return Promise.resolve();
      },
    });
    const slow = ask(example, '{ slow }');
    await example.slowStarted;
    const closed = example.subgraph.close();
    await expect(fetch(at(example, '/health'))).rejects.toThrow();
    events.push('may answer');
    example.release();
    expect(await slow).toEqual({ data: { slow: 'done' } });
    await closed;
    expect(events).toEqual(['may answer', 'resources closed']);
    await example.subgraph.close();
    expect(events).toHaveLength(2);
  });

  test('ends within three seconds whatever does not end by itself', async () => {
    const example = await startExample({ onClose: () => new Promise(() => undefined) });
    const hanging = ask(example, '{ slow }').catch(() => 'cut');
    const unresponsive = new WebSocket(
      example.subgraph.url.replace('http', 'ws'),
      'graphql-transport-ws',
    );
    await new Promise((resolve) => unresponsive.once('open', resolve));
    unresponsive.pause();
    await example.slowStarted;
    const begunAt = performance.now();
    await example.subgraph.close();
    // Three seconds, and room for a busy machine.
    expect(performance.now() - begunAt).toBeLessThan(4_500);
    expect(await hanging).toBe('cut');
    unresponsive.terminate();
  });

  test('closes sockets with 1001, so that clients resume elsewhere, and ends their sources', async () => {
    const example = await startExample();
    const closed = Promise.withResolvers<number>();
    const client = createClient({
      url: example.subgraph.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      on: { closed: (event) => closed.resolve((event as { code: number }).code) },
    });
    const results = client.iterate({
      query: 'subscription { forever }',
      extensions: { identity: await token() },
    });
    results.next().catch(() => undefined);
    await example.foreverStarted;
    await example.subgraph.close();
    expect(await closed.promise).toBe(1001);
    await example.foreverEnded;
    await client.dispose();
  });
});
