type ResponsePath = readonly (string | number)[];
import { isJsonObject, ownValue, type JsonObject } from '../json.ts';

/** Stands in a plan's path for every element of a list. */
const EACH = '@';

/** Takes the objects at a path one by one. */
export interface ObjectTaker {
  add(object: JsonObject): void;
}

/** Gives the objects at a path of the data, in the order in which they stand there; nulls are left out. */
export function takeObjectsAt(data: JsonObject, path: ResponsePath, taker: ObjectTaker): void {
  walk(data, path, 0, taker);
}

/** {@link takeObjectsAt}, together. */
export function objectsAt(data: JsonObject, path: ResponsePath): JsonObject[] {
  if (path.length === 0) return [data];
  const found: JsonObject[] = [];
  takeObjectsAt(data, path, { add: (object) => found.push(object) });
  return found;
}

function walk(value: unknown, path: ResponsePath, from: number, taker: ObjectTaker): void {
  if (value === null || value === undefined) return;
  if (from === path.length) {
    if (Array.isArray(value)) for (const element of value) give(element, taker);
    else give(value, taker);
    return;
  }
  const step = path[from];
  if (step === EACH) {
    if (!Array.isArray(value)) return;
    for (const element of value) walk(element, path, from + 1, taker);
  } else if (isJsonObject(value)) {
    walk(ownValue(value, String(step)), path, from + 1, taker);
  }
}

function give(value: unknown, taker: ObjectTaker): void {
  if (isJsonObject(value)) taker.add(value);
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
