import { afterEach, expect, test } from '@jest/globals';
import { ANONYMOUS } from '@tiffin/service';
import { createCallerForwarder, type CallerForwarder } from '../../src/execution/caller.ts';
import { HttpTransport } from '../../src/execution/transport/http-transport.ts';
import { SharedReads } from '../../src/execution/transport/shared-reads.ts';
import type { SubgraphAnswer } from '../../src/execution/transport/subgraph-transport.ts';
import { silent } from '../fixture/fixture-graph.ts';
import { startLoopbackSubgraph, type LoopbackSubgraph } from '../fixture/loopback-subgraph.ts';
import { within } from '../fixture/within.ts';
import { WAIT_MS } from './line.ts';

let subgraph: LoopbackSubgraph;
let transport: HttpTransport;

afterEach(async () => {
  await transport.close();
  await subgraph.close();
});

async function start(forwarder: CallerForwarder, reads = new SharedReads()): Promise<void> {
  subgraph = await startLoopbackSubgraph((_body, response) => response.end('{"data":{}}'));
  const { url } = subgraph;
  const options = { subgraph: 'one', url, timeoutMs: WAIT_MS, forwarder, reads, logger: silent };
  transport = new HttpTransport(options);
}

const send = (requestId: string): Promise<SubgraphAnswer> =>
  within(
    WAIT_MS,
    transport.send({
      operation: { query: '{ a }', operationName: undefined, kind: 'query' },
      variables: '{}',
      caller: { identity: ANONYMOUS, scope: { requestId, traceparent: '' } },
      mayShare: true,
    }),
  );

const unavailable = { extensions: { code: 'SERVICE_UNAVAILABLE' } };

test('an id that would be a field of its own is not sent', async () => {
  const reads = new SharedReads();
  await start(createCallerForwarder(undefined), reads);
  await expect(send('1\r\nx-identity: other')).rejects.toMatchObject(unavailable);
  expect(subgraph.bodies).toEqual([]);
  expect(reads.size).toBe(0);
  // Nobody joins a read that was never sent.
  expect(await send('2')).toEqual({ data: {} });
});

test('whoever joined a read that cannot be sent is told so', async () => {
  const { promise, reject } = Promise.withResolvers<string>();
  await start({ ...createCallerForwarder(undefined), fields: () => promise });
  const both = [send('1'), send('2')];
  reject(new Error('no key to sign with'));
  for (const each of both) await expect(each).rejects.toMatchObject(unavailable);
});
