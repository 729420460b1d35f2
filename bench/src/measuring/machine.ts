import { cpus, totalmem } from 'node:os';

/** What a table was measured on. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGb: number;
  node: string;
}

const BYTES_PER_GB = 1_024 ** 3;

export function thisMachine(): Machine {
  const cores = cpus();
  return {
    processor: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / BYTES_PER_GB),
    node: process.version,
  };
}

export function describeMachine({ processor, cores, memoryGb, node }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGb} GB, Node ${node}`;
}
