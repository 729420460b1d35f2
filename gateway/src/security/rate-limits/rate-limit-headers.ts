/** One limit as it stands for a caller. */
export interface LimitState {
  /** The name of the limit. */
  name: string;
  quota: number;
  remaining: number;
  windowMs: number;
  /** Wall time until the quota is whole again. */
  resetMs: number;
}

export type Header = readonly [name: string, value: string];

const SECOND_MS = 1_000;

/**
 * `RateLimit-Policy` and `RateLimit` as structured fields
 * (draft-ietf-httpapi-ratelimit-headers-10), one item per limit.
 */
export function rateLimitHeaders(limits: readonly LimitState[]): Header[] {
  if (limits.length === 0) return [];
  const policies = limits.map(
    ({ name, quota, windowMs }) => `"${name}";q=${quota};w=${seconds(windowMs)}`,
  );
  const states = limits.map(
    ({ name, remaining, resetMs }) => `"${name}";r=${remaining};t=${seconds(resetMs)}`,
  );
  return [
    ['ratelimit-policy', policies.join(', ')],
    ['ratelimit', states.join(', ')],
  ];
}

/** Whole seconds, rounded up: coming back then is never too early. */
export function seconds(ms: number): number {
  return Math.ceil(ms / SECOND_MS);
}
