import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { metricsRegistry } from '@tiffin/telemetry';
import { Overload } from '../../src/overload/overload.ts';
import { overRate, tooExpensive } from '../../src/security/verdict.ts';
import { ClientBounds } from '../../src/subscriptions/client-bounds.ts';
import { silent } from '../fixture/fixture-graph.ts';
import { startJournalGateway, type FixtureGateway } from '../fixture/fixture-gateway.ts';
import type { JournalGraph } from '../fixture/journal-graph.ts';
import { SocketClient } from '../fixture/socket-client.ts';
import { within } from '../fixture/within.ts';
import { buildSupergraph } from '../../src/supergraph/loaded-supergraph.ts';

const WAIT_MS = 10_000;
const LOADED_AT = 'tiffin_gateway_supergraph_loaded_timestamp_seconds';
const REJECTED = 'tiffin_gateway_subscriptions_rejected_total';

async function valuesOf(name: string): Promise<Record<string, number>> {
  const { values } = (await metricsRegistry.getSingleMetric(name)?.get()) ?? { values: [] };
  return Object.fromEntries(
    values.map(({ labels, value }) => [String(Object.values(labels)[0] ?? ''), value]),
  );
}

beforeEach(() => metricsRegistry.resetMetrics());

describe('what is refused is counted by reason', () => {
  test('connections, by the bound that is full', async () => {
    const bounds = new ClientBounds({ sockets: 3, socketsPerAddress: 2, socketsPerAccount: 1 });
    const admit = (address: string) => bounds.admit(address, 'ws');
    const [first, second] = [admit('a'), admit('a')];
    expect(admit('a')).toBe('address');
    for (const each of [first, second]) {
      if (typeof each !== 'string') each.countFor('account');
    }
    admit('b');
    expect(admit('c')).toBe('all');
    expect(await valuesOf(REJECTED)).toEqual({
      sockets: 1,
      sockets_per_address: 1,
      sockets_per_account: 1,
    });
  });

  test('operations, by what they exceed', async () => {
    tooExpensive(2, 1);
    const state = { name: 'search', quota: 1, remaining: 0, resetMs: 1_000, windowMs: 60_000 };
    overRate(state, undefined, [state]);
    expect(await valuesOf('tiffin_gateway_operations_refused_total')).toEqual({
      cost: 1,
      search: 1,
    });
  });
});

test('the delay of the event loop and the level it leads to are told', async () => {
  const policy = {
    levels: [{ name: 'a', fields: [], strangers: [] }],
    never: [],
    neverForKnown: [],
  };
  const overload = new Overload({ policy, overloadedMs: 100, logger: silent });
  for (let sample = 0; sample < 3; sample += 1) overload.sample(125);
  expect(await valuesOf('tiffin_gateway_event_loop_delay_seconds')).toEqual({ '': 0.125 });
  expect(await valuesOf('tiffin_gateway_overload_level')).toEqual({ '': 1 });
  overload.stop();
  expect(await valuesOf('tiffin_gateway_overload_level')).toEqual({ '': 0 });
});

describe('a change of the supergraph', () => {
  let fixture: FixtureGateway<JournalGraph>;
  beforeEach(async () => {
    fixture = await startJournalGateway({ SCHEMA_CHANGE_WINDOW_MS: '1' });
  });
  afterEach(() => fixture.close());

  test('that a subscription does not survive is counted, once for each', async () => {
    fixture.graph.journal.publish();
    const client = await SocketClient.open(fixture.gateway.url);
    for (const id of ['1', '2']) {
      client.subscribe(id, 'subscription { entries { sequence mover } }');
      await within(WAIT_MS, client.next(id));
    }
    const without = fixture.graph.supergraphSdl.replaceAll(/^\s*mover: String!.*$/gm, '');
    await fixture.gateway.replaceSupergraph(buildSupergraph(without));
    await within(WAIT_MS, client.closed);
    expect(await valuesOf(REJECTED)).toEqual({ schema_changed: 2 });
    const { '': loadedAt = 0 } = await valuesOf(LOADED_AT);
    expect(Math.abs(loadedAt - Date.now() / 1_000)).toBeLessThan(WAIT_MS / 1_000);
  });
});
