import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { uuidv7 } from '@tiffin/kernel';
import { startTracking, user, type StartedTracking } from './started-tracking.ts';

const FOLLOW = 'subscription ($id: ID!) { deliveryTracking(orderId: $id) { sequence } }';
const [ORDER, CUSTOMER, RESTAURANT] = [uuidv7(), uuidv7(), uuidv7()];

let orders: Server;
let tracking: StartedTracking;
let isOrdersAway = false;

/** The orders context, which knows one order of which no event has come. */
beforeAll(async () => {
  orders = createServer((request, response) => {
    if (isOrdersAway) return void request.socket.destroy();
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const { variables } = JSON.parse(body) as { variables: { id: string } };
      const order = { id: ORDER, customer: { id: CUSTOMER }, restaurant: { id: RESTAURANT } };
      const missing = [{ message: 'none', path: ['order'], extensions: { code: 'NOT_FOUND' } }];
      const answer = variables.id === ORDER ? { data: { order } } : { data: null, errors: missing };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  }).listen(0, '127.0.0.1');
  await once(orders, 'listening');
  const { port } = orders.address() as AddressInfo;
  tracking = await startTracking({ ORDERS_URL: `http://127.0.0.1:${port}/graphql` });
});
afterAll(async () => {
  await tracking.close();
  orders.close();
});

async function codeFor(accountId: string, orderId: string): Promise<string> {
  const events = await tracking.subscribe(FOLLOW, { id: orderId }, user(accountId));
  const outcome = await events.next().catch((error: unknown) => error);
  const errors = Array.isArray(outcome)
    ? (outcome as { extensions: { code: string } }[])
    : (outcome as { value: { errors: { extensions: { code: string } }[] } }).value.errors;
  return errors[0]!.extensions.code;
}

test('its customer is asked to try again, everybody else is told that there is none', async () => {
  expect(await codeFor(CUSTOMER, ORDER)).toBe('SERVICE_UNAVAILABLE');
  expect(await codeFor(uuidv7(), ORDER)).toBe('NOT_FOUND');
  expect(await codeFor(CUSTOMER, uuidv7())).toBe('NOT_FOUND');
});

test('while orders is away nothing is denied', async () => {
  isOrdersAway = true;
  expect(await codeFor(CUSTOMER, ORDER)).toBe('SERVICE_UNAVAILABLE');
});
