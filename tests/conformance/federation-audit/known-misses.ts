/**
 * Why a case of the federation audit is missed, by suite and the case's place in it. The command fails
 * on a miss that is not listed here, and on one listed that passes.
 */
export const KNOWN_MISSES: Readonly<Record<string, string>> = {
  'keys-mashup 0':
    'The planner returns to the subgraph by a key that is declared not resolvable there, `compositeId { one two }`, ' +
    'so the subgraph does not find the entity.',
  'requires-with-argument-conflict 0':
    'Two fields require the same field with different arguments. The planner fetches it once, with one of them, ' +
    'and both fields are computed from that.',
};

export function caseKey(suite: string, index: number): string {
  return `${suite} ${index}`;
}
