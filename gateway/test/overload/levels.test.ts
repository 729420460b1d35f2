import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type Identity, type Role } from '@tiffin/service';
import { createOperationPreparer } from '../../src/execution/operation-preparer.ts';
import { PreparedOperation } from '../../src/execution/prepared-operation.ts';
import { readConfiguration } from '../../src/configuration.ts';
import { SAMPLES_TO_FALL, SAMPLES_TO_RISE } from '../../src/overload/overload-policy.ts';
import { Overload } from '../../src/overload/overload.ts';
import { readSheddingPolicy } from '../../src/overload/shedding-policy.ts';
import { buildSupergraph } from '../../src/supergraph/loaded-supergraph.ts';
import { silent } from '../fixture/fixture-graph.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const OVERLOADED_MS = 200;

const withRoles = (...roles: Role[]): Identity => ({
  kind: 'user',
  accountId: 'a',
  roles,
  scopes: [],
  memberships: [],
  sessionId: 's',
  expiresAt: Number.MAX_SAFE_INTEGER,
});
const CUSTOMER = withRoles('CUSTOMER');
const EVERYBODY: readonly Identity[] = [
  ANONYMOUS,
  CUSTOMER,
  withRoles('RESTAURANT_STAFF'),
  withRoles('DRIVER'),
  withRoles('PARTNER'),
  withRoles('SUPPORT'),
  withRoles('ADMIN'),
];

const ID = '"00000000-0000-7000-8000-000000000000"';
const SEARCH = '{ restaurantsNearby(near: {latitude: 0, longitude: 0}) { edges { node { id } } } }';
const MENU = `{ restaurant(id: ${ID}) { id } }`;
const STATUS = `{ order(id: ${ID}) { id } }`;
const MONEY = '{ ledgerBalances { account } }';
const LOG_IN = 'mutation ($i: LogInInput!) { logIn(input: $i) { __typename } }';
const REGISTER = 'mutation ($i: RegisterInput!) { register(input: $i) { __typename } }';
const PLACE = 'mutation ($i: PlaceOrderInput!) { placeOrder(input: $i) { __typename } }';
const OPEN = 'mutation ($i: CreateRestaurantInput!) { createRestaurant(input: $i) { __typename } }';
const FOLLOW = `subscription { orderStatusChanged(orderId: ${ID}) { status } }`;
const ALL = [SEARCH, MENU, STATUS, MONEY, LOG_IN, REGISTER, PLACE, OPEN, FOLLOW];

let overload: Overload;
let operationOf: (query: string) => PreparedOperation;

beforeAll(() => {
  const { limits } = readConfiguration({ PAGES: '' });
  const sdl = readFileSync(resolve(REPOSITORY, 'schema/supergraph.graphql'), 'utf8');
  const preparer = createOperationPreparer({
    supergraph: buildSupergraph(sdl),
    limits,
    introspection: false,
    safelist: undefined,
  });
  operationOf = (query) => {
    const operation = preparer.prepare(query, undefined);
    if (!(operation instanceof PreparedOperation)) throw operation[0];
    return operation;
  };
  const policy = readSheddingPolicy(resolve(REPOSITORY, 'gateway/policy/shedding.json'));
  overload = new Overload({ policy, overloadedMs: OVERLOADED_MS, logger: silent });
});
afterAll(() => overload.stop());

function rise(): void {
  for (let sample = 0; sample < SAMPLES_TO_RISE; sample += 1) overload.sample(OVERLOADED_MS);
}

/** Which level refuses each operation to a caller; undefined for what is served. */
const refusals = (identity: Identity, queries: readonly string[] = ALL): unknown[] =>
  queries.map((query) => {
    const operation = operationOf(query);
    const level = overload.refusal(operation, identity)?.extensions['degraded'];
    expect(overload.isShed(operation, identity)).toBe(level !== undefined);
    return level;
  });
const served = ALL.map(() => undefined);

describe('the platform under rising load', () => {
  test('at no level everything is served to everybody', () => {
    expect(overload.flag).toBeUndefined();
    for (const identity of EVERYBODY) expect(refusals(identity)).toEqual(served);
  });

  test('1, recommendations: the graph has none yet, only the flag shows', () => {
    rise();
    expect(overload.flag).toBe('recommendations');
    for (const identity of EVERYBODY) expect(refusals(identity)).toEqual(served);
    expect(overload.spacing).toBeUndefined();
  });

  test('2, live-positions: positions go out every 30 s, all else is served', () => {
    rise();
    expect(overload.flag).toBe('recommendations, live-positions');
    expect(overload.spacing).toEqual({ intervalMs: 30_000, level: 'live-positions' });
    for (const identity of EVERYBODY) expect(refusals(identity)).toEqual(served);
  });

  test('3, promotions: the graph has none yet, only the flag shows', () => {
    rise();
    expect(overload.flag).toBe('recommendations, live-positions, promotions');
    for (const identity of EVERYBODY) expect(refusals(identity)).toEqual(served);
  });

  test('4, onboarding: nobody opens a restaurant; strangers still browse and join', () => {
    rise();
    const others = ALL.filter((query) => query !== OPEN);
    for (const identity of EVERYBODY) {
      expect(refusals(identity, [OPEN])).toEqual(['onboarding']);
      expect(refusals(identity, others)).toEqual(others.map(() => undefined));
    }
  });

  test('5, order-only: those we know order, strangers can only sign in', () => {
    rise();
    const forOrders = [MENU, STATUS, MONEY, LOG_IN, PLACE, FOLLOW];
    for (const identity of EVERYBODY.slice(1)) {
      expect(refusals(identity, forOrders)).toEqual(forOrders.map(() => undefined));
      expect(refusals(identity, [SEARCH, REGISTER])).toEqual(['order-only', 'order-only']);
    }
    expect(refusals(ANONYMOUS, [MENU, SEARCH, REGISTER])).toEqual(Array(3).fill('order-only'));
    expect(refusals(ANONYMOUS, ['{ me { id } }'])).toEqual(['order-only']);
    // Placing, status and money are refused for want of a right, never for overload.
    const always = [LOG_IN, PLACE, STATUS, MONEY, FOLLOW];
    expect(refusals(ANONYMOUS, always)).toEqual(always.map(() => undefined));
    // What is served in part is served whole.
    expect(
      refusals(CUSTOMER, [`{ order(id: ${ID}) { id } orders { edges { node { id } } } }`]),
    ).toEqual([undefined]);
  });

  test('there is no level beyond, and it eases as it came', () => {
    rise();
    expect(refusals(CUSTOMER, [PLACE, STATUS])).toEqual([undefined, undefined]);
    for (let sample = 0; sample < SAMPLES_TO_FALL; sample += 1) overload.sample(0);
    expect(refusals(ANONYMOUS, [MENU, SEARCH, REGISTER])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(refusals(ANONYMOUS, [OPEN])).toEqual(['onboarding']);
  });
});
