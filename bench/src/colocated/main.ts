import { join } from 'node:path';
import { waitForAnswers } from '../contestants/contestant.ts';
import { startGuards } from '../contestants/guards.ts';
import { withStage } from '../contestants/with-stage.ts';
import { compareAnswers } from '../gateway/compare-answers.ts';
import { FULL_PACE, IDENTITIES, QUICK_PACE } from '../gateway/gateway-bench-policy.ts';
import { summarise, type OperationFigures } from '../gateway/gateway-figures.ts';
import { gatewayReport } from '../gateway/gateway-report.ts';
import { measureGateways } from '../gateway/measure-gateways.ts';
import { OPERATIONS, requestBody } from '../graph/operations.ts';
import { createIdentities } from '../identities/identities.ts';
import type { LoadOrder, LoadResult } from '../load/load-order.ts';
import { startJsonProcess } from '../measuring/json-process.ts';
import type { BenchOptions } from '../measuring/options.ts';
import { runBench, type Say } from '../measuring/run-bench.ts';
import { CO_LOCATED, startCoLocated, startOverHttp } from './start-pair.ts';

const LOAD_ENTRY = join(import.meta.dirname, '../load/load-main.ts');

/** `npm run -s bench:colocated`: the gateway with its subgraphs in its process, and over HTTP. */
async function bench({ quick }: BenchOptions, say: Say): Promise<OperationFigures[]> {
  return withStage('bench-colocated', async (stage) => {
    const identities = await createIdentities(IDENTITIES);
    stage.ends(() => identities.close());
    const load = await startJsonProcess<LoadOrder, LoadResult>('load', LOAD_ENTRY, stage.folder);
    stage.owns(load.process);
    const place = { folder: stage.folder, identities, guards: await startGuards(stage) };
    const contestants = [await startOverHttp(place), await startCoLocated(place)];
    for (const { process, workers = [] } of contestants) stage.owns(process, ...workers);
    const { authorizations } = identities;
    const [authorization = ''] = authorizations;
    for (const contestant of contestants) {
      await waitForAnswers(contestant, requestBody(OPERATIONS[0]!, 0), authorization);
    }
    await compareAnswers(contestants, authorization);
    const pace = quick ? QUICK_PACE : FULL_PACE;
    const rounds = await measureGateways({ contestants, load, authorizations, pace, say });
    return summarise(rounds, CO_LOCATED);
  });
}

await runBench('Co-located against HTTP: gateway and subgraphs together', bench, gatewayReport);
