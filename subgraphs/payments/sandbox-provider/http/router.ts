import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { answerJson } from '@tiffin/service';

import type { Faults, FaultyOperation } from '../faults/faults.ts';
import { FAULT_KINDS, FAULTY_OPERATIONS } from '../faults/faults.ts';
import * as operations from '../intents/operations.ts';
import { testCard } from '../intents/payment-methods.ts';
import { sandboxPolicy } from '../policy.ts';
import type { Records } from '../records/records.ts';
import { totals } from '../records/totals.ts';
import type { WebhookDelivery } from '../webhooks/delivery.ts';
import { invalidRequest, missing, unavailable } from './api-error.ts';
import type { Idempotency } from './idempotent.ts';
import { type Effect } from './idempotent.ts';
import { readParameters, type Parameters } from './parameters.ts';

export interface Provider {
  readonly records: Records;
  readonly idempotency: Idempotency;
  readonly faults: Faults;
  readonly webhooks: WebhookDelivery | undefined;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly id: string;
  readonly parameters: Parameters;
}

interface Endpoint {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (provider: Provider, call: Call) => Promise<void>;
}

const endpoints: readonly Endpoint[] = [
  post(/^\/v1\/payment_intents$/, 'create', (_provider, call) =>
    operations.createOperation(call.parameters),
  ),
  post(/^\/v1\/payment_intents\/(\w+)\/capture$/, 'capture', ({ records }, call) =>
    operations.captureOperation(records, call.id, call.parameters),
  ),
  post(/^\/v1\/payment_intents\/(\w+)\/cancel$/, 'cancel', ({ records }, call) =>
    operations.cancelOperation(records, call.id),
  ),
  post(/^\/v1\/refunds$/, 'refund', ({ records }, call) =>
    operations.refundOperation(records, call.parameters),
  ),
  post(/^\/test\/payment_intents\/(\w+)\/authenticate$/, undefined, ({ records }, call) =>
    operations.authenticateOperation(records, call.id, call.parameters),
  ),
  get(/^\/v1\/payment_intents\/(\w+)$/, ({ records }, call) =>
    operations.findIntent(records, call.id),
  ),
  get(/^\/v1\/payment_intents$/, ({ records }, call) => listIntents(records, call.url)),
  get(/^\/v1\/totals$/, ({ records }) => ({ object: 'totals', data: totals(records) })),
  control(/^\/test\/outage$/, ({ faults }, parameters) => {
    faults.down = parameters.get('down') === 'true';
    return { down: faults.down };
  }),
  control(/^\/test\/faults\/clear$/, ({ faults }) => {
    faults.clear();
    return {};
  }),
  control(/^\/test\/faults$/, ({ faults }, parameters) => {
    const operation = FAULTY_OPERATIONS.find((name) => name === parameters.get('operation'));
    const kind = FAULT_KINDS.find((name) => name === parameters.get('kind'));
    const times = Number(parameters.get('times') ?? '1');
    if (operation === undefined || kind === undefined || !Number.isInteger(times) || times < 1) {
      throw invalidRequest('Name operation, kind and times.');
    }
    if (!faults.order(operation, kind, times)) throw invalidRequest('Too many faults are ordered.');
    return { operation, kind, times };
  }),
];

/** Answers one authenticated request. @throws ApiError */
export async function route(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://provider');
  for (const endpoint of endpoints) {
    const match = request.method === endpoint.method ? endpoint.path.exec(url.pathname) : null;
    if (match === null) continue;
    const parameters = await readParameters(request);
    await endpoint.handle(provider, { request, response, url, id: match[1] ?? '', parameters });
    return;
  }
  throw missing('endpoint');
}

function post(
  path: RegExp,
  operation: FaultyOperation | undefined,
  work: (provider: Provider, call: Call) => Effect,
): Endpoint {
  return {
    method: 'POST',
    path,
    handle: async (provider, call) => {
      const { faults } = provider;
      if (faults.down && operation !== undefined) throw unavailable();
      const fault = operation === undefined ? undefined : faults.take(operation);
      if (fault === 'unavailable') throw unavailable();
      const key = call.request.headers['idempotency-key'];
      const keyText = Array.isArray(key) ? key[0] : key;
      const card =
        operation === 'create' ? testCard(call.parameters.get('payment_method') ?? '') : undefined;
      const first =
        card?.slow !== undefined || card?.unavailable !== undefined
          ? faults.isFirst(keyText ?? '')
          : false;
      if (card?.unavailable === 'always' || (card?.unavailable === 'once' && first)) {
        throw unavailable();
      }
      const { effect, replayed } = await provider.idempotency.run(
        {
          key: keyText,
          method: 'POST',
          path: call.url.pathname,
          parameters: call.parameters,
        },
        () => work(provider, call),
      );
      if (effect.event !== undefined) provider.webhooks?.enqueue(effect.event);
      if (fault === 'lost_answer') {
        call.response.destroy();
        return;
      }
      if (card?.slow === 'always' || (card?.slow === 'once' && first)) {
        await pause(sandboxPolicy.slowAnswerMs, undefined, { ref: false });
      }
      answerJson(
        call.response,
        effect.status,
        effect.body,
        replayed ? { 'idempotent-replayed': 'true' } : {},
      );
    },
  };
}

function get(path: RegExp, read: (provider: Provider, call: Call) => unknown): Endpoint {
  return {
    method: 'GET',
    path,
    handle: async (provider, call) => {
      if (provider.faults.down || provider.faults.take('retrieve') !== undefined) {
        throw unavailable();
      }
      const body = read(provider, call);
      await provider.records.durable();
      answerJson(call.response, 200, body);
    },
  };
}

function control(
  path: RegExp,
  apply: (provider: Provider, parameters: Parameters) => unknown,
): Endpoint {
  return {
    method: 'POST',
    path,
    handle: (provider, call) => {
      answerJson(call.response, 200, apply(provider, call.parameters));
      return Promise.resolve();
    },
  };
}

function listIntents(records: Records, url: URL): unknown {
  const limit = Number(url.searchParams.get('limit') ?? sandboxPolicy.defaultPageSize);
  if (!Number.isInteger(limit) || limit < 1 || limit > sandboxPolicy.maxPageSize) {
    throw invalidRequest(
      `The limit is from 1 to ${sandboxPolicy.maxPageSize}.`,
      undefined,
      'limit',
    );
  }
  const after = url.searchParams.get('starting_after') ?? undefined;
  const found = records.page(limit + 1, after);
  if (found === undefined) throw missing('payment_intent');
  return { object: 'list', data: found.slice(0, limit), has_more: found.length > limit };
}
