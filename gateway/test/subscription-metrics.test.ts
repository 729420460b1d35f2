import { expect, test } from '@jest/globals';
import { metricsRegistry } from '@tiffin/telemetry';
import { startJournalGateway } from './fixture/fixture-gateway.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;

/** The sum over all labels, or of the values with this one. */
async function valueOf(name: string, label?: string): Promise<number> {
  const { values } = (await metricsRegistry.getSingleMetric(name)?.get()) ?? { values: [] };
  return values
    .filter(({ labels }) => label === undefined || Object.values(labels).includes(label))
    .reduce((sum, { value }) => sum + value, 0);
}

const present = async (): Promise<Record<string, number>> => ({
  sockets: await valueOf('tiffin_gateway_sockets', 'ws'),
  subscribers: await valueOf('tiffin_gateway_subscribers'),
  channels: await valueOf('tiffin_gateway_channels'),
  upstreams: await valueOf('tiffin_gateway_upstreams', 'journal'),
});

test('what is open is counted and counted down, what happened adds up', async () => {
  const { gateway, graph, close } = await startJournalGateway({ LIMIT_SOCKET_OPERATIONS: '3' });
  const { journal } = graph;
  const readers = (count: number): Promise<void> =>
    within(
      WAIT_MS,
      journal.readers((open) => open === count),
    );
  try {
    journal.publish();
    const client = await SocketClient.open(gateway.url);
    client.subscribe('1', 'subscription { entries { sequence } }');
    await within(WAIT_MS, client.next('1'));
    client.subscribe('2', 'subscription { entries { sequence } }');
    await within(WAIT_MS, client.next('2'));
    client.subscribe('3', 'subscription { undeclared { sequence } }');
    await within(WAIT_MS, client.next('3'));
    await readers(2);
    expect(await present()).toEqual({ sockets: 1, subscribers: 3, channels: 1, upstreams: 2 });

    client.subscribe('4', 'subscription { entries { sequence } }');
    await within(WAIT_MS, client.next('4'));
    const rejected = 'tiffin_gateway_subscriptions_rejected_total';
    expect(await valueOf(rejected, 'operations_per_socket')).toBe(1);

    client.send({ type: 'complete', id: '2' });
    await graph.stop();
    journal.publish();
    await graph.start();
    await within(WAIT_MS, client.next('1'));
    expect(await valueOf('tiffin_gateway_resumed_total', 'source')).toBe(1);
    client.subscribe('5', 'subscription { entries(after: "c1") { sequence } }');
    await within(WAIT_MS, client.next('5'));
    expect(await valueOf('tiffin_gateway_resumed_total', 'client')).toBe(1);

    client.ws.close();
    await client.closed;
    await readers(0);
    expect(await present()).toEqual({ sockets: 0, subscribers: 0, channels: 0, upstreams: 0 });
  } finally {
    await close();
  }
});

test('what slow clients cost is told: bytes that wait, events left out, connections cut', async () => {
  const env = { LIMIT_SOCKET_BUFFER_BYTES: '2000000' };
  const { gateway, graph, close } = await startJournalGateway(env);
  const { journal } = graph;
  const clients = await Promise.all([1, 2].map(() => SocketClient.open(gateway.url)));
  const [slow, quick] = clients as [SocketClient, SocketClient];
  try {
    for (const client of clients) {
      client.subscribe('1', 'subscription { tracked { kind text } }');
      await within(
        WAIT_MS,
        journal.readers((open) => open > 0),
      );
    }
    journal.publish();
    for (const client of clients) await within(WAIT_MS, client.next('1'));
    const waiting = (): Promise<number> => valueOf('tiffin_gateway_buffered_bytes');
    const conflated = (): Promise<number> => valueOf('tiffin_gateway_conflated_events_total');
    const before = { conflated: await conflated(), slow: await slowClients() };
    expect(await waiting()).toBe(0);
    slow.ws.pause();
    const text = 'x'.repeat(100_000);
    while ((await conflated()) < before.conflated + 3) {
      journal.move('m', text);
      await within(WAIT_MS, quick.next('1'));
    }
    expect(await waiting()).toBeGreaterThan(text.length);
    expect(await waiting()).toBeLessThan(3_000_000);
    expect(await slowClients()).toBe(before.slow);
    // What may not be left out fills the buffer to its bound.
    while ((await slowClients()) === before.slow) {
      journal.publish(text);
      await within(WAIT_MS, quick.next('1'));
    }
    slow.close();
    await slow.closed;
    await within(WAIT_MS, zero(waiting));
  } finally {
    for (const client of clients) client.close();
    await close();
  }
});

const slowClients = (): Promise<number> =>
  valueOf('tiffin_gateway_subscriptions_rejected_total', 'slow_client');

async function zero(value: () => Promise<number>): Promise<void> {
  while ((await value()) !== 0) await new Promise((resolve) => setImmediate(resolve));
}
