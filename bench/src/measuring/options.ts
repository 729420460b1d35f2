/** What a measurement is told on its command line. */
export interface BenchOptions {
  /** Shorter and coarser: for a look, not for a table. */
  quick: boolean;
  /** One JSON document on standard output instead of the tables. */
  json: boolean;
  /** Without Hive, which has to be installed first. */
  withoutHive: boolean;
}

const FLAGS: Readonly<Record<string, keyof BenchOptions>> = {
  '--quick': 'quick',
  '--json': 'json',
  '--without-hive': 'withoutHive',
};

/** @throws Error naming what is not known */
export function readOptions(args: readonly string[]): BenchOptions {
  const options: BenchOptions = { quick: false, json: false, withoutHive: false };
  for (const arg of args) {
    const flag = FLAGS[arg];
    if (flag === undefined) {
      throw new Error(`${arg} is not known: expected ${Object.keys(FLAGS).join(', ')}`);
    }
    options[flag] = true;
  }
  return options;
}
