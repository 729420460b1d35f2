import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkoutDirectory } from '@tiffin/local-stack';

const read = (path: string): string => readFileSync(join(checkoutDirectory, path), 'utf8');
const find = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: checkoutDirectory, exclude: ['**/node_modules/**'] });

const DASHBOARDS = find('deploy/dashboards/*.json');

/** What the sources register: names of metrics, and their labels. */
const labelsOf = new Map<string, string[]>(
  find('gateway/src/**/*.ts', 'packages/*/src/**/*.ts', 'subgraphs/*/src/**/*.ts')
    .flatMap((path) => [...read(path).matchAll(/name: '(tiffin_\w+)'([^}]*)\}/g)])
    .map(([, name = '', description = '']) => {
      const [, labels = ''] = /labelNames: \[([^\]]*)\]/.exec(description) ?? [];
      return [name, matched(labels, /'(\w+)'/g)];
    }),
);

/** The first group of every match. */
function matched(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, group = '']) => group);
}

/** Those a text speaks of; a histogram is made of three series. */
const metricsIn = (text: string): string[] =>
  matched(
    text,
    /\b(tiffin_(?:gateway|subgraph|outbox|stream|inbox|relay|timers|payments)_\w+)/g,
  ).map((name) => name.replace(/_seconds_(?:bucket|count|sum)$/, '_seconds'));

describe('metrics are spoken of by names that exist', () => {
  const unknownIn = (path: string) => metricsIn(read(path)).filter((name) => !labelsOf.has(name));

  test.each(['docs/operations.md', ...DASHBOARDS])('%s', (path) => {
    expect(metricsIn(read(path)).length).toBeGreaterThan(5);
    expect(unknownIn(path)).toEqual([]);
  });

  test('and wherever else they are', () => {
    const texts = find('docs/**/*.md', '{gateway,deploy,bench}/*.md', '*/*/README.md');
    expect(texts).toEqual(expect.arrayContaining(['gateway/README.md', 'docs/operations.md']));
    expect(texts.flatMap(unknownIn)).toEqual([]);
  });
});

describe('every metric of the gateway', () => {
  const ofGateway = [...labelsOf.keys()].filter((name) => name.startsWith('tiffin_gateway_'));
  const missingIn = (text: string) => ofGateway.filter((name) => !metricsIn(text).includes(name));

  test('is explained to operators', () => {
    expect(ofGateway.length).toBeGreaterThan(20);
    expect(missingIn(read('docs/operations.md'))).toEqual([]);
  });

  test('is on its dashboard', () => {
    expect(missingIn(read('deploy/dashboards/gateway.json'))).toEqual([]);
  });
});

test('operators are told of each metric’s labels, all of them and no others', () => {
  const rows = [...read('docs/operations.md').matchAll(/^\| (`tiffin_[^|]*)\|([^|]*)\|/gm)];
  const told = rows.flatMap(([, names = '', labels = '']) =>
    metricsIn(names).map((name) => [name, matched(labels, /(\w+)/g)] as const),
  );
  expect(told.length).toBeGreaterThan(30);
  expect(told).toEqual(told.map(([name]) => [name, labelsOf.get(name)]));
});

interface Target {
  expr: string;
  legendFormat: string;
}

interface Dashboard {
  title: string;
  uid: string;
  panels: { id: number; targets: Target[] }[];
}

/** Labels that Prometheus itself adds, and that of a histogram's buckets. */
const ADDED_LABELS = ['instance', 'job', 'le'];

/** What a target names that its metrics do not have, or that its sum leaves out. */
function strangeLabels({ expr, legendFormat }: Target): string[] {
  const metrics = metricsIn(expr);
  if (metrics.length === 0) return [];
  const known = [...ADDED_LABELS, ...metrics.flatMap((name) => labelsOf.get(name) ?? [])];
  const grouped = matched(expr, /\bby \(([^)]*)\)/g).flatMap((labels) => labels.split(/, */));
  const selected = matched(expr, /(\w+)(?:!?=|[!=]~)"/g);
  const isSummed = /\b(?:sum|min|max)\b/.test(expr);
  const legend = matched(legendFormat, /\{\{(\w+)\}\}/g);
  return [
    ...[...grouped, ...selected].filter((label) => !known.includes(label)),
    ...legend.filter((label) => !(isSummed ? grouped : known).includes(label)),
  ];
}

describe.each(DASHBOARDS)('%s', (path) => {
  const { title, uid, panels } = JSON.parse(read(path)) as Dashboard;
  const targets = panels.flatMap((panel) => panel.targets);

  test('is a dashboard whose panels ask for something', () => {
    expect([title, uid]).toEqual([expect.any(String), expect.any(String)]);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(targets.filter(({ expr }) => expr === '')).toEqual([]);
  });

  test('tells apart by labels that there are', () => {
    const strange = targets.filter((target) => strangeLabels(target).length > 0);
    expect(strange.map(({ expr, legendFormat }) => [expr, legendFormat])).toEqual([]);
  });
});
