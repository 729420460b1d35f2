import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import type { SubgraphName } from '../../src/graph/fixture-graph.ts';
import type { Recording, Wave } from '../../src/graph/record-waves.ts';
import { createTokenCheck } from '../../src/identities/token-check.ts';

/**
 * The floor: it verifies the token, makes the fetches that were written down for exactly this request,
 * wave by wave, and sends the answer that was written down. No GraphQL, and it reads no answer.
 */
interface Script {
  urls: Record<SubgraphName, string>;
  recordings: Record<string, Recording>;
}

const CONNECTIONS_PER_SUBGRAPH = 64;

const check = createTokenCheck();
const { urls, recordings } = JSON.parse(
  readFileSync(process.env['RECORDINGS'] ?? '', 'utf8'),
) as Script;
const answers = new Map(
  Object.entries(recordings).map(([request, { waves, answer }]) => [
    request,
    { waves, answer: Buffer.from(answer) },
  ]),
);
const pools = Object.fromEntries(
  Object.entries(urls).map(([name, url]) => [
    name,
    new Pool(new URL(url).origin, { connections: CONNECTIONS_PER_SUBGRAPH }),
  ]),
) as Record<SubgraphName, Pool>;

async function fetchAll(wave: Wave, authorization: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization };
  await Promise.all(
    wave.map(async ({ subgraph, body }) => {
      const options = { path: '/graphql', method: 'POST', headers, body } as const;
      const answer = await pools[subgraph].request(options);
      await answer.body.arrayBuffer();
    }),
  );
}

async function answerTo(request: string, authorization: string | undefined): Promise<Buffer> {
  await check(authorization);
  const script = answers.get(request);
  if (script === undefined) throw new Error('This request was not recorded');
  for (const wave of script.waves) await fetchAll(wave, authorization ?? '');
  return script.answer;
}

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    answerTo(Buffer.concat(chunks).toString(), request.headers.authorization).then(
      (body) => {
        const type = 'application/json';
        response.writeHead(200, { 'content-type': type, 'content-length': body.length });
        response.end(body);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
