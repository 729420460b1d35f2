import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, startProcess, type StackProcess } from '@tiffin/local-stack';

export const API_KEY = 'sandbox-key-of-the-tests';
export const WEBHOOK_SECRET = 'webhook-secret-of-the-tests-0123';

export interface ProviderAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Tests read what they asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** The sandbox provider as a process of its own. */
export interface StartedProvider {
  readonly url: string;
  readonly process: StackProcess;
  readonly dataDirectory: string;
  send(
    method: 'GET' | 'POST',
    path: string,
    form?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ProviderAnswer>;
  close(): Promise<void>;
}

export async function startProvider(webhookUrl?: string): Promise<StartedProvider> {
  const port = await freePort();
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-provider-'));
  const url = `http://127.0.0.1:${port}`;
  const running = startProcess({
    name: 'sandbox-provider',
    entry: 'subgraphs/payments/sandbox-provider/main.ts',
    env: {
      PORT: String(port),
      LOG_LEVEL: 'warn',
      SANDBOX_API_KEY: API_KEY,
      SANDBOX_DATA_DIR: directory,
      PAYMENT_WEBHOOK_SECRET: WEBHOOK_SECRET,
      ...(webhookUrl === undefined ? {} : { WEBHOOK_URL: webhookUrl }),
    },
    readyUrl: `${url}/ready`,
    logsDirectory: directory,
  });
  await running.waitUntilReady();
  return {
    url,
    process: running,
    dataDirectory: directory,
    async send(method, path, form, headers = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${API_KEY}`, ...headers },
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: await response.json(),
      };
    },
    async close() {
      await running.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
