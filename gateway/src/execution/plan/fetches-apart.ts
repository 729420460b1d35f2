import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { parse, type FieldNode } from 'graphql';
import { requirerKey, type RequiredVariants } from '../../supergraph/planning/required-variants.ts';
import { placeOf } from '../../supergraph/planning/selection-in-variants.ts';
import { operationWith, visitEntityFields, withoutSpreads } from './entity-fields.ts';

type Selections = readonly QueryPlanSelectionNode[];

/** Fields that one representation of an entity has everything for. */
interface Group {
  fields: Set<FieldNode>;
  /** Variants by place, as in a requirement. */
  required: Map<string, string>;
}

/**
 * A fetch of entities as one for each set of fields whose requirements agree: a representation has one
 * place for a field, with whatever arguments it was asked for.
 */
export function fetchesApart(fetch: FetchNode, variants: RequiredVariants): FetchNode[] {
  const { requires, serviceName } = fetch;
  if (requires === undefined || !hasRivals(requires, variants)) return [fetch];
  const document = withoutSpreads(parse(fetch.operation, { noLocation: true }));
  const groups: Group[] = [];
  visitEntityFields(document, (field, type) => {
    const key = requirerKey(serviceName, type, field.name.value);
    const required = variants.requirements.get(key) ?? new Map<string, string>();
    let group = groups.find((each) => agree(each.required, required));
    if (group === undefined) groups.push((group = { fields: new Set(), required: new Map() }));
    group.fields.add(field);
    for (const [place, names] of required) group.required.set(place, names);
  });
  if (groups.length < 2) return [fetch];
  return groups.map(({ fields, required }) => {
    const isForOthers = (place: string, name: string): boolean =>
      !has(required, place, name) && groups.some((each) => has(each.required, place, name));
    return {
      ...fetch,
      ...operationWith(fields, document, fetch),
      requires: without(isForOthers, requires, variants, ''),
    };
  });
}

/** Whether two variants of one field are required. */
function hasRivals(requires: Selections, { byName }: RequiredVariants): boolean {
  const names = new Set<string>();
  const collect = (selection: QueryPlanSelectionNode): void => {
    if (selection.kind === 'Field' && byName.has(selection.name)) names.add(selection.name);
    selection.selections?.forEach(collect);
  };
  requires.forEach(collect);
  return new Set([...names].map((name) => byName.get(name)?.field)).size < names.size;
}

function agree(some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>): boolean {
  return [...others].every(([place, names]) => (some.get(place) ?? names) === names);
}

function has(required: ReadonlyMap<string, string>, place: string, name: string): boolean {
  return required.get(place)?.split(' ').includes(name) ?? false;
}

/** What is left of a representation without some variants at their places. */
function without(
  isLeftOut: (place: string, variant: string) => boolean,
  selections: Selections,
  variants: RequiredVariants,
  above: string,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection) => {
    let place = above;
    if (selection.kind === 'Field') {
      place = placeOf(variants.byName.get(selection.name)?.field ?? selection.name, above);
      if (isLeftOut(place, selection.name)) return [];
    }
    if (selection.selections === undefined) return [selection];
    const left = without(isLeftOut, selection.selections, variants, place);
    return left.length === 0 ? [] : [{ ...selection, selections: left }];
  });
}
