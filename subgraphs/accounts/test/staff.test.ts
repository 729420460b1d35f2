import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inTransaction } from '@tiffin/database';
import { appendToOutbox, createRelay, type Relay } from '@tiffin/events';
import { domainInstant } from '@tiffin/kernel';
import { decodeJwt } from 'jose';
import { ADD_MEMBER, GRANT_ROLE, ME, REFRESH, REGISTER, registration } from './operations.ts';
import { anonymous, startAccounts, user, type StartedAccounts } from './started-accounts.ts';

let accounts: StartedAccounts;
/** Publishes what the restaurants context would. */
let restaurantsRelay: Relay;
beforeAll(async () => {
  accounts = await startAccounts({}, 'restaurants');
  restaurantsRelay = createRelay({
    database: { pool: accounts.sql },
    schema: 'restaurants',
    source: 'restaurants',
    redis: accounts.env['REDIS_URL']!,
    prefix: accounts.env['REDIS_PREFIX']!,
    consumers: ['accounts'],
  });
  restaurantsRelay.start();
});
afterAll(async () => {
  await restaurantsRelay.stop();
  await accounts.close();
});

interface Person {
  id: string;
  email: string;
  refreshToken: string;
}

async function registered(role = 'RESTAURANT_STAFF'): Promise<Person> {
  const variables = registration({ role });
  const { data } = await accounts.ask(REGISTER, variables);
  const { account, session } = data.register;
  return { id: account.id, email: account.email, refreshToken: session.refreshToken };
}

async function restaurantCreatedBy(ownerId: string, times = 1): Promise<string> {
  const restaurantId = crypto.randomUUID();
  const location = { latitude: 4.65, longitude: -74.06 };
  const data = { restaurantId, ownerId, name: 'La Cocina', location };
  for (let sequence = 1; sequence <= times; sequence += 1) {
    await inTransaction(accounts.sql, (client) =>
      appendToOutbox(client, 'restaurants', [
        {
          type: 'restaurants.restaurant.created.v1',
          subject: restaurantId,
          sequence,
          time: domainInstant(Date.now()),
          data: { ...data, timeZone: 'America/Bogota', currency: 'COP' },
        },
      ]),
    );
  }
  restaurantsRelay.poke();
  return restaurantId;
}

/** Waits until the event has had its effect. */
async function membershipsOf(accountId: string, count: number): Promise<unknown[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const { data } = await accounts.ask(ME, {}, user(accountId));
    if (data.me.memberships.length >= count || Date.now() > deadline) return data.me.memberships;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a new restaurant', () => {
  test('has its creator as owner, who finds it in the next token', async () => {
    const person = await registered();
    const restaurantId = await restaurantCreatedBy(person.id);
    expect(await membershipsOf(person.id, 1)).toEqual([
      { role: 'OWNER', restaurant: { id: restaurantId } },
    ]);
    const { data } = await accounts.ask(REFRESH, {
      input: { refreshToken: person.refreshToken },
    });
    const { accessToken } = data.refreshSession.session;
    expect(decodeJwt(accessToken)).toMatchObject({
      memberships: [{ restaurantId, role: 'OWNER' }],
    });
  });

  test('of an unknown owner stops nothing', async () => {
    await restaurantCreatedBy(crypto.randomUUID());
    const person = await registered();
    await restaurantCreatedBy(person.id);
    expect(await membershipsOf(person.id, 1)).toHaveLength(1);
  });

  test('announced twice has one owner', async () => {
    const person = await registered();
    await restaurantCreatedBy(person.id, 2);
    await restaurantCreatedBy(person.id);
    expect(await membershipsOf(person.id, 2)).toHaveLength(2);
  });
});

describe('adding a member', () => {
  async function restaurant(): Promise<{ owner: Person; restaurantId: string }> {
    const owner = await registered();
    const restaurantId = await restaurantCreatedBy(owner.id);
    await membershipsOf(owner.id, 1);
    return { owner, restaurantId };
  }
  const add = (by: string, restaurantId: string, email: string, role: string) =>
    accounts.ask(ADD_MEMBER, { input: { restaurantId, email, role } }, user(by));

  test('is for the owner, whose token need not say so yet; the member becomes staff', async () => {
    const { owner, restaurantId } = await restaurant();
    const cook = await registered('CUSTOMER');
    const { data } = await add(owner.id, restaurantId, ` ${cook.email.toUpperCase()} `, 'STAFF');
    expect(data.addRestaurantMember).toEqual({
      membership: { role: 'STAFF', restaurant: { id: restaurantId } },
      userErrors: [],
    });
    const me = await accounts.ask(ME, {}, user(cook.id));
    expect(me.data.me.roles).toEqual(['CUSTOMER', 'RESTAURANT_STAFF']);
    expect(me.data.me.memberships).toHaveLength(1);
  });

  test('again changes what the member may do', async () => {
    const { owner, restaurantId } = await restaurant();
    const cook = await registered();
    await add(owner.id, restaurantId, cook.email, 'STAFF');
    await add(owner.id, restaurantId, cook.email, 'MANAGER');
    const me = await accounts.ask(ME, {}, user(cook.id));
    expect(me.data.me.memberships).toEqual([{ role: 'MANAGER', restaurant: { id: restaurantId } }]);
  });

  test('is for managers, who appoint no owners', async () => {
    const { owner, restaurantId } = await restaurant();
    const [manager, cook] = [await registered(), await registered()];
    await add(owner.id, restaurantId, manager.email, 'MANAGER');
    const fine = await add(manager.id, restaurantId, cook.email, 'STAFF');
    expect(fine.data.addRestaurantMember.userErrors).toEqual([]);
    const refused = await add(manager.id, restaurantId, cook.email, 'OWNER');
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('is for nobody else, whatever the token says', async () => {
    const { owner, restaurantId } = await restaurant();
    const [cook, stranger] = [await registered(), await registered()];
    await add(owner.id, restaurantId, cook.email, 'STAFF');
    const input = { restaurantId, email: stranger.email, role: 'OWNER' };
    const claims = user(stranger.id, { memberships: [{ restaurantId, role: 'OWNER' }] });
    const callers = [user(cook.id), user(stranger.id), claims];
    for (const caller of callers) {
      const { errors } = await accounts.ask(ADD_MEMBER, { input }, caller);
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const { errors } = await accounts.ask(ADD_MEMBER, { input }, anonymous);
    expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(await membershipsOf(stranger.id, 0)).toEqual([]);
  });

  test('changes no owner by a manager, and nobody changes their own place', async () => {
    const { owner, restaurantId } = await restaurant();
    const manager = await registered();
    await add(owner.id, restaurantId, manager.email, 'MANAGER');
    const answers = await Promise.all([
      add(manager.id, restaurantId, owner.email, 'STAFF'),
      add(manager.id, restaurantId, manager.email, 'STAFF'),
      add(owner.id, restaurantId, owner.email, 'STAFF'),
    ]);
    for (const { errors } of answers) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await membershipsOf(owner.id, 1)).toMatchObject([{ role: 'OWNER' }]);
  });

  test('leaves an owner when two owners dismiss each other at once', async () => {
    const { owner, restaurantId } = await restaurant();
    const second = await registered();
    await add(owner.id, restaurantId, second.email, 'OWNER');
    await Promise.all([
      add(owner.id, restaurantId, second.email, 'STAFF'),
      add(second.id, restaurantId, owner.email, 'STAFF'),
    ]);
    const { rows } = await accounts.sql.query(
      'SELECT role FROM accounts.restaurant_membership WHERE restaurant_id = $1 ORDER BY role',
      [restaurantId],
    );
    expect(rows).toEqual([{ role: 'OWNER' }, { role: 'STAFF' }]);
  });

  test('stops at 500 members, who can still be changed', async () => {
    const { owner, restaurantId } = await restaurant();
    const cook = await registered();
    await accounts.sql.query(
      `WITH many AS (
         INSERT INTO accounts.account (id, email, display_name, password_hash, roles, created_at)
         SELECT gen_random_uuid(), gen_random_uuid() || '@example.com', 'x', '$argon2id$', '{CUSTOMER}', now()
         FROM generate_series(1, 499) RETURNING id
       )
       INSERT INTO accounts.restaurant_membership SELECT $1, id, 'STAFF', now() FROM many`,
      [restaurantId],
    );
    const full = await add(owner.id, restaurantId, cook.email, 'STAFF');
    expect(full.data.addRestaurantMember.userErrors).toEqual([
      { code: 'INVALID_INPUT', field: null },
    ]);
    const { rows } = await accounts.sql.query(
      `SELECT email FROM accounts.account JOIN accounts.restaurant_membership ON account_id = id
       WHERE restaurant_id = $1 AND role = 'STAFF' LIMIT 1`,
      [restaurantId],
    );
    const changed = await add(owner.id, restaurantId, rows[0].email, 'MANAGER');
    expect(changed.data.addRestaurantMember.userErrors).toEqual([]);
  });

  test('says when there is no such account', async () => {
    const { owner, restaurantId } = await restaurant();
    const { data } = await add(owner.id, restaurantId, 'nobody@example.com', 'STAFF');
    expect(data.addRestaurantMember).toEqual({
      membership: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'email'] }],
    });
  });
});

describe('granting a role', () => {
  const admin = user(crypto.randomUUID(), { roles: ['ADMIN'], scopes: ['accounts:admin'] });

  test('adds it once, and its scopes stand in the next token', async () => {
    const person = await registered('CUSTOMER');
    const input = { accountId: person.id, role: 'SUPPORT' };
    for (let time = 0; time < 2; time += 1) {
      const { data } = await accounts.ask(GRANT_ROLE, { input }, admin);
      expect(data.grantRole).toEqual({
        account: { id: person.id, roles: ['CUSTOMER', 'SUPPORT'] },
        userErrors: [],
      });
    }
    const { data } = await accounts.ask(REFRESH, { input: { refreshToken: person.refreshToken } });
    expect(decodeJwt(data.refreshSession.session.accessToken)).toMatchObject({
      roles: ['CUSTOMER', 'SUPPORT'],
      scope: 'orders:admin payments:refund tracking:operate',
    });
  });

  test.each(['x', crypto.randomUUID()])('says that there is no account %s', async (accountId) => {
    const { data } = await accounts.ask(GRANT_ROLE, { input: { accountId, role: 'ADMIN' } }, admin);
    expect(data.grantRole.userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['input', 'accountId'] },
    ]);
  });

  test('needs the scope', async () => {
    const person = await registered('CUSTOMER');
    const input = { accountId: person.id, role: 'ADMIN' };
    const support = user(person.id, { roles: ['SUPPORT'], scopes: ['orders:admin'] });
    const { errors } = await accounts.ask(GRANT_ROLE, { input }, support);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const anonymously = await accounts.ask(GRANT_ROLE, { input });
    expect(anonymously.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const me = await accounts.ask(ME, {}, user(person.id));
    expect(me.data.me.roles).toEqual(['CUSTOMER']);
  });
});
