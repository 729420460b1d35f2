import { validate } from 'graphql';
import type { GraphQLHttpHandler } from '@tiffin/service';
import type { PreparedOperation } from '../execution/prepared-operation.ts';
import type { Operations } from '../execution/operation-runner.ts';
import type { Subscriptions } from '../subscriptions/streams/subscriptions.ts';
import type { LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';
import { reloadMetrics } from './reload-metrics.ts';
import type { Generation, GenerationParts } from './generation.ts';
import { GenerationSubscription } from './generation-subscription.ts';

/** The generation that takes new work, and those before it that still have some. */
export class Generations {
  #current: Generation;
  readonly #endingWindowMs: number;
  #isClosed = false;
  readonly #alive = new Set<Generation>();
  readonly #bySupergraph = new WeakMap<LoadedSupergraph, Generation>();

  /** @param endingWindowMs subscriptions that fit no longer end spread over this time */
  constructor(first: Generation, endingWindowMs: number) {
    this.#endingWindowMs = endingWindowMs;
    this.#current = first;
    this.#add(first);
  }

  get current(): Generation {
    return this.#current;
  }

  /** The current one, and older ones that still have something to do. */
  get count(): number {
    return this.#alive.size;
  }

  /**
   * From now on everything new runs on `next`. What runs goes on, except subscriptions that are not
   * valid any more.
   */
  replace(next: Generation): void {
    if (this.#isClosed) {
      void next.close();
      return;
    }
    const previous = this.#current;
    this.#current = next;
    this.#add(next);
    const { apiSchema } = next.parts.supergraph;
    const isValid = ({ document }: PreparedOperation): boolean =>
      validate(apiSchema, document).length === 0;
    for (const older of this.#alive) {
      if (older !== next) older.parts.subscriptions.endInvalid(isValid, this.#endingWindowMs);
    }
    void previous.retire().then(() => {
      this.#alive.delete(previous);
      reloadMetrics.generations.set(this.#alive.size);
    });
  }

  readonly graphql: GraphQLHttpHandler = async (request, response) => {
    const generation = this.#current;
    const release = generation.use();
    try {
      await generation.graphql(request, response);
    } finally {
      release();
    }
  };

  /** For sockets and streams: each operation runs where it was prepared. */
  readonly operations: Operations = {
    accepts: (request) => this.#current.parts.runner.accepts(request),
    admit: (request, caller) => this.#current.parts.runner.admit(request, caller),
    check: (operation, variables, client) =>
      this.#current.parts.runner.check(operation, variables, client),
    execute: (operation, variables, caller) =>
      this.#during(operation, ({ runner }) => runner.execute(operation, variables, caller)),
    executor: {
      answer: (operation, variables, caller) =>
        this.#during(operation, ({ runner }) =>
          runner.executor.answer(operation, variables, caller),
        ),
    },
  };

  readonly subscriptions: Pick<Subscriptions, 'open'> = {
    open: (request, subscriber) => {
      const generation = this.#of(request.operation);
      const subscription = new GenerationSubscription(subscriber, generation.use());
      return subscription.run(generation.parts.subscriptions.open(request, subscription));
    },
  };

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#alive].map((generation) => generation.close()));
  }

  #add(generation: Generation): void {
    this.#alive.add(generation);
    reloadMetrics.generations.set(this.#alive.size);
    reloadMetrics.loadedAt.setToCurrentTime();
    this.#bySupergraph.set(generation.parts.supergraph, generation);
  }

  #of({ supergraph }: PreparedOperation): Generation {
    const generation = this.#bySupergraph.get(supergraph);
    if (generation === undefined) throw new Error('the operation is of no known supergraph');
    return generation;
  }

  async #during<T>(
    operation: PreparedOperation,
    work: (parts: GenerationParts) => Promise<T>,
  ): Promise<T> {
    const generation = this.#of(operation);
    const release = generation.use();
    try {
      return await work(generation.parts);
    } finally {
      release();
    }
  }
}
