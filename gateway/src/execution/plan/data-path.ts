type ResponsePath = readonly (string | number)[];
import { isJsonObject, ownValue, type JsonObject } from '../json.ts';

/** Stands in a plan's path for every element of a list. */
const EACH = '@';

/** The objects at a path of the data, in the order in which they stand there; nulls are left out. */
export function objectsAt(data: JsonObject, path: ResponsePath): JsonObject[] {
  if (path.length === 0) return [data];
  const found: JsonObject[] = [];
  collect(data, path, 0, found);
  return found;
}

function collect(value: unknown, path: ResponsePath, from: number, found: JsonObject[]): void {
  if (value === null || value === undefined) return;
  if (from === path.length) {
    if (Array.isArray(value)) for (const element of value) push(element, found);
    else push(value, found);
    return;
  }
  const step = path[from];
  if (step === EACH) {
    if (!Array.isArray(value)) return;
    for (const element of value) collect(element, path, from + 1, found);
  } else if (isJsonObject(value)) {
    collect(ownValue(value, String(step)), path, from + 1, found);
  }
}

function push(value: unknown, found: JsonObject[]): void {
  if (isJsonObject(value)) found.push(value);
}

/** An object of the data and the way to it. */
export interface Located {
  object: JsonObject;
  /** As a client reads it: names and indices. */
  path: readonly (string | number)[];
  /** The objects whose fields were followed, outermost first. */
  ancestors: readonly JsonObject[];
}

/** {@link objectsAt} with the ways to them. */
export function locatedAt(data: JsonObject, path: ResponsePath): Located[] {
  const found: Located[] = [];
  locate(data, path, { path: [], ancestors: [] }, found);
  return found;
}

function locate(
  value: unknown,
  rest: ResponsePath,
  place: Omit<Located, 'object'>,
  found: Located[],
): void {
  if (value === null || value === undefined) return;
  const [step, ...below] = rest;
  const element = (inner: unknown, index: number): void =>
    locate(inner, below, { ...place, path: [...place.path, index] }, found);
  if (step === undefined) {
    if (Array.isArray(value)) value.forEach(element);
    else if (isJsonObject(value)) found.push({ ...place, object: value });
  } else if (step === EACH) {
    if (Array.isArray(value)) value.forEach(element);
  } else if (isJsonObject(value)) {
    const inner = {
      path: [...place.path, step],
      ancestors: [...place.ancestors, value],
    };
    locate(ownValue(value, String(step)), below, inner, found);
  }
}
