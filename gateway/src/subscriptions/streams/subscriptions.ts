import type { Caller } from '../../execution/caller.ts';
import type { Variables } from '../../execution/plan-executor.ts';
import type { PreparedOperation } from '../../execution/prepared-operation.ts';
import { schemaChanged } from '../operation-ended.ts';
import { subscriptionMetrics } from '../subscription-metrics.ts';
import {
  CATCH_UP_TURN_MS,
  CATCH_UPS_AT_ONCE,
  COMPLETIONS_AT_ONCE,
} from '../subscription-policy.ts';
import { Channel } from './channel.ts';
import { Member } from './member.ts';
import { OwnStream } from './own-stream.ts';
import { RunningSubscription, type OpenSubscription } from './running-subscription.ts';
import type { StreamMeans } from './stream-means.ts';
import { channelKey, streamPlanOf, type StreamPlan } from './stream-plan.ts';
import type { Subscriber } from './subscriber.ts';
import { Slots } from './slots.ts';
import { Turns, type Turn } from './turns.ts';

export type { OpenSubscription } from './running-subscription.ts';

/** An admitted subscription of one client. */
export interface SubscriptionRequest {
  operation: PreparedOperation;
  /** Coerced. */
  variables: Variables;
  caller: Caller;
}

/** All subscriptions of a gateway: who can share a stream does. */
export class Subscriptions {
  readonly #means: StreamMeans;
  readonly #channels = new Map<string, Channel>();
  readonly #open = new Set<OpenSubscription>();
  readonly #turns = new Turns(CATCH_UPS_AT_ONCE, CATCH_UP_TURN_MS);

  constructor(means: Omit<StreamMeans, 'completions'>) {
    this.#means = { ...means, completions: new Slots(COMPLETIONS_AT_ONCE) };
  }

  get channelCount(): number {
    return this.#channels.size;
  }

  /** What goes wrong is told to the subscriber. @throws Error when the operation is not a subscription */
  open(request: SubscriptionRequest, subscriber: Subscriber): OpenSubscription {
    const { operation, variables, caller } = request;
    const plan = streamPlanOf(operation);
    if (plan.afterOf(variables) !== undefined) subscriptionMetrics.resumed.inc({ how: 'client' });
    const running = new RunningSubscription(operation, subscriber, this.#open);
    const key = plan.isShareable ? channelKey(plan, variables, caller.identity) : undefined;
    if (key === undefined || !this.#channels.has(key)) this.#begin(request, plan, key, running);
    else {
      const turn = this.#turns.turnFor(() => this.#begin(request, plan, key, running, turn));
      running.stand(turn);
      turn.take();
    }
    return running;
  }

  /** On a stream of its own, or as the first of a shared one. @param turn given back when it is not needed any more */
  #begin(
    request: SubscriptionRequest,
    plan: StreamPlan,
    key: string | undefined,
    running: RunningSubscription,
    turn?: Turn,
  ): void {
    const { caller } = request;
    const channel = key === undefined ? undefined : this.#channels.get(key);
    const common = { ...request, plan, means: this.#means };
    if (key !== undefined && channel === undefined) {
      const member = new Member(running, caller);
      const onClose = (): void => void this.#channels.delete(key);
      const opened = new Channel({ ...common, onClose }, plan.afterOf(request.variables), member);
      this.#channels.set(key, opened);
      turn?.stop();
      running.stand(member);
      opened.start();
      return;
    }
    const own = new OwnStream({ ...common, channel, subscriber: running, turn });
    running.stand(own);
    own.start();
  }

  /**
   * Another supergraph is in service. What runs goes on as it began, unless its document is not valid
   * any more: that ends with SCHEMA_CHANGED, each at its own moment within `windowMs`, so that clients
   * do not all come back at once.
   *
   * @param isValid asked once per operation
   */
  endInvalid(isValid: (operation: PreparedOperation) => boolean, windowMs: number): void {
    const verdicts = new Map<PreparedOperation, boolean>();
    for (const subscription of this.#open) {
      const { operation } = subscription;
      const verdict = verdicts.get(operation) ?? isValid(operation);
      verdicts.set(operation, verdict);
      if (verdict) continue;
      subscriptionMetrics.rejected.inc({ reason: 'schema_changed' });
      setTimeout(() => subscription.interrupt(schemaChanged()), windowMs * Math.random()).unref();
    }
  }
}
