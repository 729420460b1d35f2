import { setTimeout as wait } from 'node:timers/promises';
import { followStream } from '@tiffin/events';
import type { Logger } from '@tiffin/service';
import { FeedFreshness } from './feed-freshness.ts';
import { revocationMetrics, showFeed } from './revocation-metrics.ts';
import { CATCH_UP_TIMEOUT_MS } from './revocation-policy.ts';
import { revocationOf, type Revocation } from './revocation.ts';
import { Revocations } from './revocations.ts';
import { RevokedTokens } from './revoked-tokens.ts';

/** Where revocations are told. */
export interface RevocationSource {
  redisUrl: string;
  /** The whole name of the stream. */
  stream: string;
}

export interface RevocationFeed {
  revocations: Revocations;
  freshness: Pick<FeedFreshness, 'isLive' | 'staleSeconds'>;
  close(): Promise<void>;
}

/**
 * Learns of revoked tokens from a stream in Redis: of all that it still holds before this resolves, of new ones at once.
 * When Redis cannot be reached within {@link CATCH_UP_TIMEOUT_MS} the gateway serves all the same and catches up later:
 * until then a revoked token counts, for as long as it lives.
 */
export async function followRevocations(
  { redisUrl, stream }: RevocationSource,
  logger: Logger,
): Promise<RevocationFeed> {
  const revoked = new RevokedTokens();
  const revocations = new Revocations(revoked);
  const freshness = new FeedFreshness();
  const hide = showFeed({
    isLive: () => freshness.isLive,
    staleSeconds: () => freshness.staleSeconds,
    remembered: () => revoked.inForce,
    isDoubtful: () => revoked.isDoubtful,
  });
  const following = followStream({
    redis: redisUrl,
    stream,
    name: 'gateway-revocations',
    onEvents(events) {
      revocations.take(events.flatMap((event) => readable(event, logger)));
    },
    onLive: (isLive) => freshness.set(isLive),
  });
  const patience = new AbortController();
  const isLate = await Promise.race([
    following.caughtUp.then(() => false),
    wait(CATCH_UP_TIMEOUT_MS, true, { signal: patience.signal }).catch(() => true),
  ]);
  patience.abort();
  if (isLate) logger.warn({ stream }, 'what was revoked before the start is not known yet');
  return {
    revocations,
    freshness,
    close: () => {
      hide();
      return following.stop();
    },
  };
}

function readable(event: unknown, logger: Logger): Revocation[] {
  const revocation = revocationOf(event);
  if (revocation === undefined) return [];
  if (revocation === 'unreadable') {
    revocationMetrics.received.inc({ claim: 'unreadable' });
    logger.error({ id: (event as { id?: unknown }).id }, 'a revocation cannot be understood');
    return [];
  }
  revocationMetrics.received.inc({ claim: revocation.claim });
  return [revocation];
}
