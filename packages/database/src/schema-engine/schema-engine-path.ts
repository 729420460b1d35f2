import { fileURLToPath } from 'node:url';

/** The program the Prisma CLI runs as its engine, by `PRISMA_SCHEMA_ENGINE_BINARY`. */
export const schemaEnginePath = fileURLToPath(new URL('main.ts', import.meta.url));
