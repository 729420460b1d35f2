import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkoutDirectory, waitUntil } from '@tiffin/local-stack';
import { OrderHistoryDocument } from '@tiffin/sdk';
import { openStage, type Stage } from '../stage/stage.ts';
import { openAudience } from './audience.ts';
import { openCityAtWork, type CityAtWork } from './city-at-work.ts';

const SPEED = 60;
const SOCKETS = 50;
const ORDERS = 10;
/** Long enough for every subgraph to be killed and revived while the orders are under way. */
const COOKING_MS = 20 * 60_000;
const WITHIN_MS = 180_000;
const SUBGRAPHS = ['accounts', 'restaurants', 'orders', 'drivers', 'tracking', 'payments'] as const;

const COMMITTED = path.join(checkoutDirectory, 'schema/supergraph.graphql');
const DESCRIPTION = "A customer's order from one restaurant.";
const NEW_DESCRIPTION = 'An order, as the next release describes it.';
const RELOADED_WITHIN_MS = 20_000;

async function descriptionOfOrder({ surroundings: { url } }: Stage): Promise<string | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __type(name: "Order") { description } }' }),
  });
  const { data } = (await response.json()) as { data?: { __type: { description: string } } };
  return data?.__type.description;
}

describe('a thousand open subscriptions', () => {
  let stage: Stage;
  let city: CityAtWork;
  let folder: string;
  let supergraph: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'tiffin-supergraph-'));
    supergraph = path.join(folder, 'supergraph.graphql');
    writeFileSync(supergraph, readFileSync(COMMITTED, 'utf8'));
    stage = await openStage(SPEED, { SUPERGRAPH: supergraph });
    city = await openCityAtWork(stage, { cookingMs: COOKING_MS });
  }, 120_000);
  afterAll(async () => {
    await stage?.close();
    rmSync(folder, { recursive: true });
  }, 30_000);

  /** Replaces the supergraph by one with another description, and waits until clients can read it. */
  const reload = async () => {
    const changed = readFileSync(supergraph, 'utf8').replace(DESCRIPTION, NEW_DESCRIPTION);
    writeFileSync(supergraph, changed);
    process.kill(stage.stack.processes.gateway.pid, 'SIGHUP');
    const isNew = async () => (await descriptionOfOrder(stage)) === NEW_DESCRIPTION;
    expect(await waitUntil(isNew, RELOADED_WITHIN_MS)).toBe(true);
  };

  test(
    'outlive the kill of every subgraph and a reload: no event is lost, no socket closes',
    async () => {
      const followers = await city.placeOrders(ORDERS);
      const orderIds = followers.map(({ orderId }) => orderId);
      const audience = await openAudience(stage.surroundings.url, city.customer, orderIds, SOCKETS);
      expect(audience.size).toBe(1_000);

      for (const name of SUBGRAPHS) {
        const subgraph = stage.stack.processes[name];
        await subgraph.kill('SIGKILL');
        subgraph.start();
        await subgraph.waitUntilReady();
        expect({ name, complaints: audience.complaints }).toEqual({ name, complaints: [] });
      }
      await reload();
      expect(audience.complaints).toEqual([]);

      await audience.completed;
      expect(audience.complaints).toEqual([]);
      for (const orderId of orderIds) {
        const { order } = await stage.admin.request(OrderHistoryDocument, { id: orderId });
        const log = (order?.history ?? []).map(({ sequence, status }) => ({ sequence, status }));
        expect(['DELIVERED', 'CANCELLED']).toContain(log.at(-1)?.status);
        for (const { statuses } of audience.received.filter((each) => each.orderId === orderId)) {
          const heard = statuses.map(({ sequence, status }) => ({ sequence, status }));
          // The first event is a snapshot: from there on, each once and in order.
          const [first] = heard;
          expect(heard).toEqual(log.filter(({ sequence }) => sequence >= (first?.sequence ?? 0)));
        }
      }
      await audience.close();
    },
    WITHIN_MS,
  );
});
