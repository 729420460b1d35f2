import { expect, test } from '@jest/globals';
import { summarise, type AudienceFigures, type TurnFigures } from './fanout-figures.ts';

const SCENARIO = { channels: 1, sockets: 10 };

const turn = (contestant: string, deliveries: number, cpuMs: number): TurnFigures => ({
  contestant,
  events: 2,
  deliveries,
  latenciesMs: Array.from({ length: deliveries }, (_, index) => index + 1),
  cpuMs,
  elapsedMs: 100,
});

const audience = (contestant: string, wrong: Partial<AudienceFigures> = {}): AudienceFigures => ({
  contestant,
  residentBefore: 1_024_000,
  residentAfter: 1_228_800,
  closed: 0,
  outOfSequence: 0,
  failures: 0,
  ...wrong,
});

test('turns are added up, and ours comes last with what the others cost in it', () => {
  const rows = summarise(
    SCENARIO,
    [turn('ours', 20, 1), turn('ws', 20, 0.5), turn('ours', 20, 1), turn('ws', 20, 0.5)],
    [audience('ours'), audience('ws')],
  );
  expect(rows.map(({ contestant }) => contestant)).toEqual(['ws', 'ours']);
  expect(rows[0]).toEqual({
    scenario: SCENARIO,
    contestant: 'ws',
    events: 4,
    deliveries: 40,
    lost: 0,
    missing: 0,
    outOfSequence: 0,
    failures: 0,
    closed: 0,
    deliveriesPerSecond: 200,
    p50Ms: 10,
    p99Ms: 20,
    residentKbPerSubscriber: 20,
    cpuUsPerDelivery: 25,
    cpuRatio: 0.5,
  });
});

test('whatever did not arrive as it should is lost', () => {
  const wrong = { closed: 1, outOfSequence: 2, failures: 3 };
  const [row] = summarise(SCENARIO, [turn('ours', 15, 1)], [audience('ours', wrong)]);
  expect(row).toMatchObject({ missing: 5, ...wrong, lost: 5 + 1 + 2 + 3 });
});
