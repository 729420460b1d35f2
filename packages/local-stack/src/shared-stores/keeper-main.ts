// Keeps one PostgreSQL and one Redis for everybody who works in this checkout. An open connection is a use of them; when
// the last one closes, by its owner's will or its death, the stores stop and this process ends.
import { createServer, type Socket } from 'node:net';

import { startDataStores, type DataStores } from '../data-stores.ts';
import { localStackPolicy } from '../policy.ts';
import { writeEnvironment } from './environment-file.ts';
import { keeperAddress } from './keeper-address.ts';
import type { KeeperMessage } from './keeper-message.ts';
import { removeLeftovers } from './leftovers.ts';

const dataDirectory = process.argv[2]!;
const callers = new Set<Socket>();
let state: KeeperMessage | undefined;
let stores: DataStores | undefined;

const server = createServer({ allowHalfOpen: true }, (socket) => {
  callers.add(socket);
  socket.on('error', () => {});
  socket.once('end', () => void leave(socket)).once('close', () => void leave(socket));
  socket.resume();
  if (state !== undefined) tell(socket, state);
});
server.once('error', () => process.exit(0)); // another keeper was first
server.listen(keeperAddress(dataDirectory), () => void start());
const idle = setTimeout(() => {
  if (callers.size === 0) void stop();
}, localStackPolicy.keeperIdleTimeoutMs);

async function start(): Promise<void> {
  try {
    stores = await startDataStores({ dataDirectory });
    await removeLeftovers(stores.env.DATABASE_OWNER_URL);
    await writeEnvironment(dataDirectory, stores.env);
    announce({ kind: 'ready' });
    void Promise.race([stores.postgres.exited, stores.redis.exited]).then(stop);
  } catch (error) {
    announce({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    await stop();
  }
}

/** The last to leave sees the connection close when everything has stopped. */
async function leave(socket: Socket): Promise<void> {
  if (!callers.delete(socket)) return;
  if (callers.size === 0) await stop();
  socket.end();
}

async function stop(): Promise<void> {
  if (state?.kind === 'stopping') return;
  clearTimeout(idle);
  const started = stores;
  state = { kind: 'stopping' };
  // The address stays taken until the data folder is free again.
  await started?.stop();
  process.exit(0);
}

function announce(message: KeeperMessage): void {
  if (state?.kind === 'stopping') return;
  state = message;
  for (const socket of callers) tell(socket, message);
}

function tell(socket: Socket, message: KeeperMessage): void {
  socket.write(`${JSON.stringify(message)}\n`);
}
