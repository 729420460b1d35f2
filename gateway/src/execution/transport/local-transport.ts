import { CircuitBreaker, type LocalSubgraph, type Logger } from '@tiffin/service';
import { gatewayError } from '../../security/gateway-error.ts';
import type { JsonObject } from '../json.ts';
import { SharedAnswer } from './shared-answer.ts';
import type { SharedReads } from './shared-reads.ts';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './subgraph-transport.ts';
import { SUBGRAPH_MAX_FETCHES } from './transport-policy.ts';

export interface LocalTransportOptions {
  subgraph: string;
  /** The subgraph as long as this process serves it. */
  find: () => LocalSubgraph | undefined;
  /** For one answer. */
  timeoutMs: number;
  /** One for all subgraphs. */
  reads: SharedReads;
  logger: Logger;
  maxFetches?: number;
}

/**
 * A subgraph in the same process. It gets the verified identity itself, where one behind HTTP would
 * get it signed; whatever else happens there, happens here too.
 */
export class LocalTransport implements SubgraphTransport {
  readonly #options: LocalTransportOptions;
  readonly #circuit = new CircuitBreaker();
  #underWay = 0;

  constructor(options: LocalTransportOptions) {
    this.#options = options;
  }

  async send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const { subgraph, logger } = this.#options;
    try {
      return await this.#answer(request);
    } catch (error) {
      logger.warn({ err: error, subgraph }, 'a subgraph did not answer');
      throw gatewayError(
        'SERVICE_UNAVAILABLE',
        'Part of the service is unavailable right now; try again.',
      );
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #answer(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const { reads, subgraph } = this.#options;
    const { operation, variables, caller, mayShare } = request;
    if (operation.kind === 'mutation') {
      try {
        return await this.#attempt(request);
      } finally {
        reads.changed(caller.identity);
      }
    }
    if (!mayShare) return this.#attempt(request);
    const body = `${operation.query}\n${operation.operationName ?? ''}\n${variables}`;
    const shared = await reads.read<SharedAnswer>(request, subgraph, body, async (reading) => {
      const answer = await this.#attempt(request);
      return new SharedAnswer(answer, reading.joiners > 0);
    });
    return shared.take() ?? this.#attempt(request);
  }

  /** Answers that come too late are dropped; what still works on them counts until it has ended. */
  async #attempt(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const { maxFetches = SUBGRAPH_MAX_FETCHES } = this.#options;
    if (this.#underWay >= maxFetches) throw new Error('too many fetches under way');
    if (!this.#circuit.admits()) throw new Error('it failed too often just now');
    try {
      const answer = await this.#inTime(request);
      this.#circuit.succeeded();
      return answer;
    } catch (error) {
      this.#circuit.failed();
      throw error;
    }
  }

  #inTime({ operation, variables, caller }: SubgraphRequest): Promise<SubgraphAnswer> {
    const { find, timeoutMs } = this.#options;
    const local = find();
    if (local === undefined) throw new Error('it is not served here any more');
    const { query, operationName } = operation;
    // Parsed from its text, so that nothing that the subgraph does to it is seen on this side.
    const parameters = { query, operationName, variables: JSON.parse(variables) as JsonObject };
    const waiting = new AbortController();
    const { promise, resolve, reject } = Promise.withResolvers<SubgraphAnswer>();
    const timer = setTimeout(() => {
      waiting.abort();
      reject(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    const ended = (): void => {
      this.#underWay -= 1;
      clearTimeout(timer);
    };
    this.#underWay += 1;
    local.execute(parameters, caller.identity, caller.scope, waiting.signal).then(
      (answer) => {
        ended();
        resolve(answer as SubgraphAnswer);
      },
      (error: unknown) => {
        ended();
        reject(error as Error);
      },
    );
    return promise;
  }
}
