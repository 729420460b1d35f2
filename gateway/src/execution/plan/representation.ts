import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isJsonObject, ownValue, setOwnValue, stringText, type JsonObject } from '../json.ts';
import { valueText } from '../json.ts';
import { mergeInto } from './merge-data.ts';
import type { Rewrite } from './rewrites.ts';
import { isTypeOf } from './type-conditions.ts';

/** How entities of one type are asked for. */
export interface Representation {
  /**
   * An entity as the JSON text that asks its subgraph for more; undefined for one that it cannot be
   * asked for, as it lacks a field that is needed.
   */
  textOf: (entity: JsonObject) => string | undefined;
  /**
   * The fields besides the type that the text is made of, at least one. Undefined where it is made
   * of more than that.
   */
  fields: readonly string[] | undefined;
}

/** By what an entity tells of its type; undefined where the subgraph cannot be asked for such a one. */
export type RepresentationOf = (typename: unknown) => Representation | undefined;

type Selections = readonly QueryPlanSelectionNode[];

export function compileRepresentation(
  schema: GraphQLSchema,
  requires: Selections,
  rewrite: Rewrite | undefined,
): RepresentationOf {
  const byObject: Representation = {
    fields: undefined,
    textOf(entity) {
      const representation = select(schema, entity, requires);
      if (representation === null || !representation['__typename']) return undefined;
      rewrite?.(representation);
      return JSON.stringify(representation);
    },
  };
  if (rewrite !== undefined) return () => byObject;

  const direct = new Map<string, Representation>();
  return (typename) => {
    if (typeof typename !== 'string') return undefined;
    let known = direct.get(typename);
    if (known === undefined) {
      known = compileDirect(schema, requires, typename) ?? byObject;
      // Names of types that the schema does not have are not remembered: there is no end of them.
      if (schema.getType(typename) !== undefined) direct.set(typename, known);
    }
    return known;
  };
}

/** Of entities that this subgraph knows nothing of. */
const NOTHING: Representation = { fields: undefined, textOf: () => undefined };

/** A field of a representation that is written without an object in between. */
interface DirectField {
  name: string;
  prefix: string;
}

/**
 * The usual case: one fragment for this type, holding leaves only. Then the text can be written
 * straight from the entity.
 */
function compileDirect(
  schema: GraphQLSchema,
  requires: Selections,
  typename: string,
): Representation | undefined {
  const meant = requires.filter(
    (selection) =>
      selection.kind === 'Field' ||
      (selection.typeCondition !== undefined &&
        isTypeOf(schema, selection.typeCondition, typename)),
  );
  if (meant.length === 0) return NOTHING;
  const [only] = meant;
  if (meant.length !== 1 || only?.kind !== 'InlineFragment') return undefined;
  const fields: DirectField[] = [];
  const names = new Set<string>();
  for (const selection of only.selections) {
    if (selection.kind !== 'Field' || selection.selections !== undefined) return undefined;
    const name = selection.alias ?? selection.name;
    if (names.has(name)) return undefined;
    names.add(name);
    fields.push({ name, prefix: `${fields.length === 0 ? '{' : ','}${JSON.stringify(name)}:` });
  }
  if (!names.delete('__typename')) return undefined;
  return {
    fields: names.size === 0 ? undefined : [...names],
    textOf(entity) {
      let text = '';
      for (const { name, prefix } of fields) {
        const value = ownValue(entity, name);
        if (value === undefined) return undefined;
        text += prefix + (typeof value === 'string' ? stringText(value) : valueText(value));
      }
      return `${text}}`;
    },
  };
}

/** Any selection: what is there of it, or null when a field is missing. */
function select(schema: GraphQLSchema, source: unknown, selections: Selections): JsonObject | null {
  if (!isJsonObject(source)) return null;
  const result: JsonObject = {};
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      const typename = source['__typename'];
      if (selection.typeCondition === undefined || typeof typename !== 'string') continue;
      if (!isTypeOf(schema, selection.typeCondition, typename)) continue;
      const part = select(schema, source, selection.selections);
      if (part !== null) mergeInto(result, part);
      continue;
    }
    const name = selection.alias ?? selection.name;
    const value = ownValue(source, name);
    if (value === undefined) return null;
    const { selections: below } = selection;
    setOwnValue(result, name, below === undefined ? value : selectAll(schema, value, below));
  }
  return result;
}

function selectAll(schema: GraphQLSchema, value: unknown, selections: Selections): unknown {
  return Array.isArray(value)
    ? value.map((element) => selectAll(schema, element, selections))
    : select(schema, value, selections);
}
