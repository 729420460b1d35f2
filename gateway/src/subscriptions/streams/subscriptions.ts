import type { Caller } from '../../execution/caller.ts';
import type { Variables } from '../../execution/plan-executor.ts';
import type { PreparedOperation } from '../../execution/prepared-operation.ts';
import { schemaChanged, type OperationEnded } from '../operation-ended.ts';
import { subscriptionMetrics } from '../subscription-metrics.ts';
import {
  CATCH_UP_TURN_MS,
  CATCH_UPS_AT_ONCE,
  COMPLETIONS_AT_ONCE,
} from '../subscription-policy.ts';
import { Channel, type Member } from './channel.ts';
import { OwnStream } from './own-stream.ts';
import type { StreamMeans } from './stream-means.ts';
import { channelKey, streamPlanOf } from './stream-plan.ts';
import type { Subscriber } from './subscriber.ts';
import { Slots } from './slots.ts';
import { Turns } from './turns.ts';

/** An admitted subscription of one client. */
export interface SubscriptionRequest {
  operation: PreparedOperation;
  /** Coerced. */
  variables: Variables;
  caller: Caller;
}

/** One running subscription. */
export interface OpenSubscription {
  readonly operation: PreparedOperation;
  /** Ends it without a further word to its subscriber. Idempotent. */
  leave(): void;
  /** Ends it at once, with these errors. */
  interrupt(reason: OperationEnded): void;
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
    const after = plan.afterOf(variables);
    if (after !== undefined) subscriptionMetrics.resumed.inc({ how: 'client' });
    subscriptionMetrics.subscribers.inc();
    let isOpen = true;
    let stop: () => void = () => undefined;
    const leave = (): void => {
      if (!isOpen) return;
      isOpen = false;
      this.#open.delete(subscription);
      subscriptionMetrics.subscribers.dec();
      stop();
    };
    const end = (error?: OperationEnded): void => {
      if (!isOpen) return;
      leave();
      subscriber.end(error);
    };
    const guarded: Subscriber = {
      next: (text, conflationKey) => {
        if (isOpen) subscriber.next(text, conflationKey);
      },
      end,
    };
    const subscription: OpenSubscription = { operation, leave, interrupt: end };
    this.#open.add(subscription);
    const key = plan.isShareable ? channelKey(plan, variables, caller.identity) : undefined;
    const common = { operation, plan, variables, means: this.#means };
    let giveTurnBack: () => void = () => undefined;
    const begin = (): void => {
      const channel = key === undefined ? undefined : this.#channels.get(key);
      if (key !== undefined && channel === undefined) {
        const member: Member = { subscriber: guarded, caller, lastSequence: undefined };
        const onClose = (): void => void this.#channels.delete(key);
        const opened = new Channel({ ...common, onClose }, after, member);
        this.#channels.set(key, opened);
        stop = () => opened.leave(member);
        opened.start();
        return;
      }
      const own = new OwnStream({
        ...common,
        caller,
        subscriber: guarded,
        channel,
        onEnd: end,
        onJoined: (member) => {
          giveTurnBack();
          stop = () => channel?.leave(member);
        },
      });
      stop = () => {
        giveTurnBack();
        own.stop();
      };
      own.start();
    };
    if (key === undefined || !this.#channels.has(key)) begin();
    else {
      stop = () => giveTurnBack();
      giveTurnBack = this.#turns.take(begin);
    }
    return subscription;
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
