import type { Caller } from '../../execution/caller.ts';
import type { Variables } from '../../execution/plan-executor.ts';
import type { PreparedOperation } from '../../execution/prepared-operation.ts';
import { Delivery } from '../../observation/delivery.ts';
import { interrupted, type OperationEnded } from '../operation-ended.ts';
import { MAX_PENDING_EVENTS } from '../subscription-policy.ts';
import type { Channel, Joining } from './channel.ts';
import { CompletionLine, type ReadyEvent } from './completion-line.ts';
import { completeEvent } from './event-completer.ts';
import { Member } from './member.ts';
import type { RunningSubscription, Standing } from './running-subscription.ts';
import type { SourceEvent } from './source-event.ts';
import { SourceStream } from './source-stream.ts';
import type { StreamMeans } from './stream-means.ts';
import type { StreamPlan } from './stream-plan.ts';
import type { Turn } from './turns.ts';

export interface OwnStreamOptions {
  operation: PreparedOperation;
  plan: StreamPlan;
  variables: Variables;
  caller: Caller;
  subscriber: RunningSubscription;
  means: StreamMeans;
  /** The shared stream to go over to; undefined to remain alone. */
  channel: Channel | undefined;
  /** Given back as soon as there is nothing more to catch up with. */
  turn: Turn | undefined;
}

/**
 * A stream for one subscriber, opened in that one's own name. With a shared stream beside it, it lasts
 * only until the source has admitted the subscriber and what they have received meets what the shared
 * one has sent: from then on they get the shared events.
 *
 * Somebody who resumes at a place that the shared stream still knows needs nothing from the source but
 * to be admitted; it is then asked for its last event, which it has at once, and not for what is missing.
 */
export class OwnStream implements Joining, Standing {
  readonly #options: OwnStreamOptions;
  readonly #line: CompletionLine;
  readonly #after: string | undefined;
  #stream: SourceStream | undefined;
  #lastSequence: number | undefined;
  isAdmitted = false;
  /** Begun elsewhere than where the subscriber stands: good for being admitted only. */
  #isProbe = false;
  #isEnded = false;

  constructor(options: OwnStreamOptions) {
    const { operation, plan, variables, caller, means } = options;
    this.#options = options;
    this.#after = plan.afterOf(variables);
    this.#line = new CompletionLine({
      complete: ({ result }) => completeEvent(operation, variables, result, caller, means),
      onReady: (event) => this.#deliver(event),
      onEnd: (error) => this.#end(error),
      onOverflow: () =>
        this.#end(interrupted('Events came faster than they could be completed; subscribe again.')),
      maxEvents: MAX_PENDING_EVENTS,
    });
  }

  get caller(): Caller {
    return this.#options.caller;
  }

  start(): void {
    if (this.#isEnded) return;
    const { channel, plan } = this.#options;
    const after = this.#after;
    if (channel === undefined || channel.isClosed) return this.#begin(after);
    channel.await(this);
    this.#lastSequence = this.#standsAt(channel);
    if (after === undefined || this.#lastSequence === undefined) return this.#begin(after);
    const { beforeLast } = channel.recent;
    const opensWithEvent = plan.resumable?.opens === 'SNAPSHOT';
    const from = beforeLast ?? (opensWithEvent ? undefined : after);
    this.#isProbe = from !== after;
    this.#begin(from);
  }

  stop(): void {
    this.#isEnded = true;
    this.#stream?.stop();
    this.#line.close();
    this.#options.turn?.stop();
    this.#options.channel?.forget(this);
  }

  tryJoin(): boolean {
    const { channel, caller, subscriber, plan, means } = this.#options;
    if (this.#isEnded || !this.isAdmitted || channel === undefined || channel.isClosed)
      return false;
    if (plan.resumable !== undefined && this.#lastSequence === undefined) return false;
    const missed = this.#lastSequence === undefined ? [] : channel.recent.since(this.#lastSequence);
    if (missed === undefined) return false;
    const latest = [...channel.recent.latest];
    const lastSequence = missed.at(-1)?.sequence ?? this.#lastSequence;
    const member = new Member(subscriber, caller, lastSequence);
    channel.join(member);
    this.stop();
    subscriber.stand(member);
    if (missed.length > 0) means.changes.changed(caller.identity);
    for (const { event } of missed) subscriber.next(event, undefined);
    for (const { sequence, event, conflationKey } of latest) {
      if ((sequence ?? Infinity) >= (lastSequence ?? -Infinity)) {
        subscriber.next(event, conflationKey);
      }
    }
    return true;
  }

  /** Where in the shared stream the subscriber stands; undefined when they have to catch up with it. */
  #standsAt({ recent, present }: Channel): number | undefined {
    if (this.#after !== undefined) return recent.sequenceAt(this.#after);
    return this.#options.plan.resumable?.opens === 'NEXT' ? present : undefined;
  }

  #begin(after: string | undefined): void {
    const { plan, variables, caller, means, channel } = this.#options;
    if (channel !== undefined && !channel.isClosed) channel.await(this);
    const asksForAdmission = channel !== undefined;
    const request = { plan, variables, after, caller: () => caller, asksForAdmission };
    this.#stream = new SourceStream(request, means, {
      admitted: () => void this.#join(),
      event: (event) => this.#receive(event),
      end: (error) => this.#line.end(error),
    });
    this.#stream.start();
  }

  /** The source has said something to the subscriber. */
  #join(): boolean {
    if (!this.isAdmitted) {
      this.isAdmitted = true;
      this.#options.channel?.admitted();
    }
    return this.tryJoin();
  }

  #receive(event: SourceEvent): void {
    if (this.#join()) return;
    if (this.#isProbe) {
      // The shared stream has ended or gone too far ahead: what is missing comes from the source.
      this.#isProbe = false;
      this.#stream?.stop();
      this.#begin(this.#after);
      return;
    }
    this.#line.push(event);
  }

  #deliver({ sequence, conflationKey, event }: ReadyEvent): void {
    const last = this.#lastSequence ?? -Infinity;
    if (sequence !== undefined) {
      if (conflationKey === undefined ? sequence <= last : sequence < last) return;
      if (conflationKey === undefined) this.#lastSequence = sequence;
    }
    const { operation, subscriber, caller, means } = this.#options;
    const delivery = Delivery.begin(operation, event);
    if (conflationKey === undefined) means.changes.changed(caller.identity);
    subscriber.next(event, conflationKey);
    delivery?.end(1);
    this.tryJoin();
  }

  #end(error: OperationEnded | undefined): void {
    if (this.#isEnded) return;
    this.stop();
    this.#options.subscriber.end(error);
  }
}
