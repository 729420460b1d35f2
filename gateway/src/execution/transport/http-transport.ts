import { CLIENT_IDLE_MS, type Logger } from '@tiffin/service';
import { gatewayError } from '../../security/gateway-error.ts';
import type { CallerForwarder } from '../caller.ts';
import { AnswerReader } from './answer-reader.ts';
import { originOf } from './http1/connection.ts';
import { Connections } from './http1/connections.ts';
import { READS_TOGETHER } from './http1/http1-policy.ts';
import { requestStart } from './http1/request-text.ts';
import { RetryBudget } from './retry-budget.ts';
import type { Reader, SharedReads } from './shared-reads.ts';
import { SparedSubgraph } from './spared-subgraph.ts';
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
  /** Reads that may go to a connection together. */
  readsTogether?: number;
}

/** A subgraph over HTTP/1.1. */
export class HttpTransport implements SubgraphTransport {
  readonly #options: HttpTransportOptions;
  readonly #connections: Connections;
  readonly #subgraph: SparedSubgraph;
  /** The part of a request that is always the same. */
  readonly #start: string;
  readonly #prefixes = new WeakMap<SubgraphOperation, string>();

  constructor(options: HttpTransportOptions) {
    this.#options = options;
    const url = new URL(options.url);
    this.#start = requestStart(url);
    const budget = new RetryBudget();
    this.#connections = new Connections(originOf(url), {
      maxConnections: options.maxConnections ?? SUBGRAPH_MAX_CONNECTIONS,
      maxBodyBytes: SUBGRAPH_MAX_ANSWER_BYTES,
      connectTimeoutMs: SUBGRAPH_CONNECT_TIMEOUT_MS,
      // Less than the subgraphs' own, or a request could meet a connection that is just closing.
      idleMs: CLIENT_IDLE_MS,
      timeoutMs: options.timeoutMs,
      readsTogether: options.readsTogether ?? READS_TOGETHER,
      mayRepeat: () => budget.spend(),
    });
    const maxUnderWay = options.maxFetches ?? SUBGRAPH_MAX_FETCHES;
    this.#subgraph = new SparedSubgraph(this.#connections, budget, maxUnderWay);
  }

  send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    return new Promise((resolve, reject) => {
      const { operation, caller, variables, mayShare } = request;
      const { reads, subgraph } = this.#options;
      const body = `${this.#prefixOf(operation)}${variables}}`;
      const reader = new AnswerReader(resolve, (error) => reject(this.#unavailable(error)));
      if (operation.kind === 'mutation') {
        this.#ask(
          request,
          body,
          afterChange(reader, () => reads.changed(caller.identity)),
        );
        return;
      }
      const first = mayShare ? reads.join(request, subgraph, body, reader) : reader;
      if (first !== undefined) this.#ask(request, body, first);
    });
  }

  close(): Promise<void> {
    this.#connections.close();
    return Promise.resolve();
  }

  #ask({ caller, operation }: SubgraphRequest, body: string, reader: Reader): void {
    const ask = (fields: string): void => {
      const head = `${this.#start}${fields}content-length: ${Buffer.byteLength(body)}\r\n\r\n`;
      this.#subgraph.ask(head + body, operation.kind === 'query', reader);
    };
    // Whoever has joined is told of a failure, too.
    const fail = (error: unknown): void => reader.fail(error as Error);
    try {
      const fields = this.#options.forwarder.fields(caller);
      if (typeof fields === 'string') ask(fields);
      else fields.then(ask).catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  #unavailable(error: Error): Error {
    const { logger, subgraph } = this.#options;
    logger.warn({ err: error, subgraph }, 'a subgraph did not answer');
    return gatewayError(
      'SERVICE_UNAVAILABLE',
      'Part of the service is unavailable right now; try again.',
    );
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

/** Tells of the change first, whatever came of it. */
function afterChange(reader: Reader, changed: () => void): Reader {
  return {
    succeed(text) {
      changed();
      reader.succeed(text);
    },
    fail(error) {
      changed();
      reader.fail(error);
    },
  };
}
