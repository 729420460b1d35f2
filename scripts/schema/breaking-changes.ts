import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { API_SCHEMA } from './artefacts.ts';
import { ROOT } from './subgraph-schemas.ts';

const CHANGELOG = 'schema/CHANGELOG.md';

/** A version of the API schema to compare with. */
export interface Baseline {
  /** Where it comes from, for people. */
  name: string;
  sdl: string;
}

/**
 * The committed API schema to compare with: that of HEAD while the working tree differs from it,
 * else the version before its last change. Null where there is no history (a first commit, an
 * archive without git).
 */
export function committedBaseline(api: string): Baseline | null {
  const head = fileAt('HEAD');
  if (head !== null && head !== api) return { name: 'HEAD', sdl: head };
  const commits = git('log', '-n', '2', '--format=%H', '--', API_SCHEMA)?.trim().split('\n') ?? [];
  const [, before] = commits;
  const sdl = before ? fileAt(before) : null;
  return before && sdl !== null ? { name: before.slice(0, 10), sdl } : null;
}

/** Breaking changes since the baseline that the changelog does not name. */
export function unannouncedBreakingChanges(api: string, baseline: Baseline): string[] {
  const changelog = path.join(ROOT, CHANGELOG);
  const announced = existsSync(changelog) ? readFileSync(changelog, 'utf8') : '';
  return findBreakingChanges(buildSchema(baseline.sdl), buildSchema(api))
    .map(({ description }) => description)
    .filter((description) => !announced.includes(description))
    .map((text) => `breaking since ${baseline.name}: "${text}" — name it in ${CHANGELOG}`);
}

function fileAt(commit: string): string | null {
  return git('show', `${commit}:${API_SCHEMA}`);
}

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}
