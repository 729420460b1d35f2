import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { createTestDatabase, withConnection, type TestDatabase } from '@tiffin/database';
import { tiffinDirectory } from '@tiffin/local-stack';

import {
  attendedTerminal,
  prismaCli,
  prismaEnvironment,
} from '../src/prisma-command/prisma-environment.ts';

const MODELS = `
datasource db {
  provider = "postgresql"
}

generator client {
  provider            = "prisma-client"
  output              = "../client"
  engineType          = "client"
  runtime             = "nodejs"
  moduleFormat        = "esm"
  importFileExtension = "ts"
}

model Parcel {
  id       String  @id @default(uuid(7)) @db.Uuid
  label    String
  size     Size
  secretly String? @db.Char(1)
}

enum Size {
  SMALL
  LARGE
}
`;

/** Semicolons in a body and in a literal, a catalogue type, a trigger: what a naive split of the script would break. */
const BY_HAND = `
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'never; not even once';
END $$;
CREATE TRIGGER parcel_is_final BEFORE UPDATE ON "Parcel" FOR EACH ROW EXECUTE FUNCTION refuse_change();
REVOKE DELETE ON "Parcel" FROM tiffin_app;
`;

const TIMEOUT_MS = 60_000;

describe("Prisma's CLI on the stand-in engine", () => {
  let directory: string;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase('orders');
    await mkdir(tiffinDirectory, { recursive: true });
    directory = await mkdtemp(join(tiffinDirectory, 'prisma-cli-'));
    await mkdir(join(directory, 'schema'));
    await writeFile(join(directory, 'schema', 'main.prisma'), MODELS);
    await writeFile(
      join(directory, 'prisma.config.ts'),
      `import { subgraphPrismaConfig } from '@tiffin/database/prisma-config';\nexport default subgraphPrismaConfig('parcels');\n`,
    );
  });

  afterAll(async () => {
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  });

  test(
    'writes, applies, checks, compares and resets migrations, and generates the client',
    async () => {
      await prisma('migrate', 'dev', '--name', 'parcels');
      const [first] = await migrations();
      expect(first).toMatch(/^\d{14}_parcels$/);
      expect(await script(first!)).toContain('CREATE TABLE "Parcel"');

      await prisma('migrate', 'dev', '--create-only', '--name', 'final');
      const second = (await migrations())[1]!;
      await writeFile(join(directory, 'migrations', second, 'migration.sql'), BY_HAND);
      await prisma('migrate', 'dev');
      await expect(
        withConnection(database.ownerUrl, async (client) => {
          await client.query(
            `INSERT INTO parcels."Parcel" (id, label, size) VALUES (gen_random_uuid(), 'a', 'SMALL')`,
          );
          await client.query(`UPDATE parcels."Parcel" SET label = 'b'`);
        }),
      ).rejects.toThrow('never; not even once');

      expect(await prisma('migrate', 'status')).toContain('Database schema is up to date');
      expect(
        await prisma('migrate', 'diff', '--from-config-datasource', '--to-schema', 'schema'),
      ).toContain('No difference detected');
      expect(
        await prisma('migrate', 'diff', '--from-empty', '--to-schema', 'schema', '--script'),
      ).toContain('CREATE TYPE "Size"');

      await prisma('migrate', 'reset', '--force');
      const { rows } = await withConnection(database.ownerUrl, (client) =>
        client.query('SELECT migration_name FROM parcels."_prisma_migrations" ORDER BY 1'),
      );
      expect(rows.map((row) => row.migration_name)).toEqual([first, second]);
      expect(await prisma('migrate', 'deploy')).toContain('No pending migrations to apply');

      await prisma('generate');
      expect(await readdir(join(directory, 'client'))).toContain('client.ts');
    },
    TIMEOUT_MS,
  );

  test(
    'a migration that fails says why',
    async () => {
      await prisma('migrate', 'dev', '--create-only', '--name', 'broken');
      const broken = (await migrations()).at(-1)!;
      await writeFile(
        join(directory, 'migrations', broken, 'migration.sql'),
        'ALTER TABLE nowhere ADD x int;',
      );
      await expect(prisma('migrate', 'deploy')).rejects.toThrow('No such table: nowhere');
    },
    TIMEOUT_MS,
  );

  async function prisma(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', attendedTerminal, prismaCli, ...args],
      {
        cwd: directory,
        env: {
          ...prismaEnvironment(),
          NODE_OPTIONS: '',
          DATABASE_URL: database.ownerUrl,
          DATABASE_OWNER_URL: database.ownerUrl,
        },
      },
    ).catch((error: { stderr: string; stdout: string }) => {
      throw new Error(`${error.stdout}\n${error.stderr}`);
    });
    return stdout;
  }

  async function migrations(): Promise<string[]> {
    const names = await readdir(join(directory, 'migrations'));
    return names.filter((name) => /^\d/.test(name)).sort();
  }

  function script(name: string): Promise<string> {
    return readFile(join(directory, 'migrations', name, 'migration.sql'), 'utf8');
  }
});
