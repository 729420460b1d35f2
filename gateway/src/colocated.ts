import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ConfigurationError, loadConfig, runProcess, type Closable } from '@tiffin/service';
import { start as startGateway } from './main.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface SubgraphModule {
  start(env: Environment): Promise<Closable>;
}

const SHAPE = {
  COLOCATED_SUBGRAPHS: z.string().describe('name=module pairs separated by commas'),
};

/**
 * The gateway and its subgraphs in one process. Each module in COLOCATED_SUBGRAPHS exports
 * `start(env)`; the subgraph still listens on the port of its `<NAME>_URL`, for calls between subgraphs,
 * while the gateway's fetches and subscriptions are plain calls.
 *
 * @throws ConfigurationError naming what is wrong with the environment
 */
export async function start(env: Environment = process.env): Promise<Closable> {
  const { COLOCATED_SUBGRAPHS } = loadConfig(SHAPE, env);
  const running: Closable[] = [];
  const closeSubgraphs = async (): Promise<void> => {
    await Promise.all(running.map((subgraph) => subgraph.close()));
  };
  try {
    await Promise.all(
      COLOCATED_SUBGRAPHS.split(',').map(async (pair) => {
        running.push(await startSubgraph(pair.trim(), env));
      }),
    );
    const gateway = await startGateway({ ...env, COLOCATED: 'true' });
    return {
      async close() {
        // What the gateway still answers needs the subgraphs.
        await gateway.close();
        await closeSubgraphs();
      },
    };
  } catch (error) {
    await closeSubgraphs();
    throw error;
  }
}

async function startSubgraph(pair: string, env: Environment): Promise<Closable> {
  const [name = '', path = ''] = pair.split('=', 2);
  const variable = `${name.toUpperCase()}_URL`;
  const url = env[variable];
  if (path === '' || url === undefined || !URL.canParse(url)) {
    throw new ConfigurationError([
      `COLOCATED_SUBGRAPHS is not valid: expected name=module pairs, and ${variable} for each name`,
    ]);
  }
  const module = (await import(pathToFileURL(resolve(path)).href)) as SubgraphModule;
  return module.start({ ...env, PORT: new URL(url).port, SERVICE_NAME: name });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runProcess(start);
