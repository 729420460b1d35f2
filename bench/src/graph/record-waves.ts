import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { execute, parse, type DocumentNode } from 'graphql';
import { composeFixture, subgraphSchema, type SubgraphName } from './fixture-graph.ts';
import type { Operation } from './operations.ts';

/** Fetches that can go out together, because none needs another's answer. */
export type Wave = readonly { subgraph: SubgraphName; body: string }[];

/** What one request for an operation comes to: its fetches in waves, and the answer to it. */
export interface Recording {
  waves: readonly Wave[];
  answer: string;
}

const NOWHERE = 'http://127.0.0.1:9/graphql';

/**
 * Runs operations through Apollo's planner and executor with the subgraphs in this process, and writes
 * down what is fetched when: a wave is answered only once the executor asks for nothing more.
 */
export class WaveRecorder {
  readonly #server: ApolloServer;
  #waves: { subgraph: SubgraphName; body: string }[][] = [];
  #open: Promise<void> | undefined;

  private constructor(server: ApolloServer) {
    this.#server = server;
  }

  static async start(): Promise<WaveRecorder> {
    const urls = { accounts: NOWHERE, inventory: NOWHERE, products: NOWHERE, reviews: NOWHERE };
    const recorder: { current?: WaveRecorder } = {};
    const gateway = new ApolloGateway({
      supergraphSdl: composeFixture(urls, 'nothing'),
      buildService: ({ name }): GraphQLDataSource => sourceOf(name as SubgraphName, recorder),
    });
    const server = new ApolloServer({ gateway });
    await server.start();
    return (recorder.current = new WaveRecorder(server));
  }

  /** One operation at a time. */
  async record(operation: Operation, turn: number): Promise<Recording> {
    this.#waves = [];
    this.#open = undefined;
    const variables = operation.variables[turn % operation.variables.length] ?? {};
    const { body } = await this.#server.executeOperation({ query: operation.query, variables });
    if (body.kind !== 'single' || body.singleResult.errors !== undefined) {
      throw new Error(`The fixture does not answer ${operation.name}`);
    }
    const answer = JSON.stringify({ data: body.singleResult.data });
    return { waves: this.#waves, answer };
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** Resolves once the executor has asked for all it can ask for now. */
  async join(subgraph: SubgraphName, body: string): Promise<void> {
    if (this.#open === undefined) {
      this.#waves.push([]);
      this.#open = new Promise((resolve) => setImmediate(resolve)).then(() => {
        this.#open = undefined;
      });
    }
    this.#waves.at(-1)?.push({ subgraph, body });
    await this.#open;
  }
}

function sourceOf(name: SubgraphName, recorder: { current?: WaveRecorder }): GraphQLDataSource {
  const schema = subgraphSchema(name);
  const documents = new Map<string, DocumentNode>();
  return {
    async process({ request }) {
      const { query = '', variables = {} } = request;
      await recorder.current?.join(name, JSON.stringify({ query, variables }));
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      const { data, errors } = await execute({ schema, document, variableValues: variables });
      if (errors !== undefined) throw new Error(`${name}: ${errors.join('; ')}`);
      // As it comes over a connection: plain objects of its own.
      return { data: JSON.parse(JSON.stringify(data)) as Record<string, unknown> };
    },
  };
}
