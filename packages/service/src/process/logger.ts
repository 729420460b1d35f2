/** The part of a pino logger that this package uses; `createLogger` of @tiffin/telemetry fits it. */
export interface Logger {
  debug(facts: object, message?: string): void;
  info(facts: object, message?: string): void;
  warn(facts: object, message?: string): void;
  error(facts: object, message?: string): void;
}
