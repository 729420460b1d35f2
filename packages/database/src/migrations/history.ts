import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One migration as it stands in the folder. */
export type Migration = {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL in hexadecimal, as Prisma records it. */
  readonly checksum: string;
};

export type MigrationHistory = {
  readonly directory: string;
  readonly lockfile: string | null;
  /** In the order in which they are applied. */
  readonly migrations: readonly Migration[];
};

const LOCKFILE = 'migration_lock.toml';
const SCRIPT = 'migration.sql';

/** Reads a migrations folder; one that does not exist yet is an empty history. */
export async function readHistory(directory: string): Promise<MigrationHistory> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrations = await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, SCRIPT), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
  const lockfile = await readFile(join(directory, LOCKFILE), 'utf8').catch(() => null);
  return { directory, lockfile, migrations };
}

/** The history as the schema engine takes it. */
export function engineMigrationList(history: MigrationHistory) {
  return {
    baseDir: history.directory,
    lockfile: { path: LOCKFILE, content: history.lockfile },
    shadowDbInitScript: '',
    migrationDirectories: history.migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: SCRIPT, content: { tag: 'ok' as const, value: sql } },
    })),
  };
}
