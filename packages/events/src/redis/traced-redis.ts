import { currentContext, inSpan, isTracing } from '@tiffin/telemetry';
import type { ChainableCommander, Command, Redis } from 'ioredis';

/**
 * Records each command as a step of the work it is for, by its name, and what is sent together as one step;
 * never arguments. Commands of no work in particular are not recorded. Without tracing the connection stays
 * as it is.
 */
export function traceRedis(redis: Redis): void {
  if (!isTracing()) return;
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command: Command, stream) => {
    const sent = send(command, stream);
    // With a stream of its own it is one of many that are sent, and recorded, together.
    if (stream === undefined && currentContext() !== undefined) {
      record(command.name.toUpperCase(), {}, () => command.promise);
    }
    return sent;
  };
  for (const kind of ['pipeline', 'multi'] as const) {
    const begin = redis[kind].bind(redis) as (...given: unknown[]) => ChainableCommander;
    const name = kind.toUpperCase();
    Object.assign(redis, { [kind]: (...given: unknown[]) => traced(begin(...given), name) });
  }
}

function traced(batch: ChainableCommander, name: string): ChainableCommander {
  // What `multi({ pipeline: false })` gives is the answer to a command, which is recorded as one.
  if (typeof batch.exec !== 'function') return batch;
  const execute = batch.exec.bind(batch);
  batch.exec = (...given) => {
    // ioredis makes a transaction of a pipeline: MULTI and EXEC are commands of it, too.
    const size = name === 'MULTI' ? batch.length - 1 : batch.length;
    const executed = execute(...given);
    if (currentContext() !== undefined) {
      record(name, { 'db.operation.batch.size': size }, () => executed);
    }
    return executed;
  };
  return batch;
}

/** Who sent it hears of a failure; this only measures. */
function record(
  name: string,
  attributes: Record<string, number>,
  work: () => Promise<unknown>,
): void {
  const all = { 'db.system.name': 'redis', 'db.operation.name': name, ...attributes };
  inSpan(name, { kind: 'client', attributes: all }, async (span) => {
    const failed = firstError(await work());
    if (failed !== undefined) span?.fail(failed);
  }).catch(() => undefined);
}

/** Of a batch that was sent, the first command that Redis refused. */
function firstError(result: unknown): Error | undefined {
  if (!Array.isArray(result)) return undefined;
  const failed = (result as unknown[]).find(
    (each) => Array.isArray(each) && each[0] instanceof Error,
  );
  return Array.isArray(failed) ? (failed[0] as Error) : undefined;
}
