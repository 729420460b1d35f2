// scratch: not committed
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withStage } from '../contestants/with-stage.ts';
import { startGuards } from '../contestants/guards.ts';
import { waitForAnswers } from '../contestants/contestant.ts';
import { startApollo, startOurs, startProxy } from '../contestants/start-contestants.ts';
import { composeFixture } from '../graph/fixture-graph.ts';
import { OPERATIONS as ALL, requestBody } from '../graph/operations.ts';
import { startSubgraphs } from '../graph/start-subgraphs.ts';
import { createIdentities } from '../identities/identities.ts';
import { startJsonProcess } from '../measuring/json-process.ts';
import { measureGateways } from './measure-gateways.ts';
import { summarise } from './gateway-figures.ts';
import { gatewayReport } from './gateway-report.ts';
import { recordScript } from './record-script.ts';
const LOAD_ENTRY = join(import.meta.dirname, '../load/load-main.ts');
const OPERATIONS: any = ALL;
const only = process.env['ONLY'];
if (only === 'front') {
  (ALL as any).splice(0, 9, {
    name: 'front',
    meaning: '',
    query: 'query F { __typename }',
    variables: [{}],
  });
} else if (only)
  OPERATIONS.splice(0, OPERATIONS.length, ...OPERATIONS.filter((o: any) => o.name === only));
const who = (process.env['WHO'] ?? 'ours,proxy').split(',');
const prof = process.env['PROF'];
await withStage('perf', async (stage) => {
  const identities = await createIdentities(509);
  stage.ends(() => identities.close());
  const subgraphs = await startSubgraphs(stage.folder);
  stage.owns(...subgraphs.processes);
  const supergraphPath = join(stage.folder, 'supergraph.graphql');
  const recordingsPath = join(stage.folder, 'recordings.json');
  await writeFile(
    supergraphPath,
    composeFixture(subgraphs.urls, process.env['PLAIN'] ? 'nothing' : 'audiences'),
  );
  await recordScript(recordingsPath, subgraphs.urls);
  const load: any = await startJsonProcess('load', LOAD_ENTRY, stage.folder);
  stage.owns(load.process);
  const guards = await startGuards(stage);
  const s = { folder: stage.folder, supergraphPath, identities, guards };
  const contestants = [];
  if (who.includes('apollo')) contestants.push(await startApollo(s));
  if (who.includes('proxy')) contestants.push(await startProxy(s, recordingsPath));
  const oursGuards = process.env['OPTS']
    ? { ...guards, NODE_OPTIONS: process.env['OPTS'] }
    : process.env['PERF']
      ? { ...guards, NODE_OPTIONS: '--perf-basic-prof --interpreted-frames-native-stack' }
      : prof
        ? { ...guards, NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${prof} --cpu-prof-interval=400` }
        : guards;
  if (who.includes('ours')) contestants.push(await startOurs({ ...s, guards: oursGuards }));
  stage.owns(...contestants.map((c) => c.process));
  const [authorization = ''] = identities.authorizations;
  await Promise.all(
    contestants.map((c) => waitForAnswers(c, requestBody(OPERATIONS[0]!, 0), authorization)),
  );
  const pace = {
    rounds: Number(process.env['ROUNDS'] ?? 2),
    roundMs: Number(process.env['MS'] ?? 1500),
    warmUpAnswers: Number(process.env['WARM'] ?? 12000),
    warmUpMs: 6000,
  };
  const { readFile } = await import('node:fs/promises');
  const figures = await measureGateways({
    contestants,
    fetches: () => subgraphs.fetches(),
    load,
    authorizations: identities.authorizations,
    pace,
    say: () => {},
  });
  console.log(
    (await readFile(join(stage.folder, 'ours.log'), 'utf8').catch(() => ''))
      .split('\n')
      .filter((l) => l.match(/Scavenge|Mark-Compact|HEAP/))
      .slice(-30)
      .join('\n'),
  );
  const sum: any = summarise(figures);
  for (const row of sum) console.log(JSON.stringify(row).slice(0, 2000));
});
