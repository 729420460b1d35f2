import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForAnswers, type Contestant } from '../contestants/contestant.ts';
import { startGuards } from '../contestants/guards.ts';
import { hasRustRuntime, installHive } from '../contestants/install-hive.ts';
import {
  startBroadcast,
  startHive,
  startOurs,
  type Surroundings,
} from '../contestants/start-contestants.ts';
import { withStage, type Stage } from '../contestants/with-stage.ts';
import { EMIT_PATH, type Emission } from '../graph/emission.ts';
import { composeFixture } from '../graph/fixture-graph.ts';
import { OPERATIONS, requestBody } from '../graph/operations.ts';
import { startSubgraphs, type RunningSubgraphs } from '../graph/start-subgraphs.ts';
import { createIdentities } from '../identities/identities.ts';
import { requireOpenFiles } from '../measuring/open-files.ts';
import type { BenchOptions } from '../measuring/options.ts';
import { runBench, type Say } from '../measuring/run-bench.ts';
import { Audience } from './audience.ts';
import {
  FULL_PACE,
  FOR_SOCKETS,
  QUICK_PACE,
  WARM_UP,
  type FanoutPace,
  type Scenario,
} from './fanout-bench-policy.ts';
import { summarise, type FanoutFigures, type TurnFigures } from './fanout-figures.ts';
import { fanoutReport } from './fanout-report.ts';

/** `npm run -s bench:fanout`: one event to many sockets, each of somebody else. */
async function bench(options: BenchOptions, say: Say): Promise<FanoutFigures[]> {
  const pace = options.quick ? QUICK_PACE : FULL_PACE;
  const mostSockets = Math.max(...pace.scenarios.map(({ sockets }) => sockets));
  requireOpenFiles(mostSockets);
  const whyNoHive = options.withoutHive ? 'left out as asked' : await installHive(say);
  if (whyNoHive !== undefined) say(`Hive Gateway is not measured: ${whyNoHive}`);
  const figures: FanoutFigures[] = [];
  for (const scenario of pace.scenarios) {
    say(`${scenario.channels} × ${scenario.sockets / scenario.channels} sockets`);
    const rows = await withStage('bench-fanout', (stage) =>
      measureScenario(stage, scenario, pace, whyNoHive === undefined, say),
    );
    figures.push(...rows);
  }
  return figures;
}

/** With processes of its own, so that no memory is left over from the scenario before. */
async function measureScenario(
  stage: Stage,
  scenario: Scenario,
  pace: FanoutPace,
  withHive: boolean,
  say: Say,
): Promise<FanoutFigures[]> {
  const begunAt = performance.now();
  const identities = await createIdentities(scenario.sockets);
  stage.ends(() => identities.close());
  const subgraphs = await startSubgraphs(stage.folder);
  stage.owns(...subgraphs.processes);
  const supergraphPath = join(stage.folder, 'supergraph.graphql');
  await writeFile(supergraphPath, composeFixture(subgraphs.urls, 'audiences'));
  const contestants = await startAll(
    { folder: stage.folder, supergraphPath, identities, guards: await startGuards(stage) },
    withHive,
    stage,
  );

  const { authorizations } = identities;
  const audiences: Audience[] = [];
  for (const contestant of contestants) {
    say(`${contestant.name}: ${scenario.sockets} sockets come in`);
    const { folder } = stage;
    const emit = emitterOf(contestant, subgraphs);
    try {
      const audience = await Audience.gather({
        contestant,
        scenario,
        authorizations,
        emit,
        folder,
      });
      stage.owns(audience.process);
      audiences.push(audience);
    } catch (error) {
      if (contestant.name === 'ours' || contestant.name === 'ws') throw error;
      // A peer that cannot take them all is a result, not a failure of the measurement.
      say(`${contestant.name} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }
  say('warming up');
  for (const audience of audiences) await audience.takeTurn(WARM_UP);
  const turns: TurnFigures[] = [];
  for (let round = 1; round <= pace.rounds; round += 1) {
    if (round > 1 && performance.now() - begunAt > pace.scenarioMs) break;
    say(`round ${round} of ${pace.rounds}`);
    for (const audience of audiences) turns.push(await audience.takeTurn(pace));
  }
  return summarise(
    scenario,
    turns,
    audiences.map((audience) => audience.figures()),
  );
}

async function startAll(
  surroundings: Surroundings,
  withHive: boolean,
  stage: Stage,
): Promise<Contestant[]> {
  const guards = { ...surroundings.guards, ...FOR_SOCKETS };
  const starting = [startBroadcast(surroundings), startOurs({ ...surroundings, guards })];
  if (withHive) starting.push(startHive(surroundings, 'JavaScript'));
  if (withHive && (await hasRustRuntime())) starting.push(startHive(surroundings, 'Rust'));
  const contestants = await Promise.all(starting);
  stage.owns(...contestants.map(({ process }) => process));
  const [authorization = ''] = surroundings.identities.authorizations;
  await Promise.all(
    contestants.map((each) => waitForAnswers(each, requestBody(OPERATIONS[0]!, 0), authorization)),
  );
  return contestants;
}

/** The broadcaster makes its events itself; the gateways get theirs from the subgraph. */
function emitterOf(
  { name, url }: Contestant,
  subgraphs: RunningSubgraphs,
): (emission: Emission) => Promise<void> {
  if (name !== 'ws') return (emission) => subgraphs.emit(emission);
  const { origin } = new URL(url);
  return async (emission) => {
    await fetch(origin + EMIT_PATH, { method: 'POST', body: JSON.stringify(emission) });
  };
}

await runBench('Fan-out, each socket of another identity', bench, fanoutReport);
