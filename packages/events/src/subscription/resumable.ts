import { SubscriptionRevokedError } from '../errors.ts';
import { Wake } from '../outage/wake.ts';
import { eventsPolicy } from '../policy.ts';
import { AbandonedError, unlessAborted } from './abandon.ts';
import { abandonable } from './abandonable.ts';
import { LatestMailbox } from './latest-feed.ts';
import type { LatestFeed } from './latest-feed.ts';
import { LogReader } from './log-reader.ts';
import type { ReadLog, Sequenced } from './log-reader.ts';
import { PendingCauses, type Origin } from './pending-causes.ts';
import type { Listening, PubSub } from './pub-sub.ts';

export interface ResumableOptions<E extends Sequenced, P = never> {
  readonly pubsub: PubSub;
  /** The channel (without the prefix) that is published to whenever the log grows. */
  readonly channel: string;
  /** The last sequence the subscriber has seen: everything after it is delivered. */
  readonly after?: number;
  /** Without `after`: the first event, at the log's present sequence; the log follows after it. `null`: nothing yet. */
  readonly snapshot?: () => Promise<E | null>;
  readonly readLog: ReadLog<E>;
  /** After this event the subscription completes. */
  readonly isFinal?: (event: E) => boolean;
  /** Asked before each event of the log; `false` ends the subscription with `FORBIDDEN`, the event undelivered. */
  readonly authorise?: (event: E) => Promise<boolean> | boolean;
  /** An ephemeral feed delivered between the events of the log, newest wins. Log events go first. */
  readonly latest?: LatestFeed<P>;
  /** The log skips numbers on purpose (it is a filtered view): holes are not waited for. */
  readonly sparse?: boolean;
  /**
   * The published event that an entry tells of, for the trace in which it came to be. Default: the channel's subject,
   * which is what follows its first colon, and the entry's own sequence.
   */
  readonly originOf?: (entry: E) => Origin;
  /** Ends the subscription. */
  readonly signal?: AbortSignal;
}

/**
 * A subscription that delivers every event of a log after a given one exactly once and in order, then goes on live.
 *
 * The order of things is what makes it lossless: SUBSCRIBE is confirmed, *then* the log is read, and each wake-up only
 * makes it read the log again. It reads again as well after a reconnection of Redis and every few seconds, and while
 * Redis is away every second. Nothing is buffered: the log is read when the subscriber asks for the next event.
 *
 * Without `after` and `snapshot` it begins with the first event of the log. Nothing is held before the first `next()`;
 * `return()` or the signal frees everything at once, whatever is being waited for.
 *
 * Errors: InvalidCursorError, LogGapError, LogUnavailableError, SubscriptionRevokedError, and those of the callbacks.
 */
export function resumable<E extends Sequenced, P = never>(
  options: ResumableOptions<E, P>,
): AsyncIterableIterator<E | P> {
  return abandonable((signal) => follow(options, signal), options.signal);
}

async function* follow<E extends Sequenced, P>(
  options: ResumableOptions<E, P>,
  signal: AbortSignal,
): AsyncGenerator<E | P, void, undefined> {
  const { pubsub, channel, isFinal = () => false } = options;
  const wake = new Wake();
  // Whether the log may have grown since it was last read.
  const grown = { maybe: true };
  const ring = (): void => {
    grown.maybe = true;
    wake.ring();
  };
  const causes = new PendingCauses();
  const onMessage = (message: unknown): void => {
    causes.heard(message);
    ring();
  };
  const listening = pubsub.listen(channel, { onMessage, onLive: ring });
  const subject = channel.slice(channel.indexOf(':') + 1);
  const { originOf = ({ sequence }: E) => ({ subject, sequence }) } = options;
  const mailbox = options.latest && new LatestMailbox(pubsub, options.latest, () => wake.ring());
  const release = (): void => {
    listening.stop();
    mailbox?.stop();
  };
  // At once, even while the database is being waited for.
  signal.addEventListener('abort', release);
  try {
    await untilLive(() => listening.live && mailbox?.live !== false, wake, signal);
    const log = new LogReader(options.readLog, options.sparse === true, signal);
    const first = await begin(options, log, signal);
    // The casts tell the compiler that an event is not a promise.
    if (first.event !== undefined) yield first.event as Awaited<E>;
    if (first.over) return;
    if (mailbox) await unlessAborted(mailbox.fill(), signal);
    let readAgainAtMs = 0;
    for (;;) {
      wake.clear();
      if (grown.maybe || performance.now() >= readAgainAtMs) {
        grown.maybe = false;
        const unnamed = causes.takeUnnamed();
        const { events, full, hole } = await log.nextPage();
        causes.attachTo(events, unnamed, originOf);
        for (const event of events) {
          await allow(options, event, signal);
          log.last = event.sequence;
          yield event as Awaited<E>;
          if (isFinal(event)) return;
        }
        if (full) grown.maybe = true;
        readAgainAtMs = performance.now() + idleMs(listening, hole);
        continue;
      }
      const value = mailbox?.values.take();
      if (value !== undefined) yield value as Awaited<P>;
      else await wake.heard(readAgainAtMs - performance.now(), signal);
      if (signal.aborted) throw new AbandonedError();
    }
  } finally {
    signal.removeEventListener('abort', release);
    release();
  }
}

async function untilLive(isLive: () => boolean, wake: Wake, signal: AbortSignal): Promise<void> {
  const deadlineMs = performance.now() + eventsPolicy.subscribeWaitMs;
  for (let leftMs: number = eventsPolicy.subscribeWaitMs; !isLive() && leftMs > 0;) {
    await wake.heard(leftMs, signal);
    wake.clear();
    if (signal.aborted) throw new AbandonedError();
    leftMs = deadlineMs - performance.now();
  }
}

async function begin<E extends Sequenced, P>(
  options: ResumableOptions<E, P>,
  log: LogReader<E>,
  signal: AbortSignal,
): Promise<{ event?: E; over: boolean }> {
  const { after, snapshot, isFinal = () => false } = options;
  if (after !== undefined) {
    const seen = await log.resumeAfter(after);
    return { over: seen !== undefined && isFinal(seen) };
  }
  const event = snapshot && (await unlessAborted(snapshot(), signal));
  if (!event) return { over: false };
  await allow(options, event, signal);
  log.last = event.sequence;
  return { event, over: isFinal(event) };
}

async function allow<E extends Sequenced, P>(
  { authorise }: ResumableOptions<E, P>,
  event: E,
  signal: AbortSignal,
): Promise<void> {
  if (authorise === undefined) return;
  const allowed = await unlessAborted(Promise.resolve(authorise(event)), signal);
  if (!allowed) throw new SubscriptionRevokedError();
}

/** Jitter keeps subscribers that came together from reading together for ever. */
function idleMs(listening: Listening, hole: boolean): number {
  if (hole) return eventsPolicy.outageBaseMs;
  if (!listening.live) return eventsPolicy.pollWithoutRedisMs;
  return eventsPolicy.safetyReadMs * (0.8 + Math.random() * 0.4);
}
