import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { inputHash } from '@tiffin/commands';
import { uuidv7, type DomainClock, type DomainInstant } from '@tiffin/kernel';
import { TiffinError, userError, type ServiceClient } from '@tiffin/service';
import type pg from 'pg';
import { repeatSafely } from '../availability/repeat-safely.ts';
import type { Actor } from '../lifecycle/command.ts';
import type { OrderUserError } from '../order/order-user-error.ts';
import { orderPolicy, placementPolicy } from '../policy.ts';
import { askOrderability } from '../pricing/orderability.ts';
import type { QuoteClaims } from '../pricing/quote-claims.ts';
import type { QuoteSigner } from '../pricing/quote-token.ts';
import { checkClaims, checkStillOrderable, quoteInvalid, quoteUsed } from './check-quote.ts';
import type { Heartbeat } from './heartbeat.ts';
import { measured, placements } from './metrics.ts';
import {
  findPlacement,
  startPlacement,
  takeOverPlacement,
  type Attempt,
  type FoundPlacement,
} from './placement-store.ts';
import { runSaga, type SagaParts } from './saga.ts';

/** What placing orders needs. */
export interface PlacementParts extends SagaParts {
  readonly pool: pg.Pool;
  readonly restaurants: ServiceClient;
  readonly clock: DomainClock;
  readonly signer: QuoteSigner;
  readonly heartbeat: Heartbeat;
}

/** An order to place, as the customer sends it. */
export interface PlaceOrderRequest {
  readonly idempotencyKey: string;
  readonly quoteToken: string;
  readonly paymentMethod: string;
  readonly note: string | null;
}

/** The order's id, or everything that speaks against it. */
export type PlacementOutcome =
  | { readonly orderId: string; readonly userErrors: [] }
  | { readonly orderId: null; readonly userErrors: OrderUserError[] };

/**
 * Places an order once per customer and key, whatever happens to this process on the way: a repetition waits for the
 * attempt under way, goes on where a dead one stopped, or gets the answer of the one that finished.
 *
 * @throws TiffinError IDEMPOTENCY_CONFLICT when the key was used with another input, SERVICE_UNAVAILABLE when a service
 *   it depends on gave no answer (everything is undone, and the same key may be used again)
 */
export async function placeOrder(
  parts: PlacementParts,
  customer: Actor & { readonly accountId: string },
  request: PlaceOrderRequest,
): Promise<PlacementOutcome> {
  const { idempotencyKey, ...input } = request;
  const hash = inputHash(input);
  const deadlineMs = performance.now() + placementPolicy.waitForOtherMs;
  for (;;) {
    const found = await measured('find', () =>
      repeatSafely(() => findPlacement(parts.pool, customer.accountId, idempotencyKey)),
    );
    const outcome =
      found === null
        ? await begin(parts, customer, request, hash)
        : await follow(parts, customer, request, hash, found);
    if (outcome !== null) return outcome;
    if (performance.now() > deadlineMs) {
      throw new TiffinError('SERVICE_UNAVAILABLE', 'This order is still being placed. Try again.');
    }
    await pause(placementPolicy.waitPauseMs);
  }
}

/** Answers from an earlier attempt or takes it over; null to look again. */
async function follow(
  parts: PlacementParts,
  customer: Actor & { readonly accountId: string },
  request: PlaceOrderRequest,
  hash: Buffer,
  found: FoundPlacement,
): Promise<PlacementOutcome | null> {
  if (!found.inputHash.equals(hash)) {
    throw new TiffinError(
      'IDEMPOTENCY_CONFLICT',
      'This idempotency key was used before with another input.',
    );
  }
  if (found.state === 'PLACED') return { orderId: found.orderId, userErrors: [] };
  if (found.state === 'DECLINED') return refused([declined()]);
  if (found.state === 'UNDOING' || !found.isAbandoned) return null;
  const claims = parts.signer.verify(request.quoteToken);
  if (claims === null) return refused([quoteInvalid()]);
  const attempt = { orderId: found.orderId, owner: randomUUID() };
  if (!(await takeOverPlacement(parts.pool, attempt))) return null;
  return run(parts, customer, request, claims, attempt);
}

/** A first attempt; null when another one with the same key was faster. */
async function begin(
  parts: PlacementParts,
  customer: Actor & { readonly accountId: string },
  request: PlaceOrderRequest,
  hash: Buffer,
): Promise<PlacementOutcome | null> {
  const now = parts.clock.now();
  const claims = parts.signer.verify(request.quoteToken);
  const errors = [...checkForm(request), ...checkClaims(claims, customer.accountId, now)];
  if (claims === null || errors.length > 0) return refused(errors);
  const at = (claims.releaseAt ?? now) as DomainInstant;
  const lines = claims.lines.map((line) => ({
    ...line,
    modifierOptionIds: line.modifiers.map(({ optionId }) => optionId),
  }));
  const met = await measured('check', () =>
    askOrderability(parts.restaurants, { ...claims, lines }, at < now ? now : at),
  );
  const against = checkStillOrderable(claims, met);
  if (against.length > 0) {
    // Its own order may be what has emptied the shelf: a repetition gets that order, not this refusal.
    const found = await findPlacement(parts.pool, customer.accountId, request.idempotencyKey);
    return found === null ? refused(against) : null;
  }
  const attempt: Attempt = { orderId: uuidv7(), owner: randomUUID() };
  const isStarted = await measured('start', () =>
    repeatSafely(() =>
      startPlacement(parts.pool, {
        ...attempt,
        customerId: customer.accountId,
        idempotencyKey: request.idempotencyKey,
        inputHash: hash,
        quoteId: claims.quoteId,
        quoteExpiresAt: new Date(claims.expiresAt),
      }),
    ),
  );
  if (isStarted) return run(parts, customer, request, claims, attempt);
  const found = await findPlacement(parts.pool, customer.accountId, request.idempotencyKey);
  return found === null ? refused([quoteUsed()]) : null;
}

async function run(
  parts: PlacementParts,
  customer: Actor,
  request: PlaceOrderRequest,
  quote: QuoteClaims,
  attempt: Attempt,
): Promise<PlacementOutcome | null> {
  const { paymentMethod, note } = request;
  const result = await parts.heartbeat.during(attempt, () =>
    runSaga(parts, attempt, { quote, paymentMethod, note, customer }),
  );
  placements.inc({ outcome: result.kind });
  switch (result.kind) {
    case 'placed':
      return { orderId: attempt.orderId, userErrors: [] };
    case 'declined':
      return refused([declined()]);
    case 'refused':
      return refused(result.userErrors);
    case 'lost':
      return null;
  }
}

function refused(userErrors: OrderUserError[]): PlacementOutcome {
  return { orderId: null, userErrors };
}

function declined(): OrderUserError {
  return userError('PAYMENT_DECLINED', 'The payment was declined.', 'input.paymentMethod');
}

function checkForm({ paymentMethod, note }: PlaceOrderRequest): OrderUserError[] {
  const errors: OrderUserError[] = [];
  const { maximumNoteCharacters, maximumPaymentMethodCharacters } = orderPolicy;
  if (paymentMethod === '' || paymentMethod.length > maximumPaymentMethodCharacters) {
    errors.push(userError('INVALID_INPUT', 'Name a payment method.', 'input.paymentMethod'));
  }
  if ((note ?? '').length > maximumNoteCharacters) {
    const message = `A note has at most ${maximumNoteCharacters} characters.`;
    errors.push(userError('INVALID_INPUT', message, 'input.note'));
  }
  return errors;
}
