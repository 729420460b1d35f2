import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import {
  ANONYMOUS,
  createIdentitySigner,
  IDENTITY_EXTENSION,
  localSubgraphAt,
} from '@tiffin/service';
import { LocalUpstream } from '../src/subscriptions/local-upstream.ts';
import type { OperationEnded } from '../src/subscriptions/operation-ended.ts';
import { IDENTITY_SECRET } from './fixture/fixture-graph.ts';
import { startJournalGraph, type JournalGraph } from './fixture/journal-graph.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 5_000;
const QUERY = 'subscription { entries { sequence } }';

class Sink {
  readonly events: FormattedExecutionResult[] = [];
  readonly #received = Promise.withResolvers<FormattedExecutionResult>();
  readonly #ended = Promise.withResolvers<OperationEnded | undefined>();

  next(event: FormattedExecutionResult): void {
    this.events.push(event);
    this.#received.resolve(event);
  }

  end(error?: OperationEnded): void {
    this.#ended.resolve(error);
  }

  received(): Promise<FormattedExecutionResult> {
    return within(WAIT_MS, this.#received.promise);
  }

  async endCode(): Promise<unknown> {
    return (await within(WAIT_MS, this.#ended.promise))?.code;
  }
}

let graph: JournalGraph;
let upstream: LocalUpstream;
let extensions: Record<string, string>;

beforeEach(async () => {
  graph = await startJournalGraph();
  graph.journal.publish();
  const url = /name: "journal", url: "([^"]+)"/i.exec(graph.supergraphSdl)?.[1] ?? '';
  upstream = new LocalUpstream('journal', () => localSubgraphAt(url));
  const token = await createIdentitySigner(IDENTITY_SECRET).sign(ANONYMOUS);
  extensions = { [IDENTITY_EXTENSION]: token };
});
afterEach(async () => {
  await upstream.close();
  await graph.close();
});

const readers = (count: number): Promise<void> =>
  within(
    WAIT_MS,
    graph.journal.readers((open) => open === count),
  );

function open(query = QUERY): { sink: Sink; stop: () => void } {
  const sink = new Sink();
  return { sink, stop: upstream.subscribe({ query, extensions }, sink) };
}

describe('the events of a subgraph in the same process', () => {
  test('come to each subscription until it is stopped', async () => {
    const two = [open(), open()];
    for (const { sink } of two)
      expect(await sink.received()).toEqual({ data: { entries: { sequence: 1 } } });
    expect(upstream.streamCount).toBe(2);
    for (const { stop } of two) stop();
    expect(upstream.streamCount).toBe(0);
    await readers(0);
    graph.journal.publish();
    expect(two.map(({ sink }) => sink.events.length)).toEqual([1, 1]);
  });

  test('end as lost when the subgraph closes, and begin when it is back', async () => {
    const { sink } = open();
    await sink.received();
    await graph.stop();
    expect(await sink.endCode()).toBe('SUBSCRIPTION_INTERRUPTED');
    const waiting = open();
    await graph.start();
    expect(await waiting.sink.received()).toEqual({ data: { entries: { sequence: 1 } } });
  });

  test('are unavailable when it does not come back in time', async () => {
    await graph.stop();
    const { sink } = open();
    expect(await sink.endCode()).toBe('SERVICE_UNAVAILABLE');
    expect(upstream.streamCount).toBe(0);
    await graph.start();
  });

  test('end with the errors of the subgraph, their origin marked', async () => {
    const { sink } = open('subscription { nothing }');
    expect(await sink.endCode()).toBe('GRAPHQL_VALIDATION_FAILED');
    extensions = {};
    expect(await open().sink.endCode()).toBe('UNAUTHENTICATED');
  });

  test('end when this side closes, also while the subgraph is away', async () => {
    const running = open();
    await running.sink.received();
    await graph.stop();
    const waiting = open();
    await upstream.close();
    expect(await waiting.sink.endCode()).toBe('SUBSCRIPTION_INTERRUPTED');
    await graph.start();
  });
});
