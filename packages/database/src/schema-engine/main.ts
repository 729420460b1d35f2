#!/usr/bin/env node
// Takes the place of Prisma's native `schema-engine` binary: the same arguments and the same JSON-RPC over standard input
// and output. The Prisma CLI runs it when PRISMA_SCHEMA_ENGINE_BINARY names this file.
import { createInterface } from 'node:readline';

import { parseEngineArguments } from './arguments.ts';
import { jsonRpcServer } from './json-rpc.ts';
import { runMaintenanceCommand } from './maintenance-command.ts';
import { openSchemaEngine, schemaEngineVersion, type OpenSchemaEngine } from './wasm-engine.ts';

const log = (line: string): boolean => process.stderr.write(`${line}\n`);
const parsed = parseEngineArguments(process.argv.slice(2));

if (parsed.kind === 'version') {
  console.log(`schema-engine-wasm ${await schemaEngineVersion()}`);
} else if (parsed.kind === 'maintenance') {
  process.exitCode = await runMaintenanceCommand(parsed.command, parsed.datasource, log);
} else {
  const verbose = process.env['DEBUG']?.includes('schema-engine') === true;
  let opening: Promise<OpenSchemaEngine> | undefined;
  const answer = jsonRpcServer(
    async () => {
      opening ??= openSchemaEngine({ ...parsed, ...(verbose ? { onLog: log } : {}) });
      return (await opening).engine;
    },
    (message) => process.stdout.write(`${JSON.stringify(message)}\n`),
  );
  let queue = Promise.resolve();
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  lines.on('line', (line) => {
    queue = queue.then(() => answer(line));
  });
  // Open pools would keep the process alive after the CLI has gone.
  lines.on('close', () => void queue.finally(() => process.exit()));
}
