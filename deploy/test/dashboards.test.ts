import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkoutDirectory } from '@tiffin/local-stack';

const read = (path: string): string => readFileSync(join(checkoutDirectory, path), 'utf8');

/** Names under which the sources register metrics. */
const registered = new Set(
  globSync(['gateway/src/**/*.ts', 'packages/*/src/**/*.ts', 'subgraphs/*/src/**/*.ts'], {
    cwd: checkoutDirectory,
  }).flatMap((path) => [...read(path).matchAll(/name: '(tiffin_\w+)'/g)].map(([, name]) => name)),
);

/** Those a text speaks of; a histogram is made of three series. */
const metricsIn = (text: string): string[] =>
  [...text.matchAll(/\btiffin_(?:gateway|subgraph|outbox|stream|inbox|relay)_\w+/g)].map(([name]) =>
    name.replace(/_seconds_(?:bucket|count|sum)$/, '_seconds'),
  );

describe('metrics are spoken of by names that exist', () => {
  const places = [
    'docs/operations.md',
    ...globSync('deploy/dashboards/*.json', { cwd: checkoutDirectory }),
  ];

  test.each(places)('%s', (path) => {
    const named = metricsIn(read(path));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !registered.has(name))).toEqual([]);
  });
});

describe('every metric of the gateway', () => {
  const ofGateway = [...registered].filter((name) => name?.startsWith('tiffin_gateway_'));
  const missingIn = (text: string) => ofGateway.filter((name) => !metricsIn(text).includes(name!));

  test('is explained to operators', () => {
    expect(ofGateway.length).toBeGreaterThan(20);
    expect(missingIn(read('docs/operations.md'))).toEqual([]);
  });

  test('is on its dashboard', () => {
    expect(missingIn(read('deploy/dashboards/gateway.json'))).toEqual([]);
  });
});

test.each(globSync('deploy/dashboards/*.json', { cwd: checkoutDirectory }))(
  '%s is a dashboard whose panels ask for something',
  (path) => {
    const { title, uid, panels } = JSON.parse(read(path)) as {
      title: string;
      uid: string;
      panels: { id: number; targets: { expr: string }[] }[];
    };
    expect([title, uid]).toEqual([expect.any(String), expect.any(String)]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.every(({ targets }) => targets.every(({ expr }) => expr !== ''))).toBe(true);
  },
);
