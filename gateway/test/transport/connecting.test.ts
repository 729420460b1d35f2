import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, test } from '@jest/globals';
import { originOf } from '../../src/execution/transport/http1/connection.ts';
import { Connections } from '../../src/execution/transport/http1/connections.ts';
import { CERTIFICATE, PRIVATE_KEY } from '../fixture/loopback-certificate.ts';
import { askOn, LIMITS } from './line.ts';
import { reply, startScriptedServer } from './scripted-server.ts';

test('nobody there', async () => {
  const { port, close } = await startScriptedServer(() => undefined);
  await close();
  const gone = new Connections({ isTls: false, hostname: '127.0.0.1', port }, LIMITS);
  await expect(askOn(gone, '1')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  gone.close();
});

test('with TLS, where the name and the certificate are right', async () => {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, CERTIFICATE]);
  const server = await startScriptedServer((body, { socket }) => reply(socket, body), {
    key: PRIVATE_KEY,
    cert: CERTIFICATE,
  });
  const outcomeAt = (hostname: string): Promise<unknown> => {
    const connections = new Connections(
      { ...originOf(new URL('https://x')), hostname, port: server.port },
      LIMITS,
    );
    return askOn(connections, '1')
      .catch((error: unknown) => error)
      .finally(() => connections.close());
  };
  try {
    expect(await outcomeAt('localhost')).toBe('1');
    expect(await outcomeAt('127.0.0.1')).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    setDefaultCACertificates(before);
    expect(await outcomeAt('localhost')).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  } finally {
    setDefaultCACertificates(before);
    await server.close();
  }
});
