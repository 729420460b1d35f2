import type { SubgraphAnswer } from '../transport/subgraph-transport.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { locatedAt, objectsAt } from './data-path.ts';
import { mergeCopyInto, mergeInto } from './merge-data.ts';
import type { PlanRun } from './plan-run.ts';
import type { Rewrite } from './rewrites.ts';
import { subgraphError } from './subgraph-error.ts';

/** Where in the data a fetch belongs, and what to do with its answer. */
export interface FetchPlace {
  subgraph: string;
  path: readonly (string | number)[];
  rewrite: Rewrite | undefined;
}

/** Takes in the answer to a fetch of root fields. */
export function takeRootAnswer(run: PlanRun, place: FetchPlace, answer: SubgraphAnswer): void {
  const { subgraph, path, rewrite } = place;
  for (const error of answer.errors ?? []) {
    run.errors.push(subgraphError(error, subgraph, error.path && [...path, ...error.path]));
  }
  const { data } = answer;
  if (!isJsonObject(data)) return;
  rewrite?.(data);
  const [first, ...others] = objectsAt(run.data, path);
  for (const object of others) mergeCopyInto(object, data);
  if (first !== undefined) mergeInto(first, data);
}

/**
 * Takes in the answer to a fetch of entities.
 * @param targets for each representation the objects that it stands for
 */
export function takeEntities(
  run: PlanRun,
  place: FetchPlace,
  targets: readonly (readonly JsonObject[])[],
  answer: SubgraphAnswer,
): void {
  if (answer.errors !== undefined) takeEntityErrors(run, place, targets, answer.errors);
  if (!answer.data) return;
  const entities = answer.data['_entities'];
  if (!Array.isArray(entities)) {
    throw new Error('Expected "data._entities" in response to be an array');
  }
  if (entities.length !== targets.length) {
    throw new Error(`Expected "data._entities" to contain ${targets.length} elements`);
  }
  for (let index = 0; index < targets.length; index += 1) {
    const entity: unknown = entities[index];
    const same = targets[index] ?? [];
    const [first] = same;
    if (first === undefined || !isJsonObject(entity)) continue;
    if (place.rewrite !== undefined) {
      // Rewrites can depend on the type, which the answer does not always tell.
      if (!entity['__typename']) entity['__typename'] = first['__typename'];
      place.rewrite(entity);
    }
    for (let at = 1; at < same.length; at += 1) mergeCopyInto(same[at]!, entity);
    mergeInto(first, entity);
  }
}

/** An error at an entity is an error at each place where that entity stands. */
function takeEntityErrors(
  run: PlanRun,
  { subgraph, path }: FetchPlace,
  targets: readonly (readonly JsonObject[])[],
  errors: NonNullable<SubgraphAnswer['errors']>,
): void {
  let located: Map<JsonObject, (readonly (string | number)[])[]> | undefined;
  for (const error of errors) {
    const index = error.path?.[1];
    if (typeof index !== 'number') {
      run.errors.push(subgraphError(error, subgraph, error.path && [...path, ...error.path]));
      continue;
    }
    located ??= waysTo(run, path);
    const below = error.path?.slice(2) ?? [];
    const ways = new Set((targets[index] ?? []).flatMap((target) => located?.get(target) ?? []));
    if (ways.size === 0) run.errors.push(subgraphError(error, subgraph, below));
    for (const way of ways) run.errors.push(subgraphError(error, subgraph, [...way, ...below]));
  }
}

function waysTo(
  run: PlanRun,
  path: readonly (string | number)[],
): Map<JsonObject, (readonly (string | number)[])[]> {
  const ways = new Map<JsonObject, (readonly (string | number)[])[]>();
  for (const located of locatedAt(run.data, path)) {
    const known = ways.get(located.object);
    if (known === undefined) ways.set(located.object, [located.path]);
    else known.push(located.path);
  }
  return ways;
}
