import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { UserIdentity } from '@tiffin/service';
import { readConfiguration } from '../src/configuration.ts';
import { createOperationPreparer } from '../src/execution/operation-preparer.ts';
import { PreparedOperation } from '../src/execution/prepared-operation.ts';
import { channelKey, streamPlanOf } from '../src/subscriptions/streams/stream-plan.ts';
import { buildSupergraph } from '../src/supergraph/loaded-supergraph.ts';
import { startOperatorsGateway, type FixtureGateway } from './fixture/fixture-gateway.ts';
import { repositoryFile, type OperatorsMap } from './fixture/operators-map.ts';
import { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

const WAIT_MS = 10_000;
const registered = (name: string): string => repositoryFile(`schema/operations/${name}.graphql`);

const person = (accountId: string, more: Partial<UserIdentity> = {}): UserIdentity => ({
  kind: 'user',
  accountId,
  roles: ['CUSTOMER'],
  scopes: [],
  memberships: [],
  sessionId: `session of ${accountId}`,
  expiresAt: 1,
  ...more,
});
const STAFF = [{ restaurantId: 'r1', role: 'STAFF' as const }];
const operator = person('operator', { roles: ['SUPPORT'], scopes: ['tracking:operate'] });
const customer = person('customer');
const cook = person('cook', { roles: ['RESTAURANT_STAFF'], memberships: STAFF });
const driver = person('driver', { roles: ['DRIVER'] });
const program = person('cook', { memberships: STAFF, apiKeyId: 'key-1', sessionId: 'key-1' });

describe('what our clients subscribe to', () => {
  let keyOf: (name: string, identity: UserIdentity) => string;
  beforeAll(() => {
    const preparer = createOperationPreparer({
      supergraph: buildSupergraph(repositoryFile('schema/supergraph.graphql')),
      limits: readConfiguration({ PAGES: '' }).limits,
      introspection: false,
    });
    keyOf = (name, identity) => {
      const operation = preparer.prepare(registered(name), undefined);
      if (!(operation instanceof PreparedOperation)) throw operation[0];
      const plan = streamPlanOf(operation);
      expect(plan).toMatchObject({ isShareable: true, audience: expect.any(Set) });
      return channelKey(plan, { orderId: 'o1', restaurantId: 'r1', cells: ['c1'] }, identity);
    };
  });

  test.each([
    ['LiveMapDrivers', operator, person('another operator', { ...operator, accountId: 'other' })],
    ['LiveMapOrders', cook, operator],
    ['RestaurantOrders', cook, person('owner', { memberships: [{ ...STAFF[0]!, role: 'OWNER' }] })],
    ['DeliveryTracking', customer, { ...customer, sessionId: 'on the telephone', expiresAt: 2 }],
    ['TrackingScreen', customer, { ...customer, sessionId: 'on the telephone', expiresAt: 2 }],
    ['OrderStatusChanged', cook, { ...cook, sessionId: 'on the telephone' }],
    ['DriverOffers', driver, { ...driver, scopes: ['whatever'] }],
  ])('%s is one stream for both of two callers', (name, one, other) => {
    expect(keyOf(name, one)).toBe(keyOf(name, other));
  });

  test.each([
    ['TrackingScreen', customer, cook],
    ['TrackingScreen', customer, driver],
    ['DeliveryTracking', customer, cook],
    ['OrderStatusChanged', customer, operator],
    ['DriverOffers', driver, { ...driver, accountId: 'another' }],
    ['RestaurantOrders', cook, program],
    ['RestaurantOrders', program, { ...program, apiKeyId: 'key-2', sessionId: 'key-2' }],
  ])('%s is a stream of its own for each of two callers', (name, one, other) => {
    expect(keyOf(name, one)).not.toBe(keyOf(name, other));
  });
});

describe("the operators' map", () => {
  let fixture: FixtureGateway<OperatorsMap>;
  let clients: SocketClient[];
  beforeEach(async () => {
    fixture = await startOperatorsGateway();
    clients = [];
    fixture.graph.positions.publish();
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await fixture.close();
  });

  /** Three operators who have the map before them. */
  async function watch(query: string): Promise<SocketClient[]> {
    for (const sub of ['ann', 'ben', 'cat']) {
      const bearer = await fixture.issuer.bearer({ sub, scope: 'tracking:operate' });
      const client = await SocketClient.open(fixture.gateway.url, bearer);
      clients.push(client);
      client.subscribe('1', query, { cells: ['c1'] });
      expect(await within(WAIT_MS, client.next('1'))).toMatchObject({ type: 'next' });
    }
    return clients;
  }
  const readers = (count: number): Promise<void> =>
    within(
      WAIT_MS,
      fixture.graph.positions.readers((open) => open === count),
    );

  test('is one stream, completed by drivers once for all operators', async () => {
    const { positions, asked } = fixture.graph;
    const operators = await watch(registered('LiveMapDrivers'));
    await readers(1);
    asked.length = 0;
    positions.publish();
    for (const client of operators) {
      expect((await within(WAIT_MS, client.next('1'))).payload.data.driverPositions).toEqual({
        driver: { id: 'driver-1', vehicle: 'CAR' },
        location: { latitude: 2, longitude: 0 },
        order: null,
      });
    }
    expect(asked).toHaveLength(1);
  });

  test('is a stream of each operator where it shows what is not for all', async () => {
    const { positions, asked } = fixture.graph;
    const operators = await watch(`subscription Earned($cells: [String!]!) {
      driverPositions(cells: $cells) { driver { vehicle earnings { pageInfo { endCursor } } } } }`);
    await readers(3);
    asked.length = 0;
    positions.publish();
    const seen = [];
    for (const client of operators) {
      const { payload } = await within(WAIT_MS, client.next('1'));
      seen.push(payload.data.driverPositions.driver.earnings.pageInfo.endCursor);
    }
    expect(seen).toEqual(['ann', 'ben', 'cat']);
    expect(asked).toHaveLength(3);
  });
});
