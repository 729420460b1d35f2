import { ConfigurationError } from '@tiffin/service';
import type { SupergraphSource } from '../reload/supergraph-source.ts';
import type { LoadedSupergraph } from './loaded-supergraph.ts';

/**
 * The supergraph to begin with.
 * @param build makes it of its text
 * @throws ConfigurationError in one clear line when it cannot be read or is not a supergraph
 */
export async function readSupergraph(
  source: SupergraphSource,
  build: (sdl: string) => LoadedSupergraph,
): Promise<LoadedSupergraph> {
  let sdl: string;
  try {
    sdl = (await source.read(true)) ?? '';
  } catch (error) {
    throw new ConfigurationError([`${source.title} cannot be read: ${messageOf(error)}`]);
  }
  try {
    return build(sdl);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError([`${source.title} is not a supergraph: ${messageOf(error)}`]);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
