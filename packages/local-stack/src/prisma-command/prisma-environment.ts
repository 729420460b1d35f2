import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { schemaEnginePath } from '@tiffin/database';

import { checkoutDirectory } from '../checkout.ts';

/** What Prisma's CLI needs to work without any download, and to keep quiet. */
export function prismaEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: schemaEnginePath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    NODE_NO_WARNINGS: '1',
    // The stand-in engine is started through `#!/usr/bin/env node`: that must be this Node.
    PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  };
}

/** The CLI's entry. */
export const prismaCli = join(checkoutDirectory, 'node_modules', 'prisma', 'build', 'index.js');

export function prismaConfigOf(subgraph: string): string {
  return join(checkoutDirectory, 'prisma', subgraph, 'prisma.config.ts');
}

/** To be loaded before the CLI, see there. */
export const attendedTerminal = fileURLToPath(new URL('attended-terminal.js', import.meta.url));
