import type { Caller } from '../../execution/caller.ts';
import type { Variables } from '../../execution/plan-executor.ts';
import type { PreparedOperation } from '../../execution/prepared-operation.ts';
import { Delivery } from '../../observation/delivery.ts';
import { interrupted, type OperationEnded } from '../operation-ended.ts';
import { subscriptionMetrics } from '../subscription-metrics.ts';
import { MAX_PENDING_EVENTS } from '../subscription-policy.ts';
import { CompletionLine, type ReadyEvent } from './completion-line.ts';
import { completeEvent } from './event-completer.ts';
import type { Member } from './member.ts';
import { RecentEvents } from './recent-events.ts';
import { SourceStream } from './source-stream.ts';
import type { StreamMeans } from './stream-means.ts';
import type { StreamPlan } from './stream-plan.ts';

export interface ChannelOptions {
  operation: PreparedOperation;
  plan: StreamPlan;
  variables: Variables;
  means: StreamMeans;
  onClose: () => void;
}

/** Somebody who is about to become a member. */
export interface Joining {
  readonly caller: Caller;
  /** Whether the source has said something to them. */
  readonly isAdmitted: boolean;
  tryJoin(): void;
}

/** The source says that the caller of the stream may no longer have it. */
const RIGHTS_ENDED: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'NOT_FOUND', 'UNAUTHENTICATED']);

/**
 * One stream of one source for all who may see the same: asked for once, completed once, put into text
 * once. It is opened on behalf of its first member; when the source ends that one's right, it goes on
 * on behalf of another.
 */
export class Channel {
  readonly recent: RecentEvents;
  readonly #options: ChannelOptions;
  readonly #line: CompletionLine;
  readonly #members = new Set<Member>();
  readonly #joining = new Set<Joining>();
  readonly #isResumed: boolean;
  #owner: Member;
  #stream: SourceStream;
  #isClosed = false;

  constructor(options: ChannelOptions, after: string | undefined, first: Member) {
    const { operation, plan, variables, means } = options;
    this.#options = options;
    this.#isResumed = after !== undefined;
    this.recent = new RecentEvents(after, plan.conflated?.lastsMs);
    this.#owner = first;
    this.#members.add(first);
    first.joined(this);
    this.#line = new CompletionLine({
      complete: ({ result }) =>
        completeEvent(operation, variables, result, this.#speaker() ?? this.#owner.caller, means),
      onReady: (event) => this.#deliver(event),
      onEnd: (error) => this.#onEnd(error),
      onOverflow: () =>
        this.#endAll(
          interrupted('Events came faster than they could be completed; subscribe again.'),
        ),
      maxEvents: MAX_PENDING_EVENTS,
    });
    this.#stream = this.#open(after);
    subscriptionMetrics.channels.inc();
  }

  start(): void {
    this.#stream.start();
  }

  /**
   * Where somebody stands who wants what comes next, `-Infinity` at the beginning; undefined when that
   * is not known: a stream that was resumed may still be telling of what has been.
   */
  get present(): number | undefined {
    if (this.#isResumed) return undefined;
    return this.#stream.lastSequence ?? this.recent.last ?? -Infinity;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  join(member: Member): void {
    this.#members.add(member);
    member.joined(this);
    this.#runForThoseThere();
  }

  leave(member: Member): void {
    this.#members.delete(member);
    this.#runForThoseThere();
  }

  await(joining: Joining): void {
    this.#joining.add(joining);
  }

  /** Somebody who is joining has been admitted by the source. */
  admitted(): void {
    this.#runForThoseThere();
  }

  forget(joining: Joining): void {
    this.#joining.delete(joining);
    this.#runForThoseThere();
  }

  #open(after: string | undefined): SourceStream {
    const { plan, variables, means } = this.#options;
    const caller = (): Caller => this.#asker();
    return new SourceStream({ plan, variables, after, caller }, means, {
      event: (event) => this.#line.push(event),
      end: (error) => this.#line.end(error),
    });
  }

  /**
   * On whose behalf the source is asked: when the owner has left, the next time of somebody else who is
   * there. Whoever has left may have become somebody with other rights.
   */
  #asker(): Caller {
    const [someone] = this.#members;
    if (someone !== undefined && !this.#members.has(this.#owner)) this.#owner = someone;
    const [joining] = this.#joining;
    return this.#speaker() ?? (joining ?? this.#owner).caller;
  }

  /** Who speaks to other subgraphs: somebody whom the source has admitted and who is still there. */
  #speaker(): Caller | undefined {
    if (this.#members.has(this.#owner)) return this.#owner.caller;
    const [member] = this.#members;
    return (member ?? [...this.#joining].find(({ isAdmitted }) => isAdmitted))?.caller;
  }

  #deliver(ready: ReadyEvent): void {
    this.recent.add(ready);
    const { sequence, conflationKey, event } = ready;
    const { operation, means } = this.#options;
    const { changes } = means;
    const delivery = Delivery.begin(operation, event);
    let sent = 0;
    for (const member of this.#members) {
      const last = member.lastSequence ?? -Infinity;
      if (sequence !== undefined) {
        if (conflationKey === undefined ? sequence <= last : sequence < last) continue;
        if (conflationKey === undefined) member.lastSequence = sequence;
      }
      if (conflationKey === undefined) changes.changed(member.caller.identity);
      member.subscriber.next(event, conflationKey);
      sent += 1;
    }
    delivery?.end(sent);
    for (const joining of [...this.#joining]) joining.tryJoin();
    event.rest();
  }

  #onEnd(error: OperationEnded | undefined): void {
    if (this.#isClosed) return;
    if (error === undefined || !RIGHTS_ENDED.has(error.code)) {
      this.#endAll(error);
      return;
    }
    const { after, isResumable } = this.#stream;
    if (this.#members.delete(this.#owner)) this.#owner.subscriber.end(error);
    const [next] = this.#members;
    if (next === undefined) {
      this.#closeNow();
    } else if (isResumable) {
      this.#owner = next;
      this.#stream = this.#open(after);
      this.#stream.start();
    } else {
      this.#endAll(interrupted('The stream has to be made again; subscribe again.'));
    }
  }

  #endAll(error: OperationEnded | undefined): void {
    const members = [...this.#members];
    this.#members.clear();
    this.#closeNow();
    for (const { subscriber } of members) subscriber.end(error);
  }

  #runForThoseThere(): void {
    if (this.#isClosed) return;
    if (this.#members.size === 0 && this.#joining.size === 0) this.#closeNow();
    else if (this.#speaker() === undefined) this.#line.pause();
    else this.#line.resume();
  }

  #closeNow(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stream.stop();
    this.#line.close();
    this.#joining.clear();
    subscriptionMetrics.channels.dec();
    this.#options.onClose();
  }
}
