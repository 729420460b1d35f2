import type { OperationName } from '../graph/operations.ts';
import { percentile, ratio, sum } from '../measuring/statistics.ts';

/** What one contestant did with one operation in one round. */
export interface RoundFigures {
  contestant: string;
  operation: OperationName;
  answers: number;
  failures: number;
  elapsedMs: number;
  latenciesMs: readonly number[];
  /** The contestant's own processor time. */
  cpuMs: number;
  /** Its memory when the round ended. */
  residentBytes: number;
  /** Requests that the subgraphs got for it; undefined where they are not counted. */
  fetches: number | undefined;
}

/** All rounds of a contestant with an operation, as the table shows them. */
export interface OperationFigures {
  contestant: string;
  operation: OperationName;
  answers: number;
  failures: number;
  cpuMsPerRequest: number | undefined;
  requestsPerSecond: number | undefined;
  p50Ms: number | undefined;
  p99Ms: number | undefined;
  residentMb: number;
  fetchesPerRequest: number | undefined;
  /** The contestant's processor time per request, in ours. */
  cpuRatio: number | undefined;
}

export const OURS = 'ours';
const BYTES_PER_MB = 1_024 ** 2;
const MS_PER_SECOND = 1_000;

/** In the order in which contestants come first, ours last. */
export function summarise(
  rounds: readonly RoundFigures[],
  oursName: string = OURS,
): OperationFigures[] {
  const operations = [...new Set(rounds.map(({ operation }) => operation))];
  return operations.flatMap((operation) => {
    const here = rounds.filter((round) => round.operation === operation);
    const names = [...new Set(here.map(({ contestant }) => contestant))];
    const rows = names.map((name) =>
      total(
        operation,
        name,
        here.filter(({ contestant }) => contestant === name),
      ),
    );
    const ours = rows.find(({ contestant }) => contestant === oursName)?.cpuMsPerRequest;
    return rows
      .map((row) => ({ ...row, cpuRatio: ratio(row.cpuMsPerRequest, ours) }))
      .toSorted((a, b) => Number(a.contestant === oursName) - Number(b.contestant === oursName));
  });
}

function total(
  operation: OperationName,
  contestant: string,
  rounds: readonly RoundFigures[],
): OperationFigures {
  const answers = sum(rounds.map((round) => round.answers));
  const seconds = sum(rounds.map((round) => round.elapsedMs)) / MS_PER_SECOND;
  const latencies = rounds.flatMap((round) => round.latenciesMs);
  const fetches = rounds.map((round) => round.fetches);
  return {
    contestant,
    operation,
    answers,
    failures: sum(rounds.map((round) => round.failures)),
    cpuMsPerRequest: ratio(sum(rounds.map((round) => round.cpuMs)), answers),
    requestsPerSecond: ratio(answers, seconds),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    residentMb: Math.max(...rounds.map((round) => round.residentBytes)) / BYTES_PER_MB,
    fetchesPerRequest: fetches.includes(undefined)
      ? undefined
      : ratio(sum(fetches.map((count) => count ?? 0)), answers),
    cpuRatio: undefined,
  };
}
