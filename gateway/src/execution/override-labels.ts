import type { Schema } from '@apollo/federation-internals';

/** Which labels of progressive `@override`s are on, for one planning. */
export type OverrideLabels = ReadonlyMap<string, boolean>;

/** Draws the labels of a request. Undefined for a supergraph without any. */
export type LabelSource = () => OverrideLabels | undefined;

const PERCENT = /^percent\((\d+(?:\.\d+)?)\)$/;

/**
 * Labels `percent(x)` are on for x of a hundred requests, drawn for each request; any other label is
 * on when it is listed.
 *
 * @param listed labels that are always on, `percent(…)` ones included
 * @param random from 0 to below 1
 */
export function createLabelSource(
  labels: readonly string[],
  listed: readonly string[],
  random: () => number = Math.random,
): LabelSource {
  if (labels.length === 0) return () => undefined;
  const on = new Set(listed);
  const chances = labels.map((label): [string, number] => {
    const percent = PERCENT.exec(label)?.[1];
    if (on.has(label)) return [label, 1];
    return [label, percent === undefined ? 0 : Number(percent) / 100];
  });
  return () => new Map(chances.map(([label, chance]) => [label, random() < chance]));
}

/** Every label that the supergraph's `@override`s name. */
export function overrideLabelsOf(supergraph: Schema): string[] {
  const applications = supergraph.directive('join__field')?.applications() ?? [];
  const labels = new Set<string>();
  for (const application of applications) {
    const label: unknown = application.arguments()['overrideLabel'];
    if (typeof label === 'string') labels.add(label);
  }
  return [...labels].toSorted();
}
