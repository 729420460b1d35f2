import { pathToFileURL } from 'node:url';
import { createLogger } from '@tiffin/telemetry';
import { runProcess } from '@tiffin/service';
import { readConfiguration, type Configuration } from './configuration.ts';
import { startGateway, type RunningGateway } from './gateway.ts';
import { HELP } from './help.ts';
import { buildChecked } from './reload/check-supergraph.ts';
import { SupergraphFile } from './reload/supergraph-file.ts';
import { SupergraphReloader } from './reload/supergraph-reloader.ts';
import type { SupergraphSource } from './reload/supergraph-source.ts';
import { SupergraphUrl } from './reload/supergraph-url.ts';
import type { LoadedSupergraph } from './supergraph/loaded-supergraph.ts';
import { readSupergraph } from './supergraph/read-supergraph.ts';
import { subgraphUrl } from './supergraph/subgraph-url.ts';

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
  const source = sourceOf(configuration);
  const build = (sdl: string): LoadedSupergraph =>
    buildChecked(sdl, (subgraph) => subgraphUrl(subgraph, env), configuration.overrideLabels);
  const supergraph = await readSupergraph(source, build);
  const logger = createLogger('gateway');
  const gateway = await startGateway(configuration, supergraph, logger);
  const reloader = new SupergraphReloader({
    source,
    served: supergraph.sdl,
    build,
    intervalMs: configuration.supergraphPollMs,
    take: (next) => gateway.replaceSupergraph(next),
    logger,
  });
  reloader.start();
  const onHangUp = (): void => void reloader.reload();
  process.on('SIGHUP', onHangUp);
  logger.info(
    {
      url: gateway.url,
      subgraphs: supergraph.subgraphs,
      tokens: configuration.tokenSource !== undefined,
    },
    'gateway ready',
  );
  return {
    ...gateway,
    async close() {
      process.off('SIGHUP', onHangUp);
      reloader.stop();
      await gateway.close(configuration.stopNoticeMs);
    },
  };
}

function sourceOf({ supergraphUrl, supergraphPath }: Configuration): SupergraphSource {
  return supergraphUrl === undefined
    ? new SupergraphFile(supergraphPath)
    : new SupergraphUrl(supergraphUrl);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--help')) process.stdout.write(HELP);
  else await runProcess(start);
}
