import { describeMachine, thisMachine } from './machine.ts';
import { readOptions, type BenchOptions } from './options.ts';

/** Tells on standard error how far a measurement is. */
export type Say = (text: string) => void;

/** A measurement, which gives figures. */
export type Bench<Figures> = (options: BenchOptions, say: Say) => Promise<Figures>;

/** Runs a measurement as the command line says and prints its figures, as tables or as JSON. */
export async function runBench<Figures>(
  title: string,
  bench: Bench<Figures>,
  report: (figures: Figures) => string,
): Promise<void> {
  try {
    const options = readOptions(process.argv.slice(2));
    const startedAt = performance.now();
    const figures = await bench(options, (text) => process.stderr.write(`${text}\n`));
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    const machine = thisMachine();
    if (options.json) {
      console.log(JSON.stringify({ title, machine, quick: options.quick, seconds, figures }));
    } else {
      console.log(`${title}\n${describeMachine(machine)}; ${seconds} s\n\n${report(figures)}`);
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
