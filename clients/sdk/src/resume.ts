import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Client } from 'graphql-ws';
import { boundedResults } from './bounded-results.ts';
import { GraphQLResponseError, type ResponseError } from './errors.ts';
import { documentText } from './http.ts';

/** How a resumable subscription behaves when its socket or its upstream is lost. */
export interface ResumeOptions {
  /** Ends the subscription. */
  signal?: AbortSignal;
  /** Told before each new attempt. */
  onInterruption?: (reason: unknown) => void;
  /** Attempts without an event in between before it gives up. */
  maximumAttempts?: number;
  /** Events that may wait to be taken; with more it is interrupted, and resumed after those. */
  maximumWaiting?: number;
}

const MAXIMUM_ATTEMPTS = 60;
const MAXIMUM_WAITING = 1_000;
const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 2_000;

/** Errors after which asking again cannot help. */
const FINAL_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'INVALID_CURSOR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);

/** The socket is closed with this when the session behind it has ended: somebody has to sign in again. */
const SESSION_ENDED = 4513;

/** What every event of Tiffin's subscriptions carries. */
interface Positioned {
  cursor: string;
}

/**
 * A subscription that survives lost sockets and restarted servers: it subscribes again with the
 * cursor of the last event received, so each status event comes exactly once and in order.
 */
export async function* subscribeResumably<
  R extends Record<string, Positioned>,
  V extends { after?: string | null },
>(
  socket: Client,
  document: TypedDocumentNode<R, V>,
  variables: V,
  options: ResumeOptions = {},
): AsyncGenerator<R> {
  let after = variables.after ?? null;
  let attempts = 0;
  const { maximumAttempts = MAXIMUM_ATTEMPTS, maximumWaiting = MAXIMUM_WAITING, signal } = options;
  while (!signal?.aborted) {
    try {
      const position = { ...variables, after };
      for await (const data of events(socket, document, position, maximumWaiting, signal)) {
        attempts = 0;
        after = Object.values(data)[0]?.cursor ?? after;
        yield data;
      }
      return;
    } catch (reason) {
      if (signal?.aborted) return;
      attempts += 1;
      if (isFinal(reason) || attempts >= maximumAttempts) throw reason;
      options.onInterruption?.(reason);
      await delay(Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS), signal);
    }
  }
}

async function* events<R extends Record<string, Positioned>, V>(
  socket: Client,
  document: TypedDocumentNode<R, V>,
  variables: V,
  maximumWaiting: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<R> {
  const request = {
    query: documentText(document),
    variables: variables as Record<string, unknown>,
  };
  try {
    for await (const result of boundedResults<R>(socket, request, maximumWaiting, signal)) {
      const { data, errors } = result;
      if (errors?.length || !data)
        throw new GraphQLResponseError((errors ?? []) as ResponseError[]);
      yield data;
    }
  } catch (reason) {
    // An operation the server refuses before it starts comes as a bare list of errors.
    throw Array.isArray(reason) ? new GraphQLResponseError(reason as ResponseError[]) : reason;
  }
}

function isFinal(reason: unknown): boolean {
  if ((reason as { code?: unknown } | null)?.code === SESSION_ENDED) return true;
  return reason instanceof GraphQLResponseError && FINAL_CODES.has(reason.code);
}

function delay(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    signal?.addEventListener('abort', done, { once: true });
  });
}
