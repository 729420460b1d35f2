import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sum } from './statistics.ts';

/** What the kernel says about a process so far. */
export interface ProcessFigures {
  /** Of all its threads, in user and kernel mode, since it began. */
  cpuMs: number;
  residentBytes: number;
}

const BYTES_PER_KB = 1_024;
const MS_PER_SECOND = 1_000;
/** Places after the command's name in /proc/<pid>/stat, see proc_pid_stat(5). */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

let ticksPerSecond: number | undefined;

/** @throws Error when there is no such process, or no /proc */
export function readProcessFigures(pid: number): ProcessFigures {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK']).toString());
  return {
    cpuMs: cpuMsOf(readFileSync(`/proc/${pid}/stat`, 'utf8'), ticksPerSecond),
    residentBytes: residentBytesOf(readFileSync(`/proc/${pid}/status`, 'utf8')),
  };
}

/** Of several processes together. */
export function sumProcessFigures(pids: readonly number[]): ProcessFigures {
  const all = pids.map(readProcessFigures);
  return {
    cpuMs: sum(all.map(({ cpuMs }) => cpuMs)),
    residentBytes: sum(all.map(({ residentBytes }) => residentBytes)),
  };
}

/** The processor time in a line of /proc/<pid>/stat. */
export function cpuMsOf(stat: string, ticksEachSecond: number): number {
  // The name of the command is in brackets and may hold anything, spaces and brackets included.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME]);
  if (!Number.isFinite(ticks)) throw new Error(`Not a line of /proc/<pid>/stat: ${stat}`);
  return (ticks * MS_PER_SECOND) / ticksEachSecond;
}

/** VmRSS in the text of /proc/<pid>/status. */
export function residentBytesOf(status: string): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error('No VmRSS: the process is ending');
  return Number(kilobytes) * BYTES_PER_KB;
}
