import { expect, test } from '@jest/globals';
import { summarise, type RoundFigures } from './gateway-figures.ts';

const round = (contestant: string, cpuMs: number, latenciesMs: number[]): RoundFigures => ({
  contestant,
  operation: 'small',
  answers: latenciesMs.length,
  failures: 0,
  elapsedMs: 500,
  latenciesMs,
  cpuMs,
  residentBytes: cpuMs * 1_024 ** 2,
  fetches: latenciesMs.length * 4,
});

test('rounds are added up, and ours comes last with what the others cost in it', () => {
  const rows = summarise([
    round('ours', 10, [1, 2]),
    round('apollo', 120, [10, 20]),
    round('ours', 30, [3, 4]),
    round('apollo', 120, [30, 40]),
  ]);
  expect(rows.map(({ contestant }) => contestant)).toEqual(['apollo', 'ours']);
  expect(rows[0]).toEqual({
    contestant: 'apollo',
    operation: 'small',
    answers: 4,
    failures: 0,
    cpuMsPerRequest: 60,
    requestsPerSecond: 4,
    p50Ms: 20,
    p99Ms: 40,
    residentMb: 120,
    fetchesPerRequest: 4,
    cpuRatio: 6,
  });
  expect(rows[1]).toMatchObject({ cpuMsPerRequest: 10, cpuRatio: 1 });
});

test('without answers nothing is claimed', () => {
  expect(summarise([round('ours', 10, [])])[0]).toMatchObject({
    cpuMsPerRequest: undefined,
    p50Ms: undefined,
    cpuRatio: undefined,
  });
});
