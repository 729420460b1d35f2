import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Signed people, and where the key to verify them is. */
export interface Identities {
  /** `Authorization` values, each of somebody else. */
  authorizations: readonly string[];
  jwksUrl: string;
  issuer: string;
  close(): Promise<void>;
}

const ALGORITHM = 'EdDSA';
const KEY_ID = 'bench';
const ISSUER = 'https://bench.invalid';
const AUDIENCE = 'tiffin';
const LIFE = '2h';

/** Signs `count` access tokens of different accounts with one fresh key, and serves its key set. */
export async function createIdentities(count: number): Promise<Identities> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const key = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: ALGORITHM, use: 'sig' };
  const keySet = JSON.stringify({ keys: [key] });
  const sign = async (_: unknown, index: number): Promise<string> => {
    const token = await new SignJWT({ roles: ['CUSTOMER'], scope: 'orders:read', sid: `s${index}` })
      .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID })
      .setSubject(`account-${index}`)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(LIFE)
      .sign(privateKey);
    return `Bearer ${token}`;
  };
  const authorizations = await Promise.all(Array.from({ length: count }, sign));

  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(keySet);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    authorizations,
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    issuer: ISSUER,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
