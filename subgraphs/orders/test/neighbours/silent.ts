import type { Logger } from '@tiffin/service';

const nothing = (): void => undefined;

/** A logger of what a test provokes on purpose. */
export const silent: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };
