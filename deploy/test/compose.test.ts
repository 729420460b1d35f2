import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { subgraphNames } from '@tiffin/database';
import { checkoutDirectory, defaultPorts } from '@tiffin/local-stack';

const read = (path: string): string => readFileSync(join(checkoutDirectory, path), 'utf8');
const compose = read('docker-compose.yml');
const example = read('.env.example');
/** Set or explained: `NAME=` or `#NAME=` at the beginning of a line. */
const explained = new Set([...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]));

function configurationOf(subgraph: string): string {
  const names = ['config.ts', 'configuration.ts'].map(
    (name) => `subgraphs/${subgraph}/src/${name}`,
  );
  return names.find((path) => existsSync(join(checkoutDirectory, path))) ?? names[0]!;
}

/** Files in which a process says which variables it reads. */
const CONFIGURATIONS = [
  'gateway/src/configuration.ts',
  ...subgraphNames.map(configurationOf),
  'subgraphs/payments/sandbox-provider/provider.ts',
];
/** Node's own. */
const NOT_OURS = new Set(['NODE_ENV']);

describe('the container files', () => {
  test('every variable compose takes from outside is explained in .env.example', () => {
    const taken = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1]!);
    expect(taken.length).toBeGreaterThan(10);
    expect(taken.filter((name) => !explained.has(name))).toEqual([]);
  });

  test.each(CONFIGURATIONS)('every variable of %s is explained in .env.example', (path) => {
    const shape = read(path).matchAll(/^ {2,}([A-Z][A-Z_]+): *(?:z\b|positive|bootstrap)/gm);
    const names = [...shape].map((match) => match[1]!).filter((name) => !NOT_OURS.has(name));
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !explained.has(name))).toEqual([]);
  });

  test.each(Object.entries(defaultPorts))('%s listens on %d there, too', (name, port) => {
    const service = new RegExp(`^  ${name}:\\n(?:    .*\\n|\\n)+`, 'm').exec(compose)?.[0];
    expect(service).toContain(`PORT: ${port}`);
  });

  test('the file written for compose has a secret wherever one is asked for, each another, and stays as it is', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'tiffin env ')), '.env');
    writeEnv(path);
    const written = readFileSync(path, 'utf8');
    const secrets = [...written.matchAll(/^([A-Z_]+_(?:SECRET|KEY|PASSWORD))=(.*)$/gm)];
    const values = secrets
      .filter(([, name]) => !name!.startsWith('BOOTSTRAP_'))
      .map(([, , value]) => value!);
    expect(values.length).toBe(7);
    for (const value of values) expect(value.length).toBeGreaterThanOrEqual(32);
    expect(new Set(values).size).toBe(values.length);

    writeEnv(path);
    expect(readFileSync(path, 'utf8')).toBe(written);
    rmSync(dirname(path), { recursive: true });
  });
});

function writeEnv(path: string): void {
  execFileSync(process.execPath, [join(checkoutDirectory, 'scripts/compose/write-env.js'), path]);
}
