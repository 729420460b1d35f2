import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkoutDirectory } from '@tiffin/local-stack';
import { OperationLabels } from '../../src/observation/operation-labels.ts';
import { post, startFixtureGateway, type FixtureGateway } from '../fixture/fixture-gateway.ts';

let fixture: FixtureGateway;
let admin: string;

beforeAll(async () => {
  const OPERATIONS = new URL('../reload/registered', import.meta.url).pathname;
  fixture = await startFixtureGateway({ ADMIN_PORT: '0', OPERATIONS });
  admin = `http://127.0.0.1:${fixture.gateway.adminPort}`;
});
afterAll(() => fixture.close());

/** The value of a line of the page; 0 when there is none. */
async function metric(line: string): Promise<number> {
  const page = await (await fetch(`${admin}/metrics`)).text();
  const found = page.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
}

async function changeOf(lines: readonly string[], work: () => Promise<unknown>): Promise<number[]> {
  const before = await Promise.all(lines.map(metric));
  await work();
  return Promise.all(lines.map(async (line, index) => (await metric(line)) - (before[index] ?? 0)));
}

describe('metrics', () => {
  test('stand on a port of their own, and not on the public one', async () => {
    const { url } = fixture.gateway;
    expect((await fetch(url.replace('/graphql', '/metrics'))).status).toBe(404);
    expect((await fetch(`${admin}/metrics`)).status).toBe(200);
    expect((await fetch(`${admin}/ready`)).status).toBe(200);
    expect((await fetch(`${admin}/graphql`)).status).toBe(404);
  });

  test('are all that operators are told of', async () => {
    const page = await (await fetch(`${admin}/metrics`)).text();
    const printed = new Set([...page.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
    const table = readFileSync(join(checkoutDirectory, 'docs/operations.md'), 'utf8');
    const told = [...table.matchAll(/`(tiffin_gateway_\w+)`/g)].map(([, name]) => name);
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((name) => !printed.has(name))).toEqual([]);
  });

  test('time operations by registered name only, and fetches by subgraph', async () => {
    const count = (operation: string, outcome: string): string =>
      `tiffin_gateway_operation_seconds_count{operation="${operation}",type="query",outcome="${outcome}"}`;
    const kitchen = 'tiffin_gateway_fetch_seconds_count{subgraph="kitchen",outcome="ok"}';
    const lines = [count('Who', 'ok'), count('other', 'ok'), count('other', 'errors'), kitchen];
    const { url } = fixture.gateway;
    const changes = await changeOf(lines, async () => {
      await post(url, { query: 'query Who { whoami }' });
      await post(url, { query: 'query Invented { whoami }' });
      await post(url, { query: '{ fails(how: "bug") }' });
    });
    expect(changes).toEqual([1, 1, 1, 3]);
    const page = await (await fetch(`${admin}/metrics`)).text();
    expect(page).not.toContain('Invented');
  });

  test('tell which documents were known, and which errors clients were told', async () => {
    const { url } = fixture.gateway;
    const lines = [
      'tiffin_gateway_plan_cache_total{result="hit"}',
      'tiffin_gateway_errors_total{code="GRAPHQL_VALIDATION_FAILED"}',
      'tiffin_gateway_errors_total{code="INTERNAL_SERVER_ERROR"}',
      'tiffin_gateway_http_requests_total{status="400"}',
    ];
    await post(url, { query: '{ dishes { upc } }' });
    const [hits = 0, ...errors] = await changeOf(lines, async () => {
      await post(url, { query: '{ dishes { upc } }' });
      await post(url, { query: '{ nothing }' });
      await post(url, { query: '{ fails(how: "bug") a: whoami }' });
    });
    expect(hits).toBeGreaterThan(0);
    expect(errors).toEqual([1, 1, 1]);
  });
});

test('labels are a closed set', () => {
  const labels = new OperationLabels(['Menu']);
  const named = (value?: string) => ({ definition: { name: value && { value } } }) as never;
  expect(['Menu', 'Other', undefined].map((name) => labels.of(named(name)))).toEqual([
    'Menu',
    'other',
    'other',
  ]);
});
