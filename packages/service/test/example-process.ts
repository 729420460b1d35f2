import { z } from 'zod';
import { loadConfig, runProcess } from '../src/index.ts';

/** A process that behaves as its argument says. */
const mode = process.argv[2];

await runProcess(async (env) => {
  if (mode === 'misconfigured') {
    loadConfig({ A_PORT: z.coerce.number().describe('a port number'), A_NAME: z.string() }, env);
  }
  if (mode === 'unlucky') throw new Error('the database is away');
  // Something to live for.
  const alive = setInterval(() => undefined, 1_000);
  process.stdout.write('started\n');
  if (mode === 'rejecting') void Promise.reject(new Error('nobody handles this'));
  if (mode === 'throwing') {
    setImmediate(() => {
      throw new Error('nobody handles this');
    });
  }
  return {
    close: async () => {
      if (mode === 'stuck') await new Promise(() => undefined);
      clearInterval(alive);
      process.stdout.write('closed\n');
    },
  };
});
