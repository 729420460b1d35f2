import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import { answerJson } from '@tiffin/service';

import type { Faults, FaultyOperation } from '../faults/faults.ts';
import { testCard } from '../intents/payment-methods.ts';
import { sandboxPolicy } from '../policy.ts';
import type { Records } from '../records/records.ts';
import type { WebhookDelivery } from '../webhooks/delivery.ts';
import { unavailable } from './api-error.ts';
import type { Effect, Idempotency } from './idempotent.ts';
import type { Parameters } from './parameters.ts';

/** What the endpoints work on. */
export interface Provider {
  readonly records: Records;
  readonly idempotency: Idempotency;
  readonly faults: Faults;
  readonly webhooks: WebhookDelivery | undefined;
}

/** One request, read. */
export interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly id: string;
  readonly parameters: Parameters;
}

/** Answers the requests of one method and path; the path's group is the id. */
export interface Endpoint {
  readonly method: string;
  readonly path: RegExp;
  readonly handle: (provider: Provider, call: Call) => Promise<void>;
}

/** A change of the books, under an idempotency key; it misbehaves as ordered, or as its card does. */
export function post(
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

/** A look at the books. */
export function get(path: RegExp, read: (provider: Provider, call: Call) => unknown): Endpoint {
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

/** A switch for tests. */
export function control(
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
