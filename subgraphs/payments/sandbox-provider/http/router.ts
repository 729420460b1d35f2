import type { IncomingMessage, ServerResponse } from 'node:http';

import { FAULT_KINDS, FAULTY_OPERATIONS } from '../faults/faults.ts';
import * as operations from '../intents/operations.ts';
import { sandboxPolicy } from '../policy.ts';
import type { Records } from '../records/records.ts';
import { totals } from '../records/totals.ts';
import { invalidRequest, missing } from './api-error.ts';
import { control, get, post, type Endpoint, type Provider } from './endpoint.ts';
import { readParameters } from './parameters.ts';

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
