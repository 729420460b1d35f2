import { withSchema } from './connection-url.ts';

/** Who connects: the processes (`application`) or the migrations (`owner`). */
export type DatabaseAudience = 'application' | 'owner';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where one subgraph keeps its data: `<NAME>_DATABASE_URL` when it has a server of its own, else `DATABASE_URL`, with
 * `?schema=<name>` set. The migrating role is `<NAME>_DATABASE_OWNER_URL`, else `DATABASE_OWNER_URL`, else the
 * application's own url.
 *
 * @returns undefined when the environment names no database at all
 */
export function databaseUrlFor(
  subgraph: string,
  environment: Environment,
  audience: DatabaseAudience = 'application',
): string | undefined {
  const prefix = subgraph.toUpperCase();
  const application = [`${prefix}_DATABASE_URL`, 'DATABASE_URL'];
  const names =
    audience === 'owner'
      ? [`${prefix}_DATABASE_OWNER_URL`, ...ownerFallback(prefix, environment), ...application]
      : application;
  for (const name of names) {
    const value = environment[name];
    if (value !== undefined && value !== '') return withSchema(value, subgraph);
  }
  return undefined;
}

/** A subgraph with a server of its own must not be migrated on the shared one. */
function ownerFallback(prefix: string, environment: Environment): string[] {
  return environment[`${prefix}_DATABASE_URL`] === undefined ? ['DATABASE_OWNER_URL'] : [];
}
