import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

import { LocalStackError } from './local-stack-error.ts';
import { localStackPolicy } from './policy.ts';

const LOOPBACK = '127.0.0.1';

/** A port nobody listens on now. Ports are drawn at random, so that two runs at once seldom meet. */
export async function freePort(): Promise<number> {
  const { lowestPort, highestPort, portAttempts } = localStackPolicy;
  for (let attempt = 0; attempt < portAttempts; attempt++) {
    const port = randomInt(lowestPort, highestPort + 1);
    if (await isPortFree(port)) return port;
  }
  throw new LocalStackError(
    `No free port between ${lowestPort} and ${highestPort}: stop a program that holds them.`,
  );
}

/** Whether a process here could listen on that port of the loopback interface. */
export function isPortFree(port: number, host: string = LOOPBACK): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
