import { pathToFileURL } from 'node:url';
import { createLogger } from '@tiffin/telemetry';
import { runProcess } from '@tiffin/service';
import { readConfiguration } from './configuration.ts';
import { startGateway, type RunningGateway } from './gateway.ts';
import { HELP } from './help.ts';
import { readSupergraph } from './supergraph/read-supergraph.ts';

/**
 * Starts the gateway as the environment says (see README.md).
 * @throws ConfigurationError naming what is wrong with the environment
 */
export async function start(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<RunningGateway> {
  // Apollo's libraries read this from the process itself.
  process.env['APOLLO_TELEMETRY_DISABLED'] ??= 'true';
  const configuration = readConfiguration(env);
  const supergraph = await readSupergraph(configuration.supergraphPath, env);
  const logger = createLogger('gateway');
  const gateway = await startGateway(configuration, supergraph, logger);
  logger.info(
    {
      url: gateway.url,
      subgraphs: supergraph.subgraphs,
      tokens: configuration.tokenSource !== undefined,
    },
    'gateway ready',
  );
  return gateway;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--help')) process.stdout.write(HELP);
  else await runProcess(start);
}
