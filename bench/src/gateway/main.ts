import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForAnswers, type Contestant } from '../contestants/contestant.ts';
import { startGuards } from '../contestants/guards.ts';
import { hasRustRuntime, installHive } from '../contestants/install-hive.ts';
import {
  startApollo,
  startHive,
  startOurs,
  startProxy,
  type Surroundings,
} from '../contestants/start-contestants.ts';
import { withStage, type Stage } from '../contestants/with-stage.ts';
import { composeFixture } from '../graph/fixture-graph.ts';
import { OPERATIONS, requestBody } from '../graph/operations.ts';
import { startSubgraphs } from '../graph/start-subgraphs.ts';
import { createIdentities } from '../identities/identities.ts';
import type { LoadOrder, LoadResult } from '../load/load-order.ts';
import { startJsonProcess } from '../measuring/json-process.ts';
import { runBench, type Say } from '../measuring/run-bench.ts';
import type { BenchOptions } from '../measuring/options.ts';
import { compareAnswers } from './compare-answers.ts';
import { FULL_PACE, IDENTITIES, QUICK_PACE } from './gateway-bench-policy.ts';
import { summarise, type OperationFigures } from './gateway-figures.ts';
import { gatewayReport } from './gateway-report.ts';
import { measureGateways } from './measure-gateways.ts';
import { recordScript } from './record-script.ts';

const LOAD_ENTRY = join(import.meta.dirname, '../load/load-main.ts');

/** `npm run -s bench:gateway`: our gateway against its peers and against no gateway at all. */
async function bench(options: BenchOptions, say: Say): Promise<OperationFigures[]> {
  const whyNoHive = options.withoutHive ? 'left out as asked' : await installHive(say);
  if (whyNoHive !== undefined) say(`Hive Gateway is not measured: ${whyNoHive}`);
  return withStage('bench-gateway', async (stage) => {
    const identities = await createIdentities(IDENTITIES);
    stage.ends(() => identities.close());
    const subgraphs = await startSubgraphs(stage.folder);
    stage.owns(...subgraphs.processes);
    const supergraphPath = join(stage.folder, 'supergraph.graphql');
    const declaredPath = join(stage.folder, 'declared.graphql');
    const recordingsPath = join(stage.folder, 'recordings.json');
    await writeFile(supergraphPath, composeFixture(subgraphs.urls, 'nothing'));
    await writeFile(declaredPath, composeFixture(subgraphs.urls, 'audiences'));
    say('writing down what the proxy has to fetch');
    await recordScript(recordingsPath, subgraphs.urls);
    const load = await startJsonProcess<LoadOrder, LoadResult>('load', LOAD_ENTRY, stage.folder);
    stage.owns(load.process);

    const guards = await startGuards(stage);
    const surroundings = { folder: stage.folder, supergraphPath, identities, guards };
    const contestants = await startAll(stage, surroundings, {
      recordingsPath,
      declaredPath,
      withHive: whyNoHive === undefined,
    });
    const [authorization = ''] = identities.authorizations;
    const [small] = OPERATIONS;
    await Promise.all(
      contestants.map((each) => waitForAnswers(each, requestBody(small!, 0), authorization)),
    );
    await compareAnswers(contestants, authorization);
    say(`${contestants.map(({ name }) => name).join(', ')} give equal answers`);
    const { authorizations } = identities;
    const pace = options.quick ? QUICK_PACE : FULL_PACE;
    return summarise(
      await measureGateways({
        contestants,
        fetches: () => subgraphs.fetches(),
        load,
        authorizations,
        pace,
        say,
      }),
    );
  });
}

async function startAll(
  stage: Stage,
  surroundings: Surroundings,
  {
    recordingsPath,
    declaredPath,
    withHive,
  }: { recordingsPath: string; declaredPath: string; withHive: boolean },
): Promise<Contestant[]> {
  const starting = [startApollo(surroundings), startProxy(surroundings, recordingsPath)];
  if (withHive) starting.push(startHive(surroundings, 'JavaScript'));
  if (withHive && (await hasRustRuntime())) starting.push(startHive(surroundings, 'Rust'));
  starting.push(startOurs(surroundings, 'ours-undeclared'));
  starting.push(startOurs({ ...surroundings, supergraphPath: declaredPath }));
  const contestants = await Promise.all(starting);
  stage.owns(...contestants.map(({ process }) => process));
  return contestants;
}

await runBench(
  `Gateways with every guard on and ${IDENTITIES} signed identities`,
  bench,
  gatewayReport,
);
