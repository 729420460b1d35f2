import { measuredGauge } from '@tiffin/telemetry';

const MS_PER_SECOND = 1_000;

/** Whether what is revoked is learned of, and for how long it has not been. Nothing is known at first. */
export class FeedFreshness {
  #staleSinceMs: number | undefined = performance.now();

  get isLive(): boolean {
    return this.#staleSinceMs === undefined;
  }

  /** 0 while live. An outage counts from when it was noticed: at once, or 5 s later when Redis hangs. */
  get staleSeconds(): number {
    if (this.#staleSinceMs === undefined) return 0;
    return (performance.now() - this.#staleSinceMs) / MS_PER_SECOND;
  }

  /** Told so again and again, an outage is as old as it is. */
  set(isLive: boolean): void {
    this.#staleSinceMs = isLive ? undefined : (this.#staleSinceMs ?? performance.now());
  }
}

const shown = new Set<FeedFreshness>();

/**
 * Has /metrics show it, with those of all gateways of this process. Where none is shown there is no series: a
 * gateway that was given no stream misses none.
 * @returns ends that
 */
export function showFreshness(freshness: FeedFreshness): () => void {
  shown.add(freshness);
  return () => shown.delete(freshness);
}

measuredGauge(
  {
    name: 'tiffin_gateway_revocations_live',
    help: '1 while revocations are learned of at once, 0 while their stream cannot be read',
  },
  () => (shown.size === 0 ? undefined : Number([...shown].every(({ isLive }) => isLive))),
);
measuredGauge(
  {
    name: 'tiffin_gateway_revocations_stale_seconds',
    help: 'For how long the stream of revocations has not been readable; 0 while it is',
  },
  () =>
    shown.size === 0 ? undefined : Math.max(...[...shown].map(({ staleSeconds }) => staleSeconds)),
);
