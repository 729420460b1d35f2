import { counter, measuredGauge } from '@tiffin/telemetry';

/** What happens to revocations and revoked tokens, over all gateways of this process. */
export const revocationMetrics = {
  received: counter({
    name: 'tiffin_gateway_revocations_total',
    help: 'Revocations of tokens that were received, by what they are of; unreadable ones are not in force',
    labelNames: ['claim'],
  }),
  refused: counter({
    name: 'tiffin_gateway_revoked_tokens_total',
    help: 'Tokens refused before their end, by reason, and whether a request came with them or a connection had them',
    labelNames: ['reason', 'where'],
  }),
};

/** How a feed of revocations stands, looked at when somebody asks. */
export interface FeedState {
  isLive(): boolean;
  staleSeconds(): number;
  remembered(): number;
  isDoubtful(): boolean;
}

const shown = new Set<FeedState>();

/**
 * Has /metrics show how a feed stands, together with those of all gateways of this process. Where none is shown there are
 * no lines: a gateway that was given no stream misses none.
 * @returns ends that
 */
export function showFeed(state: FeedState): () => void {
  shown.add(state);
  return () => shown.delete(state);
}

function gaugeOfFeeds(
  description: { name: string; help: string },
  worst: (feeds: readonly FeedState[]) => number,
): void {
  measuredGauge(description, () => (shown.size === 0 ? undefined : worst([...shown])));
}

gaugeOfFeeds(
  {
    name: 'tiffin_gateway_revocations_live',
    help: '1 while revocations are learned of at once, 0 while their stream cannot be read',
  },
  (feeds) => Number(feeds.every((feed) => feed.isLive())),
);
gaugeOfFeeds(
  {
    name: 'tiffin_gateway_revocations_stale_seconds',
    help: 'For how long the stream of revocations has not been readable; 0 while it is',
  },
  (feeds) => Math.max(...feeds.map((feed) => feed.staleSeconds())),
);
gaugeOfFeeds(
  {
    name: 'tiffin_gateway_revocations_remembered',
    help: 'Revocations in force, of at most 100000',
  },
  (feeds) => Math.max(...feeds.map((feed) => feed.remembered())),
);
gaugeOfFeeds(
  {
    name: 'tiffin_gateway_revocations_doubtful',
    help: '1 while old tokens are refused because there are more revocations than are remembered',
  },
  (feeds) => Number(feeds.some((feed) => feed.isDoubtful())),
);
