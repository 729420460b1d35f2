import { FINAL_STAGES, TRANSITIONS } from './lifecycle.ts';

/** The lifecycle as a Mermaid diagram, for the README. */
export function lifecycleDiagram(): string {
  const arrows = TRANSITIONS.flatMap(({ command, from, to }) =>
    from.map((stage) => `  ${stage} --> ${to} : ${command}`),
  );
  return [
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> SEARCHING',
    ...arrows,
    ...FINAL_STAGES.map((stage) => `  ${stage} --> [*]`),
    '```',
  ].join('\n');
}
