import { parseArgs } from 'node:util';

/** What the replay was asked to do. */
export interface ReplayArguments {
  /** Folder with `orders.csv` and `couriers.csv`. */
  dayFolder: string;
  /** Local wall-clock times of the part that is played, `HH:MM`; null for all of it. */
  from: string | null;
  to: string | null;
  /** Domain seconds a wall second. */
  speed: number;
  json: boolean;
}

const DEFAULT_SPEED = 60;
const LEAST_SPEED = 1;
const MOST_SPEED = 600;

export const REPLAY_USAGE = `Plays a recorded delivery day through the public endpoint.

  npm run replay -- --day FOLDER [--from HH:MM] [--to HH:MM] [--speed N] [--json]

  --day FOLDER  a folder with orders.csv and couriers.csv
  --from, --to  play only orders placed in this part of the day (local time)
  --speed N     domain seconds a second, ${LEAST_SPEED} to ${MOST_SPEED} (default ${DEFAULT_SPEED})
  --json        print the result as JSON on standard output`;

/** Reads the command line. Throws a RangeError with one clear sentence. */
export function replayArguments(argv: readonly string[]): ReplayArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      day: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      speed: { type: 'string', default: String(DEFAULT_SPEED) },
      json: { type: 'boolean', default: false },
    },
  });
  if (!values.day) throw new RangeError('say which day to play: --day FOLDER');
  const speed = Number(values.speed);
  if (!(speed >= LEAST_SPEED && speed <= MOST_SPEED)) {
    throw new RangeError(`--speed takes a number from ${LEAST_SPEED} to ${MOST_SPEED}`);
  }
  return {
    dayFolder: values.day,
    from: localTime('--from', values.from),
    to: localTime('--to', values.to),
    speed,
    json: values.json,
  };
}

function localTime(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) {
    throw new RangeError(`${option} takes a time of day, HH:MM: ${text}`);
  }
  return text;
}
