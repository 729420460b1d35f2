import { orderPolicy } from '../policy.ts';
import {
  STATE_TIMERS,
  STATUS_EVENTS,
  TRANSITIONS,
  type Condition,
  type StateTimer,
  type Transition,
} from './transition-table.ts';

const MINUTE_MS = 60_000;

const CONDITIONS: Readonly<Record<Condition, string>> = {
  PAYMENT_QUEUED: 'the payment provider is down and the hold is queued',
  SLOT_AHEAD: 'a slot was chosen and its release is still ahead',
  DUE: 'no slot, or its release is due',
  PICKUP: 'the customer picks it up',
  BROUGHT_BY_DRIVER: 'a driver brings it',
};

const TIMERS: Readonly<Record<StateTimer, string>> = {
  acceptance: `${orderPolicy.acceptanceMs / MINUTE_MS} min after the arrival`,
  release: 'at slot − preparation − travel',
};

/** The page on the life of an order, as Markdown: the table and a state diagram, from the transition table itself. */
export function lifecyclePage(): string {
  return `# The life of an order

Printed by \`node scripts/docs/print-order-lifecycle.ts\` from \`subgraphs/orders/src/lifecycle/transition-table.ts\`. Do not edit.

\`\`\`mermaid
stateDiagram-v2
${diagramLines().join('\n')}
\`\`\`

## Transitions

What is not in this table is refused with \`INVALID_TRANSITION\`, naming both states. SUPPORT stands for support and
administrators: support may cancel, administrators may give the kitchen's commands as well.

| state | command | by | if | new state | event |
| --- | --- | --- | --- | --- | --- |
${TRANSITIONS.map(row).join('\n')}

## Timers

They run exactly as long as an order is in the state, in domain time, and survive restarts.

| state | due | command |
| --- | --- | --- |
${timerRows().join('\n')}
`;
}

function row({ from, command, by, when, to }: Transition): string {
  const condition = when === undefined ? '' : CONDITIONS[when];
  const cells = [from ?? '—', command, by.join(', '), condition, to, `\`${STATUS_EVENTS[to]}\``];
  return `| ${cells.join(' | ')} |`;
}

function timerRows(): string[] {
  return Object.entries(STATE_TIMERS).map(
    ([state, { timer, command }]) => `| ${state} | ${TIMERS[timer]} | ${command} |`,
  );
}

/** One arrow for each pair of states, with the commands that lead along it. */
function diagramLines(): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const { from, command, to } of TRANSITIONS) {
    const arrow = `  ${from ?? '[*]'} --> ${to}`;
    arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(command));
  }
  const ends = ['DELIVERED', 'REJECTED', 'CANCELLED'].map((state) => `  ${state} --> [*]`);
  return [
    ...[...arrows].map(([arrow, commands]) => `${arrow} : ${[...commands].join(', ')}`),
    ...ends,
  ];
}
