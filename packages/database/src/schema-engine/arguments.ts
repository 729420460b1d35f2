import type { Datasource } from './datasource.ts';

/** What the Prisma CLI asks of its engine: the version, one maintenance command, or to serve JSON-RPC. */
export type EngineArguments =
  | { readonly kind: 'version' }
  | { readonly kind: 'maintenance'; readonly command: string; readonly datasource: Datasource }
  | { readonly kind: 'serve'; readonly datasource: Datasource; readonly datamodelPaths: string[] };

/** Options whose value plays no part with the WebAssembly engine. */
const IGNORED_WITH_VALUE = new Set(['--enabled-preview-features', '--extension-types']);

export function parseEngineArguments(argv: readonly string[]): EngineArguments {
  const datamodelPaths: string[] = [];
  let datasource: Datasource = {};
  let command: string | undefined;
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index]!;
    const value = argv[index + 1];
    if (argument === '--version' || argument === '-V') return { kind: 'version' };
    if (argument === '--datamodels' && value !== undefined) datamodelPaths.push(value);
    else if (argument === '--datasource' && value !== undefined) datasource = JSON.parse(value);
    else if (argument === 'cli') command = value;
    else if (!IGNORED_WITH_VALUE.has(argument)) continue;
    index++;
  }
  return command === undefined
    ? { kind: 'serve', datasource, datamodelPaths }
    : { kind: 'maintenance', command, datasource };
}
