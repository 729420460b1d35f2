import type { Contestant } from '../contestants/contestant.ts';
import { OPERATIONS, requestBody, type Operation } from '../graph/operations.ts';
import type { LoadOrder, LoadResult } from '../load/load-order.ts';
import type { JsonProcess } from '../measuring/json-process.ts';
import { sumProcessFigures } from '../measuring/process-figures.ts';
import type { Say } from '../measuring/run-bench.ts';
import { CONNECTIONS, type Pace } from './gateway-bench-policy.ts';
import type { RoundFigures } from './gateway-figures.ts';

export interface GatewayMeasurement {
  contestants: readonly Contestant[];
  /** Requests that the subgraphs have answered so far, where they count them. */
  fetches?: () => Promise<number>;
  load: JsonProcess<LoadOrder, LoadResult>;
  authorizations: readonly string[];
  pace: Pace;
  say: Say;
}

/** Rounds in turn: what the machine does besides in a moment, it does to all contestants. */
export async function measureGateways(measurement: GatewayMeasurement): Promise<RoundFigures[]> {
  const { contestants, pace, load, say } = measurement;
  for (const contestant of contestants) {
    say(`warming up ${contestant.name}`);
    for (const operation of OPERATIONS) {
      await load.tell({
        ...orderOf(measurement, contestant, operation, pace.warmUpMs),
        answers: pace.warmUpAnswers,
      });
    }
  }
  const figures: RoundFigures[] = [];
  for (let round = 1; round <= pace.rounds; round += 1) {
    for (const operation of OPERATIONS) {
      say(`round ${round} of ${pace.rounds}: ${operation.name}`);
      for (const contestant of contestants) {
        figures.push(await measureRound(measurement, contestant, operation));
      }
    }
  }
  return figures;
}

async function measureRound(
  measurement: GatewayMeasurement,
  contestant: Contestant,
  operation: Operation,
): Promise<RoundFigures> {
  const { fetches, load, pace } = measurement;
  const { process, workers = [] } = contestant;
  const pids = [process, ...workers].map(({ pid }) => pid);
  const order = orderOf(measurement, contestant, operation, pace.roundMs);
  const fetchesBefore = await fetches?.();
  const before = sumProcessFigures(pids);
  const result = await load.tell(order);
  const after = sumProcessFigures(pids);
  const fetchesAfter = (await fetches?.()) ?? 0;
  return {
    ...result,
    contestant: contestant.name,
    operation: operation.name,
    cpuMs: after.cpuMs - before.cpuMs,
    residentBytes: after.residentBytes,
    fetches: fetchesBefore === undefined ? undefined : fetchesAfter - fetchesBefore,
  };
}

function orderOf(
  { authorizations }: GatewayMeasurement,
  { url }: Contestant,
  operation: Operation,
  durationMs: number,
): LoadOrder {
  const bodies = operation.variables.map((_, turn) => requestBody(operation, turn));
  return { url, bodies, authorizations, connections: CONNECTIONS, durationMs };
}
