import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isJsonObject, ownValue, type JsonObject } from '../json.ts';
import type { Located } from './data-path.ts';
import { FRAGMENT_PREFIX } from './rewrites.ts';
import { isTypeOf } from './type-conditions.ts';

type ContextRewrite = NonNullable<FetchNode['contextRewrites']>[number];

const PARENT = '..';

/** The arguments that an entity's surroundings give it through `@context`, by variable. */
export type ContextArguments = (place: Located) => JsonObject;

/**
 * Each rule goes up from the entity (`..` is one field) and down again to a value; the rules for one
 * variable stand for the types that can be met there, and the one that fits gives the value.
 */
export function compileContextArguments(
  schema: GraphQLSchema,
  rules: readonly ContextRewrite[],
): ContextArguments {
  const sources = rules.map((rule) => {
    const up = rule.path.findIndex((step) => step !== PARENT);
    const levels = up < 0 ? rule.path.length : up;
    return { variable: rule.renameKeyTo, levels, down: rule.path.slice(levels) };
  });
  return ({ ancestors }) => {
    const values: JsonObject = {};
    for (const { variable, levels, down } of sources) {
      const from = ancestors[ancestors.length - levels];
      const value = from === undefined ? undefined : follow(schema, from, down, 0);
      if (value !== undefined) values[variable] = value;
      else values[variable] ??= null;
    }
    return values;
  };
}

function follow(
  schema: GraphQLSchema,
  value: unknown,
  steps: readonly string[],
  from: number,
): unknown {
  const step = steps[from];
  if (step === undefined || value === null || value === undefined) return value;
  if (Array.isArray(value)) {
    return value.map((element: unknown) => follow(schema, element, steps, from) ?? null);
  }
  if (!isJsonObject(value)) return undefined;
  if (!step.startsWith(FRAGMENT_PREFIX)) {
    return follow(schema, ownValue(value, step), steps, from + 1);
  }
  const typename = value['__typename'];
  const fits =
    typeof typename !== 'string' || isTypeOf(schema, step.slice(FRAGMENT_PREFIX.length), typename);
  return fits ? follow(schema, value, steps, from + 1) : undefined;
}
