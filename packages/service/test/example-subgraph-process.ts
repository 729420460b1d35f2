import { runProcess } from '../src/index.ts';
import { startExample } from './example-subgraph.ts';

/** The example subgraph as a process of its own; its first line is its address. */
await runProcess(async () => {
  const { subgraph } = await startExample();
  process.stdout.write(`${subgraph.url}\n`);
  return subgraph;
});
