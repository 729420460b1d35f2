import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

interface Manifest {
  workspaces?: string[];
  license?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;

/** Every package.json of the repository, with its folder. */
function manifests(): { folder: string; manifest: Manifest }[] {
  const root = read(join(ROOT, 'package.json'));
  const folders = globSync(root.workspaces ?? [], { cwd: ROOT }).map((path) => join(ROOT, path));
  return [ROOT, ...folders].map((folder) => ({
    folder,
    manifest: read(join(folder, 'package.json')),
  }));
}

/** Name and licence of each direct dependency, as installed. */
function installed(): Map<string, string | undefined> {
  const licences = new Map<string, string | undefined>();
  for (const { folder, manifest } of manifests()) {
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
      if (!name.startsWith('@tiffin/')) licences.set(name, licenceOf(name, folder));
    }
  }
  return licences;
}

function licenceOf(name: string, folder: string): string | undefined {
  const places = createRequire(join(folder, 'package.json')).resolve.paths(name) ?? [];
  for (const place of places) {
    try {
      return read(join(place, name, 'package.json')).license;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Name and licence of each line of the page's tables. */
function documented(): Map<string, string> {
  const page = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8');
  const lines = page.matchAll(/^\| `([^`]+)` *\| ([^|]+?) *\|/gm);
  return new Map([...lines].map(([, name = '', licence = '']) => [name, licence]));
}

test('every direct dependency is explained, with its licence, and nothing else', () => {
  const sorted = (entries: Iterable<[string, string | undefined]>): unknown[] =>
    [...entries].sort();
  expect(sorted(documented())).toEqual(sorted(installed()));
});

test('versions are pinned exactly', () => {
  for (const { manifest } of manifests()) {
    for (const version of Object.values({
      ...manifest.dependencies,
      ...manifest.devDependencies,
    })) {
      expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    }
  }
});
