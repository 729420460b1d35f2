import type { DestinationStream } from 'pino';

const COLOURS: Record<string, number> = {
  trace: 90,
  debug: 36,
  info: 32,
  warn: 33,
  error: 31,
  fatal: 35,
};
const HIDDEN = new Set([
  'level',
  'time',
  'name',
  'pid',
  'msg',
  'traceId',
  'spanId',
  'requestId',
  'err',
]);

/** A destination that turns JSON log lines into short coloured ones, for a person at a terminal. */
export function readableLines(out: { write(text: string): unknown }): DestinationStream {
  return {
    write(line: string): void {
      const entry = JSON.parse(line) as Record<string, unknown> & {
        err?: { message?: string; stack?: string };
      };
      const level = String(entry['level']);
      const rest = Object.entries(entry).filter(([key]) => !HIDDEN.has(key));
      const details = rest.map(
        ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      );
      const time = String(entry['time']).slice(11, 23);
      const head = `${time} \u001b[${COLOURS[level] ?? 0}m${level.padEnd(5)}\u001b[0m ${String(entry['name'])}`;
      const error =
        entry.err === undefined ? '' : `\n  ${entry.err.stack ?? entry.err.message ?? ''}`;
      out.write(
        `${head}: ${String(entry['msg'] ?? '')} ${details.join(' ')}`.trimEnd() + error + '\n',
      );
    },
  };
}
