import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { graphql, type GraphQLSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { channelName, COUNT_PATH, EMIT_PATH, readEmission, stampedReview } from './emission.ts';
import { SUBGRAPH_NAMES, subgraphSchema } from './fixture-graph.ts';
import { addReview } from './review-channels.ts';

/**
 * One subgraph of the fixture as a process: `NAME=reviews PORT=4101`. It remembers its answers by the
 * text of the request, so that what is measured is the gateway before it.
 */
const REMEMBERED_ANSWERS = 100_000;
/** Longer than any client here keeps an idle connection. */
const IDLE_MS = 120_000;

interface GraphQLRequest {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
}

function serve(schema: GraphQLSchema, port: number): void {
  const answers = new Map<string, Buffer>();
  let fetches = 0;

  const answer = async (text: string): Promise<Buffer> => {
    fetches += 1;
    const known = answers.get(text);
    if (known !== undefined) return known;
    const { query, operationName, variables } = JSON.parse(text) as GraphQLRequest;
    const result = await graphql({
      schema,
      source: query,
      operationName: operationName ?? null,
      variableValues: variables ?? {},
    });
    const made = Buffer.from(JSON.stringify(result));
    if (answers.size < REMEMBERED_ANSWERS) answers.set(text, made);
    return made;
  };

  const server = createServer({ keepAliveTimeout: IDLE_MS }, (request, response) => {
    if (request.url === COUNT_PATH) response.end(String(fetches));
    else if (request.url === EMIT_PATH) void emit(request, response);
    else {
      readText(request, (text) => {
        answer(text).then(
          (body) => send(response, body),
          (error: unknown) => response.writeHead(400).end(String(error)),
        );
      });
    }
  });
  // Everybody's sockets come in at once when thousands subscribe.
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  useServer({ schema }, sockets);
  server.listen({ port, host: '127.0.0.1', backlog: 4_096 });
}

function readText(request: IncomingMessage, then: (text: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => then(Buffer.concat(chunks).toString()));
}

function send(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

async function emit(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { group, channels, sequence } = await readEmission(request);
  for (let number = 0; number < channels; number += 1) {
    addReview(channelName(group, number), stampedReview(sequence));
  }
  response.end();
}

const name = SUBGRAPH_NAMES.find((known) => known === process.env['NAME']);
if (name === undefined) throw new Error(`NAME is none of ${SUBGRAPH_NAMES.join(', ')}`);
serve(subgraphSchema(name), Number(process.env['PORT']));
process.once('SIGTERM', () => process.exit(0));
