import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';

import { migrationConnections } from './adapter-factory.ts';
import type { Datasource } from './datasource.ts';

export type { SchemaEngine };

export type SchemaEngineOptions = {
  readonly datasource: Datasource;
  /** Paths of the `*.prisma` files, where the command works on models. */
  readonly datamodelPaths?: readonly string[];
  readonly onLog?: (line: string) => void;
};

const BINDINGS_MODULE = '@prisma/schema-engine-wasm/schema_engine_bg';
const { resolve } = createRequire(import.meta.url);
let loading: Promise<void> | undefined;

export type OpenSchemaEngine = {
  readonly engine: SchemaEngine;
  /** Closes its connections and gives its memory back. */
  close(): Promise<void>;
};

/**
 * Prisma's schema engine from its official WebAssembly build: what the native engine does, without the download.
 * It connects to the database when it first needs it.
 */
export async function openSchemaEngine(options: SchemaEngineOptions): Promise<OpenSchemaEngine> {
  await (loading ??= loadWebAssembly());
  const datamodels = await Promise.all(
    (options.datamodelPaths ?? []).map(async (path): Promise<[string, string]> => [
      path,
      await readFile(path, 'utf8'),
    ]),
  );
  const connections = migrationConnections(options.datasource);
  const engine = await bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    (line: unknown) => options.onLog?.(String(line)),
    bindMigrationAwareSqlAdapterFactory(connections.factory),
  );
  return {
    engine,
    async close() {
      engine.free();
      await connections.close();
    },
  };
}

/** The version of the engine, as the CLI prints it. */
export async function schemaEngineVersion(): Promise<string> {
  const path = resolve(BINDINGS_MODULE).replace(/schema_engine_bg\.js$/, 'package.json');
  const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
  return version;
}

async function loadWebAssembly(): Promise<void> {
  const path = resolve(BINDINGS_MODULE).replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(path), {
    './schema_engine_bg.js': withoutLingeringTimers({ ...bindings }),
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
}

/**
 * The engine sets a timer for the wait on its advisory lock and never clears it: ten seconds in which the process could
 * not end. What it waits for keeps the process alive by itself.
 */
function withoutLingeringTimers(imports: Record<string, unknown>): Record<string, unknown> {
  const name = Object.keys(imports).find((key) => key.startsWith('__wbg_setTimeout'));
  if (name === undefined) return imports;
  const setTimer = imports[name] as (...args: unknown[]) => NodeJS.Timeout;
  return { ...imports, [name]: (...args: unknown[]) => setTimer(...args).unref() };
}
