import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestScope } from '../request/request-scope.ts';

/**
 * What a context function is given for an operation that came over HTTP. A class, as an object literal
 * with a getter makes the engine keep a shape for each one, and all that it refers to with it.
 */
export class GraphQLHttpRequest implements RequestScope {
  readonly requestId: string;
  readonly traceparent: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The parsed JSON body; undefined for GET. */
  readonly body: unknown;
  #controller: AbortController | undefined;

  constructor(
    { requestId, traceparent }: RequestScope,
    request: IncomingMessage,
    response: ServerResponse,
    body: unknown,
  ) {
    this.requestId = requestId;
    this.traceparent = traceparent;
    this.request = request;
    this.response = response;
    this.body = body;
  }

  /** Aborts when the client goes away before it is answered. Made when it is asked for. */
  get signal(): AbortSignal {
    if (this.#controller !== undefined) return this.#controller.signal;
    const controller = new AbortController();
    this.#controller = controller;
    const { response } = this;
    const onClose = (): void => {
      if (!response.writableFinished) controller.abort();
    };
    if (response.destroyed) onClose();
    else response.once('close', onClose);
    return controller.signal;
  }
}
