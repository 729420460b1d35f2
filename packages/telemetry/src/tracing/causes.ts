import { parseTraceparent } from '../traceparent.ts';
import type { SpanOptions } from './span.ts';

const causes = new WeakMap<object, readonly string[]>();

/**
 * Remembers which steps led to an event, as `traceparent`s, the nearest first. It belongs to the object and
 * goes with it: nothing of the event itself changes.
 */
export function rememberCauses(event: object, traceparents: readonly string[]): void {
  if (traceparents.length > 0) causes.set(event, traceparents);
}

/** What led to an event; nothing where nobody remembered. */
export function causesOf(event: unknown): readonly string[] {
  return typeof event === 'object' && event !== null ? (causes.get(event) ?? []) : [];
}

/**
 * How a step follows the steps that caused it: as a child of the first, linked with the others and with the
 * longer work that it is a part of, such as a subscription. Without a cause it begins a trace of its own,
 * because a trace of hours is of no use to anybody; unless that work is not recorded.
 *
 * @param partOf a `traceparent`
 */
export function followingCauses(
  [first, ...others]: readonly string[],
  partOf: string,
): Pick<SpanOptions, 'parent' | 'isRoot' | 'links'> {
  if (first !== undefined) return { parent: first, links: [...others, partOf] };
  if (parseTraceparent(partOf)?.sampled !== true) return { parent: partOf };
  return { isRoot: true, links: [partOf] };
}
