import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { parse, valueFromASTUntyped, visit } from 'graphql';
import { readFileSync } from 'node:fs';
import { hotPolicy } from '../src/policy.ts';

const MS_PER_SECOND = 1_000;
const schema = parse(
  readFileSync(fileURLToPath(new URL('../schema.graphql', import.meta.url)), 'utf8'),
);

test('positions are declared to tell of the present for as long as they are kept', () => {
  const declared: unknown[] = [];
  visit(schema, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'conflated') return;
      const lasts = given.find((each) => each.name.value === 'lastsSeconds');
      declared.push(lasts && valueFromASTUntyped(lasts.value));
    },
  });
  const seconds = hotPolicy.lastPositionTtlMs / MS_PER_SECOND;
  expect(declared).toEqual([seconds, seconds]);
});
