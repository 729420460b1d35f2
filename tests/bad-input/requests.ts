import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { changesNothing, type Scene } from './scene.ts';

const ME = JSON.stringify({ query: '{ me { id } }' });

/** Requests that are no GraphQL over HTTP, and tokens that are none of ours. */
export function testRequests(scene: () => Scene): void {
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(scene().stage.surroundings.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await response.text();
    const answer = JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] };
    return { status: response.status, code: answer.errors?.[0]?.extensions?.code, text };
  };
  const authorised = (authorization: string) => post(ME, { authorization });

  test('malformed JSON', async () => {
    const answer = await changesNothing(scene(), () => post('{"query": "{ me'));
    expect(answer).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(answer.text).not.toContain('at ');
  });

  test('a wrong content type', async () => {
    const answer = await changesNothing(scene(), () => post(ME, { 'content-type': 'text/plain' }));
    expect([400, 415]).toContain(answer.status);
    expect(answer.code).toBe('BAD_REQUEST');
  });

  test('a query that does not parse', async () => {
    const answer = await changesNothing(scene(), () => post('{"query": "{ me { "}'));
    expect(answer).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' });
  });

  test('a query that does not validate', async () => {
    const answer = await changesNothing(scene(), () => post('{"query": "{ me { shoeSize } }"}'));
    expect(answer).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  test.each(['Bearer nonsense', 'Bearer a.b.c', 'Basic YTpi'])(
    'an unknown token: %s',
    async (authorization) => {
      const answer = await changesNothing(scene(), () => authorised(authorization));
      expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    },
  );

  test('a tampered token', async () => {
    const token = await scene().customer.session.authorization();
    const [header, payload, signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { roles: string[] };
    claims.roles = ['ADMIN'];
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const answer = await changesNothing(scene(), () =>
      authorised(`${header}.${forged}.${signature}`),
    );
    expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('a token signed with a key of the caller’s own, and an expired one', async () => {
    const token = (await scene().customer.session.authorization()).replace('Bearer ', '');
    const [header, payload] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { exp: number };
    const { privateKey } = generateKeyPairSync('ed25519');
    for (const exp of [claims.exp, 1_000_000_000]) {
      const body = Buffer.from(JSON.stringify({ ...claims, exp })).toString('base64url');
      const signature = sign(null, Buffer.from(`${header}.${body}`), privateKey);
      const own = `Bearer ${header}.${body}.${signature.toString('base64url')}`;
      const answer = await changesNothing(scene(), () => authorised(own));
      expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    }
  });

  test('an identity of the caller’s own making', async () => {
    const headers = { 'x-tiffin-identity': await scene().customer.session.authorization() };
    const answer = await changesNothing(scene(), () => post(ME, headers));
    expect(JSON.parse(answer.text)).toEqual({ data: { me: null } });
  });

  test('fields that only services may reach', async () => {
    const query = '{ _service { sdl } lastPositions(driverIds: []) { coarse } }';
    const answer = await changesNothing(scene(), () => post(JSON.stringify({ query })));
    expect(answer).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });
}
