import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

import { z } from 'zod';
import {
  answerJson,
  answerRefusal,
  createHttpServer,
  drain,
  DRAIN_TIMEOUT_MS,
  listen,
  loadConfig,
  refusalOf,
} from '@tiffin/service';
import { createLogger } from '@tiffin/telemetry';

import { Faults } from './faults/faults.ts';
import { ApiError } from './http/api-error.ts';
import { requireKey } from './http/authorised.ts';
import type { Provider } from './http/endpoint.ts';
import { Idempotency } from './http/idempotent.ts';
import { route } from './http/router.ts';
import { sandboxPolicy } from './policy.ts';
import { Records } from './records/records.ts';
import { WebhookDelivery } from './webhooks/delivery.ts';

type Environment = Readonly<Record<string, string | undefined>>;

function configuration(env: Environment) {
  return loadConfig(
    {
      PORT: z.coerce
        .number()
        .int()
        .min(0)
        .max(65_535)
        .default(sandboxPolicy.defaultPort)
        .describe('a port, 0 for any free one'),
      HOST: z.string().default('127.0.0.1').describe('the address to listen on'),
      SANDBOX_API_KEY: z
        .string()
        .min(8)
        .describe('the key callers must present, 8 characters or more'),
      SANDBOX_DATA_DIR: z
        .string()
        .default(join('.tiffin', 'sandbox-provider'))
        .describe('a folder for the provider’s records'),
      WEBHOOK_URL: z.url().optional().describe('where webhooks go, none without it'),
      PAYMENT_WEBHOOK_SECRET: z
        .string()
        .min(16)
        .optional()
        .describe('the secret that signs webhooks, 16 characters or more'),
    },
    env,
  );
}

/** Starts the sandbox payment provider: a Stripe-like API over its own durable records. */
export async function start(env: Environment): Promise<{ url: string; close(): Promise<void> }> {
  const config = configuration(env);
  const logger = createLogger('sandbox-provider');
  const records = await Records.open(config.SANDBOX_DATA_DIR);
  const webhooks =
    config.WEBHOOK_URL === undefined || config.PAYMENT_WEBHOOK_SECRET === undefined
      ? undefined
      : new WebhookDelivery({
          url: config.WEBHOOK_URL,
          secret: config.PAYMENT_WEBHOOK_SECRET,
          records,
          logger,
        });
  const provider: Provider = {
    records,
    idempotency: new Idempotency(records),
    faults: new Faults(),
    webhooks,
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (request.url === '/health' || request.url === '/ready') {
        answerJson(response, 200, { status: 'ok', name: 'sandbox-provider' });
        return;
      }
      requireKey(request, config.SANDBOX_API_KEY);
      await route(provider, request, response);
    } catch (error) {
      if (error instanceof ApiError) answerJson(response, error.status, error.body, error.headers);
      else {
        const refusal = refusalOf(error);
        if (refusal.status === 500) logger.error({ err: error }, 'request failed');
        answerRefusal(response, refusal);
      }
    }
  };
  const server = createHttpServer((request, response) => void answer(request, response));
  const port = await listen(server, config.PORT, config.HOST);
  const url = `http://${config.HOST}:${port}`;
  logger.info({ url }, 'serving');
  return {
    url,
    async close() {
      await drain(server, DRAIN_TIMEOUT_MS);
      await webhooks?.close();
      await records.close();
    },
  };
}
