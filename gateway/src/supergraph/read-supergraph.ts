import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '@tiffin/service';
import { buildSupergraph, type LoadedSupergraph } from './loaded-supergraph.ts';
import { subgraphUrl } from './subgraph-url.ts';

/** @throws ConfigurationError in one clear line when the file is missing or is not a supergraph */
export async function readSupergraph(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<LoadedSupergraph> {
  let sdl: string;
  try {
    sdl = await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError([`SUPERGRAPH ${path} cannot be read: ${messageOf(error)}`]);
  }
  try {
    return buildSupergraph(sdl, (subgraph) => subgraphUrl(subgraph, env));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError([`SUPERGRAPH ${path} is not a supergraph: ${messageOf(error)}`]);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
