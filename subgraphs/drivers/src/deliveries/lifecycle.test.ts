import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { lifecycleDiagram } from './lifecycle-diagram.ts';
import {
  ACTIVE_STAGES,
  allows,
  FINAL_STAGES,
  refusal,
  statusOf,
  transitionOf,
  TRANSITIONS,
  type Stage,
} from './lifecycle.ts';

const STAGES = [...new Set(TRANSITIONS.flatMap(({ from, to }) => [...from, to]))];

describe('the lifecycle of a delivery', () => {
  test('has each command once, and nothing leaves a final stage', () => {
    const commands = TRANSITIONS.map(({ command }) => command);
    expect(new Set(commands).size).toBe(commands.length);
    for (const { from } of TRANSITIONS) {
      expect(from.filter((stage) => FINAL_STAGES.includes(stage))).toEqual([]);
    }
  });

  test('every stage can be reached and every stage that is not final can be left to an end', () => {
    const reached = new Set<Stage>(['SEARCHING']);
    for (let before = 0; before < reached.size;) {
      before = reached.size;
      for (const { from, to } of TRANSITIONS)
        if (from.some((stage) => reached.has(stage))) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...STAGES].sort());
    for (const stage of STAGES) {
      const canEnd = FINAL_STAGES.includes(stage) || allows('CANCEL', stage);
      expect([stage, canEnd]).toEqual([stage, true]);
    }
  });

  test('the way to the door is one way, in its order', () => {
    const way = [
      'OFFER',
      'ACCEPT',
      'ARRIVE_AT_RESTAURANT',
      'CONFIRM_PICK_UP',
      'START_DROP_OFF',
      'ARRIVE_AT_CUSTOMER',
      'COMPLETE',
    ] as const;
    let stage: Stage = 'SEARCHING';
    for (const command of way) {
      expect(allows(command, stage)).toBe(true);
      for (const other of way) {
        if (other !== command)
          expect([stage, other, allows(other, stage)]).toEqual([stage, other, false]);
      }
      stage = transitionOf(command).to;
    }
    expect(stage).toBe('DELIVERED');
  });

  test('a driver is bound in the active stages and freed when they end', () => {
    for (const { from, to, freesDriver, command } of TRANSITIONS) {
      const wasBound = from.some((stage) => ACTIVE_STAGES.includes(stage));
      const ends = wasBound && FINAL_STAGES.includes(to);
      expect([command, freesDriver ?? false]).toEqual([command, ends]);
    }
  });

  test('a refusal names both states', () => {
    expect(refusal('COMPLETE', 'ASSIGNED')).toMatch(/ASSIGNED.*DELIVERED/);
    expect(statusOf('EN_ROUTE')).toBe('PICKED_UP');
  });
});

test('the README shows the table as it is', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(lifecycleDiagram());
});
