import { describe, expect, test } from '@jest/globals';

import { databaseUrlFor } from '@tiffin/database';

const SHARED = 'postgresql://app@db/tiffin';
const OWNER = 'postgresql://owner@db/tiffin';
const OWN = 'postgresql://app@orders-db/orders';

describe('where a subgraph keeps its data', () => {
  test.each([
    [{ DATABASE_URL: SHARED }, 'application', `${SHARED}?schema=orders`],
    [{ DATABASE_URL: SHARED }, 'owner', `${SHARED}?schema=orders`],
    [{ DATABASE_URL: SHARED, DATABASE_OWNER_URL: OWNER }, 'application', `${SHARED}?schema=orders`],
    [{ DATABASE_URL: SHARED, DATABASE_OWNER_URL: OWNER }, 'owner', `${OWNER}?schema=orders`],
    [{ DATABASE_URL: SHARED, ORDERS_DATABASE_URL: OWN }, 'application', `${OWN}?schema=orders`],
    [{ DATABASE_URL: SHARED, ORDERS_DATABASE_URL: '' }, 'application', `${SHARED}?schema=orders`],
    [
      { DATABASE_URL: `${SHARED}?schema=public&sslmode=require` },
      'owner',
      `${SHARED}?schema=orders&sslmode=require`,
    ],
    [{}, 'owner', undefined],
  ] as const)('%j for the %s: %s', (environment, audience, expected) => {
    expect(databaseUrlFor('orders', environment, audience)).toBe(expected);
  });

  test('one with a server of its own is not migrated on the shared one', () => {
    const environment = {
      DATABASE_URL: SHARED,
      DATABASE_OWNER_URL: OWNER,
      ORDERS_DATABASE_URL: OWN,
    };
    expect(databaseUrlFor('orders', environment, 'owner')).toBe(`${OWN}?schema=orders`);
    expect(databaseUrlFor('payments', environment, 'owner')).toBe(`${OWNER}?schema=payments`);
  });
});
