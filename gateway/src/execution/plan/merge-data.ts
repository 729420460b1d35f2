import { isInheritedName, isJsonObject, ownValue, setOwnValue, type JsonObject } from '../json.ts';

/**
 * Adds what a subgraph answered to what is already there, as Apollo's executor merges: objects field
 * by field, lists of equal length element by element, anything else replaces what was there.
 * Parts of `source` become parts of `target`.
 */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const name in source) {
    const value = source[name];
    if (value !== undefined) mergeValue(target, name, value, asItIs);
  }
}

/** The same, leaving `source` free to be merged elsewhere too. */
export function mergeCopyInto(target: JsonObject, source: JsonObject): void {
  for (const name in source) {
    const value = source[name];
    if (value !== undefined) mergeValue(target, name, value, copyOf);
  }
}

type Take = (value: unknown) => unknown;

function mergeValue(target: JsonObject, name: string, value: unknown, take: Take): void {
  if (typeof value !== 'object' || value === null) {
    setOwnValue(target, name, value);
    return;
  }
  const present = isInheritedName(name) ? ownValue(target, name) : target[name];
  if (Array.isArray(value)) {
    if (Array.isArray(present) && present.length === value.length) {
      mergeElements(present, value, take);
    } else {
      setOwnValue(target, name, take(value));
    }
  } else if (isJsonObject(present)) {
    if (take === asItIs) mergeInto(present, value as JsonObject);
    else mergeCopyInto(present, value as JsonObject);
  } else {
    setOwnValue(target, name, take(value));
  }
}

function mergeElements(target: unknown[], source: readonly unknown[], take: Take): void {
  for (let index = 0; index < source.length; index += 1) {
    const present = target[index];
    const value = source[index];
    if (isJsonObject(present) && isJsonObject(value)) {
      if (take === asItIs) mergeInto(present, value);
      else mergeCopyInto(present, value);
    } else {
      target[index] = take(value);
    }
  }
}

function asItIs(value: unknown): unknown {
  return value;
}

/** A copy of what was in JSON, to be changed freely. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isJsonObject(value) || !isPlain(value)) return value;
  const copy: JsonObject = {};
  for (const name in value) setOwnValue(copy, name, copyOf(value[name]));
  return copy;
}

/** A subgraph in the same process can answer with values such as dates, which are never merged. */
function isPlain(value: JsonObject): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
