import { currentContext, inSpan, isTracing } from '@tiffin/telemetry';
import type { Command, Redis } from 'ioredis';

/**
 * Records each command as a step of the work it is for, by its name; never its arguments. Commands of
 * no work in particular are not recorded. Without tracing the connection stays as it is.
 */
export function traceRedis(redis: Redis): void {
  if (!isTracing()) return;
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command: Command, stream) => {
    const sent = send(command, stream);
    if (currentContext() !== undefined) {
      const name = command.name.toUpperCase();
      const attributes = { 'db.system.name': 'redis', 'db.operation.name': name };
      // Who sent it hears of a failure; this only measures.
      inSpan(name, { kind: 'client', attributes }, () => command.promise).catch(() => undefined);
    }
    return sent;
  };
}
