import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this checkout. */
export const checkoutDirectory = fileURLToPath(new URL('../../../', import.meta.url));

/** Everything the local stack keeps: data, logs, caches. Not committed, safe to delete while nothing runs. */
export const tiffinDirectory = join(checkoutDirectory, '.tiffin');

export const logsDirectory = join(tiffinDirectory, 'logs');

/** Compiled code of every process, so that the next start is faster. */
export const compileCacheDirectory = join(tiffinDirectory, 'compile-cache');

/** Where the stores keep their data that start, tests and the Prisma command share. */
export const sharedStoresDirectory = join(tiffinDirectory, 'data-stores');

/** Where stacks of their own, such as those of tests, keep their data while they run. */
export const stacksDirectory = join(tiffinDirectory, 'stacks');
