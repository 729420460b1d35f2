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
const NONE: readonly Header[] = [];

/**
 * `RateLimit-Policy` and `RateLimit` as structured fields
 * (draft-ietf-httpapi-ratelimit-headers-10), one item per limit.
 */
export function rateLimitHeaders(limits: readonly LimitState[]): readonly Header[] {
  if (limits.length === 0) return NONE;
  let policies = '';
  let states = '';
  for (const { name, quota, remaining, windowMs, resetMs } of limits) {
    const separator = states === '' ? '' : ', ';
    policies += `${separator}"${name}";q=${quota};w=${seconds(windowMs)}`;
    states += `${separator}"${name}";r=${remaining};t=${seconds(resetMs)}`;
  }
  return [
    ['ratelimit-policy', policies],
    ['ratelimit', states],
  ];
}

/** Whole seconds, rounded up: coming back then is never too early. */
export function seconds(ms: number): number {
  return Math.ceil(ms / SECOND_MS);
}
