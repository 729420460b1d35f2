/**
 * Why a case of the federation audit is missed, by suite and the case's place in it. The command fails
 * on a miss that is not listed here, and on one listed that passes.
 */
export const KNOWN_MISSES: Readonly<Record<string, string>> = {
  'keys-mashup 0':
    'The planner returns to the subgraph by a key that is declared not resolvable there, `compositeId { one two }`, ' +
    'so the subgraph does not find the entity.',
  'non-resolvable-interface-object 1':
    'The planner makes an empty plan of a field that no subgraph can resolve for the object at hand; ' +
    'it runs without an error, where the audit asks for one.',
  'requires-with-argument 2':
    'The planner fetches what `@requires(fields: "comments(limit: 3) …")` needs and the client’s own ' +
    '`comments(limit: 1)` under one response name, so the client gets three.',
  'requires-with-argument 3': 'The same with the limit in a variable.',
  'requires-with-argument 4': 'The same with the limit in a variable and the field in fragments.',
  'requires-with-argument-conflict 0':
    'Two fields require the same field with different arguments. The planner fetches it once, with one of them, ' +
    'and both fields are computed from that.',
};

export function caseKey(suite: string, index: number): string {
  return `${suite} ${index}`;
}
