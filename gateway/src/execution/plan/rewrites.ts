import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isJsonObject, ownValue, setOwnValue, type JsonObject } from '../json.ts';
import { isTypeOf } from './type-conditions.ts';

type Rewrites = FetchNode['outputRewrites'];
type RewriteRule = NonNullable<Rewrites>[number];

/** Changes a representation before it is sent, or an answer before it is merged, in place. */
export type Rewrite = (value: unknown) => void;

export const FRAGMENT_PREFIX = '... on ';

/** @returns undefined when there is nothing to rewrite */
export function compileRewrites(schema: GraphQLSchema, rules: Rewrites): Rewrite | undefined {
  if (rules === undefined || rules.length === 0) return undefined;
  const rewrites = rules.map((rule) => compileRewrite(schema, rule));
  return (value) => {
    for (const rewrite of rewrites) rewrite(value);
  };
}

function compileRewrite(schema: GraphQLSchema, rule: RewriteRule): Rewrite {
  const name = rule.path.at(-1);
  if (name === undefined) return () => undefined;
  const change = changeOf(rule, name);
  return rule.path
    .slice(0, -1)
    .reduceRight<Rewrite>((inner, step) => compileStep(schema, step, inner), forEachObject(change));
}

function changeOf(rule: RewriteRule, name: string): (object: JsonObject) => void {
  if (rule.kind === 'ValueSetter') {
    // The planner's own declaration of the value is `any`.
    const value: unknown = rule.setValueTo;
    return (object) => setOwnValue(object, name, value);
  }
  return (object) => {
    const value = ownValue(object, name);
    if (value === undefined) return;
    setOwnValue(object, rule.renameKeyTo, value);
    setOwnValue(object, name, undefined);
  };
}

function compileStep(schema: GraphQLSchema, step: string, inner: Rewrite): Rewrite {
  if (!step.startsWith(FRAGMENT_PREFIX)) {
    return forEachObject((object) => inner(ownValue(object, step)));
  }
  const condition = step.slice(FRAGMENT_PREFIX.length);
  return forEachObject((object) => {
    const typename = object['__typename'];
    // An object that does not tell its type is taken for one of the type that was asked for.
    if (typeof typename !== 'string' || isTypeOf(schema, condition, typename)) inner(object);
  });
}

function forEachObject(visit: (object: JsonObject) => void): Rewrite {
  const rewrite: Rewrite = (value) => {
    if (Array.isArray(value)) value.forEach(rewrite);
    else if (isJsonObject(value)) visit(value);
  };
  return rewrite;
}
