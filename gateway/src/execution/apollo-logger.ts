import type { Logger } from '@tiffin/service';

/** Apollo's libraries log plain texts. */
export interface ApolloLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export function apolloLogger(logger: Logger): ApolloLogger {
  return {
    debug: (message) => logger.debug({}, message),
    info: (message) => logger.info({}, message),
    warn: (message) => logger.warn({}, message),
    error: (message) => logger.error({}, message),
  };
}
