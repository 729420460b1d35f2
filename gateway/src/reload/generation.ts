import type { ApolloServer } from '@apollo/server';
import type { GraphQLHttpHandler, Logger } from '@tiffin/service';
import { createApolloServer, type HttpContext } from '../execution/apollo-server.ts';
import type { OperationPreparer } from '../execution/operation-preparer.ts';
import type { OperationRunner } from '../execution/operation-runner.ts';
import type { SubgraphTransports } from '../execution/transport/subgraph-transport.ts';
import type { OperationLimits } from '../security/operation-limits.ts';
import type { Subscriptions } from '../subscriptions/streams/subscriptions.ts';
import type { Upstreams } from '../subscriptions/upstreams.ts';
import type { LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';
import { RETIREMENT_GRACE_MS } from './reload-policy.ts';

/** What is made anew for each supergraph. */
export interface GenerationParts {
  supergraph: LoadedSupergraph;
  transports: SubgraphTransports;
  preparer: OperationPreparer;
  runner: OperationRunner;
  upstreams: Upstreams;
  subscriptions: Subscriptions;
}

export interface GenerationOptions {
  limits: OperationLimits;
  logger: Logger;
  /** The way of requests over HTTP to this supergraph. */
  handlerOf: (apollo: ApolloServer<HttpContext>, runner: OperationRunner) => GraphQLHttpHandler;
}

/**
 * One supergraph with its plans and its connections to the subgraphs. What began on it ends on it,
 * whatever came after; then its connections are closed.
 */
export class Generation {
  readonly parts: GenerationParts;
  readonly graphql: GraphQLHttpHandler;
  readonly #apollo: ApolloServer<HttpContext>;
  #uses = 0;
  #isRetired = false;
  #closing: Promise<void> | undefined;
  readonly #closed = Promise.withResolvers<void>();

  private constructor(
    parts: GenerationParts,
    apollo: ApolloServer<HttpContext>,
    graphql: GraphQLHttpHandler,
  ) {
    this.parts = parts;
    this.#apollo = apollo;
    this.graphql = graphql;
  }

  static async start(parts: GenerationParts, options: GenerationOptions): Promise<Generation> {
    const { supergraph, runner } = parts;
    const { limits, logger, handlerOf } = options;
    const apollo = createApolloServer({ supergraph, runner, limits, logger });
    await apollo.start();
    return new Generation(parts, apollo, handlerOf(apollo, runner));
  }

  /** Requests and subscriptions that run on it. */
  get uses(): number {
    return this.#uses;
  }

  /** @returns what ends the use; calling it again changes nothing */
  use(): () => void {
    this.#uses += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#uses -= 1;
      this.#closeWhenUnused();
    };
  }

  /**
   * Nothing new begins on it, except what was admitted to it just before. Ends when it is closed, after
   * the last use.
   */
  retire(): Promise<void> {
    setTimeout(() => {
      this.#isRetired = true;
      this.#closeWhenUnused();
    }, RETIREMENT_GRACE_MS).unref();
    return this.#closed.promise;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #closeWhenUnused(): void {
    if (this.#isRetired && this.#uses === 0) void this.close();
  }

  async #close(): Promise<void> {
    const { upstreams, transports } = this.parts;
    await this.#apollo.stop();
    await upstreams.close();
    await Promise.all([...transports.values()].map((transport) => transport.close()));
    this.#closed.resolve();
  }
}
