import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ExecutionResult } from 'graphql';
import type { TicketEvent } from './fixture/fixture-graph.ts';
import { post, startFixtureGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { Oracle } from './fixture/oracle.ts';
import { selectionsOf } from './fixture/random-selection.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 5_000;
const RUNS = 60;
const SELECTION_DEPTH = 4;

let fixture: FixtureGateway;
let oracle: Oracle;
let client: SocketClient;
/** With the right to every field, so that authorisation does not cut the space of operations. */
let authorization: string;

beforeAll(async () => {
  fixture = await startFixtureGateway({
    LIMIT_ALIASES: '100000',
    LIMIT_FIELDS: '100000',
    LIMIT_TOKENS: '100000',
    LIMIT_DIRECTIVES: '100000',
    LIMIT_PLANNING_MS: '60000',
  });
  oracle = new Oracle(fixture.graph);
  authorization = await fixture.issuer.bearer({ scope: 'notes:read' });
  client = await SocketClient.open(fixture.gateway.url, authorization);
});

afterAll(async () => {
  client.close();
  await fixture.close();
});

/** Both declared variables are used whatever was drawn. */
const operationText = (kind: string, field: string, selection: string): string =>
  `${kind}($yes: Boolean!, $no: Boolean = false) {
    result: ${field} { __typename @include(if: $yes) __typename @skip(if: $no) ...${selection} }
  }`;

/** Data exactly; errors by where they are (their texts are masked on purpose). */
const comparable = (result: ExecutionResult | { data?: unknown; errors?: readonly object[] }) => ({
  data: result.data,
  errors: (result.errors ?? [])
    .map((error) => ('path' in error ? JSON.stringify(error.path) : 'undefined'))
    .toSorted(),
});
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const reference = fc.option(fc.constantFrom('1', '2', '3').map((id) => ({ id })));
const event: fc.Arbitrary<TicketEvent> = fc.record({
  sequence: fc.nat(),
  ticket: reference,
  must: reference,
  list: fc.array(
    fc.constantFrom('1', '2', '3').map((id) => ({ id })),
    { maxLength: 3 },
  ),
});

let runs = 0;
async function delivered(
  source: string,
  variables: object,
  published: TicketEvent,
): Promise<{ data?: unknown; errors?: object[] }> {
  const id = `run-${(runs += 1)}`;
  client.subscribe(id, source, variables);
  const opened = fixture.graph.stage.subscribed(1);
  const refused = client.frame((frame) => frame.id === id && frame.type === 'error');
  await within(
    WAIT_MS,
    Promise.race([
      opened,
      refused.then(({ payload }) => {
        throw new Error(JSON.stringify(payload));
      }),
    ]),
  );
  fixture.graph.stage.publish(published);
  const { payload } = await within(WAIT_MS, client.next(id));
  client.send({ type: 'complete', id });
  await within(WAIT_MS, fixture.graph.stage.subscribed(0));
  return payload as { data?: unknown; errors?: object[] };
}

test('events are completed as Apollo completes the same plan', async () => {
  const selections = selectionsOf(oracle.supergraph.apiSchema, 'TicketEvent', SELECTION_DEPTH);
  await fc.assert(
    fc.asyncProperty(selections, event, fc.boolean(), async (selection, published, yes) => {
      const source = operationText('subscription', 'ticketChanged', selection);
      const ours = await delivered(source, { yes }, published);
      const theirs = await oracle.event(source, { yes }, published);
      expect(comparable(withoutCaller(ours) as object)).toEqual(
        comparable(withoutCaller(plain(theirs)) as object),
      );
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 60_000);

test('events are what a query for the same thing answers', async () => {
  const selections = selectionsOf(oracle.supergraph.apiSchema, 'TicketEvent', SELECTION_DEPTH);
  const same: TicketEvent = {
    sequence: 1,
    ticket: { id: '1' },
    must: { id: '2' },
    list: [{ id: '3' }],
  };
  await fc.assert(
    fc.asyncProperty(selections, fc.boolean(), async (selection, yes) => {
      const ours = await delivered(
        operationText('subscription', 'ticketChanged', selection),
        { yes },
        same,
      );
      const theirs = await oracle.query(operationText('query', 'event', selection), { yes });
      const { data } = ours as { data: unknown };
      expect(withoutCaller(data)).toEqual(withoutCaller(plain(theirs.data)));
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 60_000);

test('queries are answered as Apollo answers them', async () => {
  const selections = selectionsOf(oracle.supergraph.apiSchema, 'TicketEvent', SELECTION_DEPTH);
  await fc.assert(
    fc.asyncProperty(selections, fc.boolean(), async (selection, yes) => {
      const query = operationText('query', 'event', selection);
      const { body } = await post(
        fixture.gateway.url,
        { query, variables: { yes } },
        { authorization },
      );
      const theirs = await oracle.query(query, { yes });
      expect(comparable(withoutCaller(body) as object)).toEqual(
        comparable(withoutCaller(plain(theirs)) as object),
      );
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 60_000);

/** The oracle asks anonymously: what names the caller differs by design. */
function withoutCaller(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) =>
      inner === 'anonymous' || inner === 'account-1' ? 'caller' : inner,
    ),
  );
}
