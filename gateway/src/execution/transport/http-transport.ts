import { Pool } from 'undici';
import { CircuitBreaker, CLIENT_IDLE_MS, type Logger } from '@tiffin/service';
import { gatewayError } from '../../security/gateway-error.ts';
import type { CallerForwarder } from '../caller.ts';
import { isJsonObject } from '../json.ts';
import { exchange, OverdueError } from './http-exchange.ts';
import { RetryBudget } from './retry-budget.ts';
import type { SharedReads } from './shared-reads.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphRequest,
  SubgraphTransport,
} from './subgraph-transport.ts';
import {
  SUBGRAPH_CONNECT_TIMEOUT_MS,
  SUBGRAPH_MAX_ANSWER_BYTES,
  SUBGRAPH_MAX_CONNECTIONS,
  SUBGRAPH_MAX_FETCHES,
} from './transport-policy.ts';

export interface HttpTransportOptions {
  subgraph: string;
  /** Its GraphQL endpoint. */
  url: string;
  /** For one answer, waiting for a connection included. */
  timeoutMs: number;
  forwarder: CallerForwarder;
  /** One for all subgraphs. */
  reads: SharedReads;
  logger: Logger;
  maxConnections?: number;
  maxFetches?: number;
}

/** Statuses of something in between that say "not now" for the subgraph. */
const UNAVAILABLE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/** A subgraph over HTTP/1.1 with kept connections. */
export class HttpTransport implements SubgraphTransport {
  readonly #options: HttpTransportOptions;
  readonly #pool: Pool;
  readonly #path: string;
  readonly #circuit = new CircuitBreaker();
  readonly #budget = new RetryBudget();
  readonly #prefixes = new WeakMap<SubgraphOperation, string>();
  #underWay = 0;

  constructor(options: HttpTransportOptions) {
    this.#options = options;
    const { origin, pathname, search } = new URL(options.url);
    this.#path = `${pathname}${search}`;
    this.#pool = new Pool(origin, {
      connections: options.maxConnections ?? SUBGRAPH_MAX_CONNECTIONS,
      pipelining: 1,
      // Less than the subgraphs' own, or a request could meet a connection that is just closing.
      keepAliveTimeout: CLIENT_IDLE_MS,
      keepAliveMaxTimeout: CLIENT_IDLE_MS,
      connect: { timeout: SUBGRAPH_CONNECT_TIMEOUT_MS },
      maxResponseSize: SUBGRAPH_MAX_ANSWER_BYTES,
      // One timer of our own covers the whole exchange.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  async send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const { subgraph, logger } = this.#options;
    try {
      const body = `${this.#prefixOf(request.operation)}${request.variables}}`;
      return parsed(await this.#textOf(request, body));
    } catch (error) {
      logger.warn({ err: error, subgraph }, 'a subgraph did not answer');
      throw gatewayError(
        'SERVICE_UNAVAILABLE',
        'Part of the service is unavailable right now; try again.',
      );
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #textOf(request: SubgraphRequest, body: string): Promise<string> {
    if (request.operation.kind === 'mutation') return this.#write(request, body);
    if (!request.mayShare) return this.#read(request, body);
    const { reads, subgraph } = this.#options;
    const { identity } = request.caller;
    return reads.read(identity, subgraph, body, () => this.#read(request, body));
  }

  async #write(request: SubgraphRequest, body: string): Promise<string> {
    try {
      return await this.#attempt(request, body);
    } finally {
      this.#options.reads.changed(request.caller.identity);
    }
  }

  async #read(request: SubgraphRequest, body: string): Promise<string> {
    this.#budget.earn();
    try {
      return await this.#attempt(request, body);
    } catch (error) {
      const isWorthIt = !(error instanceof OverdueError) && !(error instanceof RefusedHere);
      if (!isWorthIt || !this.#budget.spend()) throw error;
      return this.#attempt(request, body);
    }
  }

  async #attempt({ caller }: SubgraphRequest, body: string): Promise<string> {
    const { forwarder, timeoutMs, maxFetches = SUBGRAPH_MAX_FETCHES } = this.#options;
    if (this.#underWay >= maxFetches) throw new RefusedHere('too many fetches under way');
    if (!this.#circuit.admits()) throw new RefusedHere('it failed too often just now');
    this.#underWay += 1;
    try {
      const headers = await forwarder.headers(caller);
      headers['content-type'] = 'application/json';
      headers['accept'] = 'application/json';
      const reply = await exchange(this.#pool, this.#path, headers, body, timeoutMs);
      if (UNAVAILABLE_STATUSES.has(reply.status)) throw new Error(`status ${reply.status}`);
      this.#circuit.succeeded();
      return reply.body;
    } catch (error) {
      this.#circuit.failed();
      throw error;
    } finally {
      this.#underWay -= 1;
    }
  }

  /** The body up to the variables. */
  #prefixOf(operation: SubgraphOperation): string {
    let prefix = this.#prefixes.get(operation);
    if (prefix === undefined) {
      const { query, operationName } = operation;
      const head = JSON.stringify({ query, ...(operationName ? { operationName } : {}) });
      prefix = `${head.slice(0, -1)},"variables":`;
      this.#prefixes.set(operation, prefix);
    }
    return prefix;
  }
}

/** Not sent at all. */
class RefusedHere extends Error {}

/** A refused operation is a GraphQL answer too, whatever its status. */
function parsed(text: string): SubgraphAnswer {
  const answer: unknown = JSON.parse(text);
  const isAnswer = isJsonObject(answer) && ('data' in answer || Array.isArray(answer['errors']));
  if (!isAnswer) throw new Error('not a GraphQL answer');
  return answer as SubgraphAnswer;
}
