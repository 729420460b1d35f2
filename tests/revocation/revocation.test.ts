import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@tiffin/local-stack';
import { RestaurantOrdersDocument, UserErrors } from '@tiffin/sdk';
import { openStage, type Stage } from '../stage/stage.ts';
import { openSocket } from './live-socket.ts';

const SESSION_ENDED = { code: 4513, reason: 'Session ended' };
/**
 * From the answer that says it is done to the close of a socket elsewhere; usually a few milliseconds, longer on a busy
 * machine. What is not told of it ends with its token, after minutes.
 */
const SOON_MS = 5_000;
const PATIENCE_MS = 20_000;

const ME = 'query Me { me { id } }';
const LOG_OUT = 'mutation LogOut { logOut { userErrors { code } } }';
const LOG_OUT_EVERYWHERE = 'mutation All { logOutEverywhere { userErrors { code } } }';
const REFRESH = `mutation Refresh($input: RefreshSessionInput!) {
  refreshSession(input: $input) { session { accessToken refreshToken } }
}`;
const LOG_IN = `mutation LogIn($input: LogInInput!) {
  logIn(input: $input) { session { accessToken refreshToken } userErrors { code } }
}`;
const REGISTER = `mutation Register($input: RegisterInput!) {
  register(input: $input) { account { id } }
}`;
const ON_ACCOUNT = (name: string): string =>
  `mutation Change($input: AccountInput!) { ${name}(input: $input) { userErrors { code } } }`;
const GRANT = `mutation Grant($input: GrantRoleInput!) {
  grantRole(input: $input) { userErrors { code } }
}`;
const CREATE_KEY = `mutation CreateKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { secret apiKey { id } }
}`;
const ON_KEY = (name: string): string =>
  `mutation Key($input: ApiKeyInput!) { ${name}(input: $input) { secret userErrors { code } } }`;
const PASSWORD = 'a password for one account';

interface Answer {
  status: number;
  // Tests read what they asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: { data?: any; errors?: { extensions: { code: string; reason?: string } }[] };
}

/** One signed-in device. */
interface Device {
  authorization: string;
  refreshToken: string;
}

describe.each([
  ['a process each', false],
  ['one process', true],
])('what is revoked, with %s', (_topology, colocated) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(1, {}, colocated);
  }, 120_000);
  afterAll(() => stage?.close(), 30_000);

  const post = async (
    query: string,
    authorization?: string,
    variables: object = {},
    path = '/graphql',
  ): Promise<Answer> => {
    const response = await fetch(`${stage.stack.gatewayUrl}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const socketOf = (authorization: string, path = '/graphql') =>
    openSocket(`${stage.stack.gatewayUrl}${path}`, authorization);

  const account = async (): Promise<{ id: string; email: string }> => {
    const email = `${crypto.randomUUID()}@stage.example`;
    const input = { email, password: PASSWORD, displayName: 'somebody' };
    const { body } = await post(REGISTER, undefined, { input });
    return { id: body.data.register.account.id as string, email };
  };
  const signIn = async (email: string): Promise<Device> => {
    const { body } = await post(LOG_IN, undefined, { input: { email, password: PASSWORD } });
    const { accessToken, refreshToken } = body.data.logIn.session as {
      accessToken: string;
      refreshToken: string;
    };
    return { authorization: `Bearer ${accessToken}`, refreshToken };
  };
  const asAdmin = async (query: string, input: object): Promise<Answer> =>
    post(query, await stage.adminSession.authorization(), { input });

  /** Fails unless `closed` comes with the right code soon after now. */
  const endsSoon = async (closed: Promise<unknown>): Promise<void> => {
    const since = performance.now();
    expect(await closed).toEqual(SESSION_ENDED);
    expect(performance.now() - since).toBeLessThan(SOON_MS);
  };
  const expectRefused = async (authorization: string, path?: string): Promise<void> => {
    const answer = await post('{ __typename }', authorization, {}, path);
    expect(answer.status).toBe(401);
    expect(answer.body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  };

  test('signing out everywhere from elsewhere closes the socket, and its token opens nothing', async () => {
    const { email } = await account();
    const [phone, laptop] = [await signIn(email), await signIn(email)];
    const bystander = await signIn((await account()).email);
    const socket = await socketOf(phone.authorization);
    const other = await socketOf(bystander.authorization);
    expect((await post(ME, phone.authorization)).body.data.me).not.toBeNull();
    await post(LOG_OUT_EVERYWHERE, laptop.authorization);
    await endsSoon(socket.closed);
    await expectRefused(phone.authorization);
    await expectRefused(laptop.authorization);
    // Who is somebody else notices nothing; who signs in anew is let in.
    expect((await post(ME, bystander.authorization)).body.data.me).not.toBeNull();
    other.close();
    expect((await post(ME, (await signIn(email)).authorization)).status).toBe(200);
  });

  test('signing out ends one session only, and its token does not prolong the other socket', async () => {
    const { email } = await account();
    const [phone, laptop] = [await signIn(email), await signIn(email)];
    const [phoneSocket, laptopSocket] = [
      await socketOf(phone.authorization),
      await socketOf(laptop.authorization),
    ];
    await post(LOG_OUT, phone.authorization);
    await endsSoon(phoneSocket.closed);
    expect((await post(ME, laptop.authorization)).status).toBe(200);
    laptopSocket.ping(phone.authorization);
    expect(await laptopSocket.closed).toEqual(SESSION_ENDED);
  });

  test('a refresh token that comes twice ends the session of both who had it', async () => {
    const { email } = await account();
    const owner = await signIn(email);
    const socket = await socketOf(owner.authorization);
    const input = { refreshToken: owner.refreshToken };
    const thief = (await post(REFRESH, undefined, { input })).body.data.refreshSession.session;
    await post(REFRESH, undefined, { input });
    await endsSoon(socket.closed);
    await expectRefused(owner.authorization);
    await expectRefused(`Bearer ${thief.accessToken as string}`);
  });

  test('a suspended account is out at once, and in again when it is reinstated', async () => {
    const { id: accountId, email } = await account();
    const device = await signIn(email);
    const socket = await socketOf(device.authorization);
    const suspended = await asAdmin(ON_ACCOUNT('suspendAccount'), { accountId });
    expect(suspended.body.data.suspendAccount.userErrors).toEqual([]);
    await endsSoon(socket.closed);
    await expectRefused(device.authorization);
    const input = { email, password: PASSWORD };
    const locked = await post(LOG_IN, undefined, { input });
    expect(locked.body.data.logIn.userErrors).toEqual([{ code: 'ACCOUNT_SUSPENDED' }]);
    await asAdmin(ON_ACCOUNT('reinstateAccount'), { accountId });
    const isBack = async (): Promise<boolean> =>
      (await post(ME, (await signIn(email)).authorization)).status === 200;
    expect(await waitUntil(isBack, PATIENCE_MS)).toBe(true);
    await expectRefused(device.authorization);
  });

  describe('an API key', () => {
    const MINE = '{ myOrders { edges { node { id } } } }';
    const PARTNERS = '/partner/graphql';

    const partner = async (): Promise<{ authorization: string; id: string; secret: string }> => {
      const { id: accountId, email } = await account();
      await asAdmin(GRANT, { accountId, role: 'PARTNER' });
      const { authorization } = await signIn(email);
      const input = { name: 'integration', scopes: ['ORDERS_READ'] };
      const { body } = await post(CREATE_KEY, authorization, { input });
      const { secret, apiKey } = body.data.createApiKey as {
        secret: string;
        apiKey: { id: string };
      };
      return { authorization, id: apiKey.id, secret: `Bearer ${secret}` };
    };

    test('that is revoked ends its sockets and opens nothing', async () => {
      const { authorization, id, secret } = await partner();
      const socket = await socketOf(secret, PARTNERS);
      expect((await post(MINE, secret, {}, PARTNERS)).status).toBe(200);
      await post(ON_KEY('revokeApiKey'), authorization, { input: { id } });
      await endsSoon(socket.closed);
      await expectRefused(secret, PARTNERS);
      expect((await post(ME, authorization)).status).toBe(200);
    });

    test('that is rotated ends with its old secret and goes on with the new one', async () => {
      const { authorization, id, secret } = await partner();
      const socket = await socketOf(secret, PARTNERS);
      const { body } = await post(ON_KEY('rotateApiKey'), authorization, { input: { id } });
      await endsSoon(socket.closed);
      await expectRefused(secret, PARTNERS);
      const fresh = `Bearer ${body.data.rotateApiKey.secret as string}`;
      const again = await socketOf(fresh, PARTNERS);
      expect((await post(MINE, fresh, {}, PARTNERS)).status).toBe(200);
      again.close();
    });
  });

  test('a subscription of our own client ends, instead of being tried again and again', async () => {
    const { id: restaurantId, owner } = await stage.open();
    const isConnected = new Promise((resolve) => owner.client.socket.on('connected', resolve));
    const orders = owner.client.subscribe(RestaurantOrdersDocument, { restaurantId, after: null });
    const ended = orders.next();
    ended.catch(() => undefined);
    await isConnected;
    await post(LOG_OUT, await owner.session.authorization());
    await expect(ended).rejects.toMatchObject(SESSION_ENDED);
    await expect(owner.session.renew()).rejects.toBeInstanceOf(UserErrors);
  });

  test('a gateway that is restarted still refuses what was revoked, also when Redis lost it', async () => {
    const { email } = await account();
    const [gone, stays] = [await signIn(email), await signIn(email)];
    const socket = await socketOf(gone.authorization);
    await post(LOG_OUT, gone.authorization);
    await endsSoon(socket.closed);

    const { gateway } = stage.stack.processes;
    await gateway.kill('SIGKILL');
    gateway.start();
    await gateway.waitUntilReady();
    // The first request of its life that carries this token.
    await expectRefused(gone.authorization);
    expect((await post(ME, stays.authorization)).status).toBe(200);

    await gateway.kill('SIGKILL');
    await stage.stack.stores?.redis.kill();
    await stage.stack.stores?.redis.start();
    gateway.start();
    await gateway.waitUntilReady();
    const isRefused = async (): Promise<boolean> =>
      (await post(ME, gone.authorization)).status === 401;
    expect(await waitUntil(isRefused, PATIENCE_MS)).toBe(true);
    expect((await post(ME, stays.authorization)).status).toBe(200);
  }, 90_000);
});
