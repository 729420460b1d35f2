import { rm } from 'node:fs/promises';
import { connect } from 'node:net';

import { freePort } from '../free-port.ts';
import { LocalStackError } from '../local-stack-error.ts';
import { localStackPolicy } from '../policy.ts';
import { logTail } from '../processes/log-tail.ts';
import { spawnGuarded, type GuardedProcess } from '../processes/spawn-guarded.ts';
import type { Store } from '../store.ts';
import { waitUntil } from '../wait-until.ts';
import { redisCommand } from './redis-command.ts';

export type Redis = Store & { readonly url: string };

/** Starts a Redis on a free port of the loopback interface. It keeps nothing: after a restart it is empty. */
export async function startRedis({ logPath }: { readonly logPath: string }): Promise<Redis> {
  const port = await freePort();
  const command = redisCommand(port);
  await rm(logPath, { force: true });
  let server: GuardedProcess;

  const start = async (): Promise<void> => {
    server = await spawnGuarded(command, logPath);
    const answered = await waitUntil(
      async () => server.hasExited() || (await answers(port)),
      localStackPolicy.storeStartTimeoutMs,
    );
    if (answered && !server.hasExited()) return;
    await server.stop();
    throw new LocalStackError(
      `Redis (${command.file}) did not start (${(await logTail(logPath)).split('\n').at(-1)}): see ${logPath}, or set REDIS_URL to a server of yours.`,
    );
  };

  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return server.pid;
    },
    get exited() {
      return server.exited;
    },
    async kill(signal = 'SIGKILL') {
      server.kill(signal);
      await server.exited;
    },
    start,
    stop: () => server.stop(),
  };
}

/** Asks in the protocol's own words: a client library would keep trying behind our back. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const settle = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(localStackPolicy.probeTimeoutMs, () => settle(false));
    socket.once('error', () => settle(false)).once('close', () => settle(false));
    socket.once('data', (reply) => settle(reply.toString().startsWith('+PONG')));
    socket.write('PING\r\n');
  });
}
