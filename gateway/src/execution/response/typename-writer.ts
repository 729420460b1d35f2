import { isObjectType } from 'graphql';
import type { JsonObject } from '../json.ts';
import type { ValueWriter } from './response-run.ts';
import type { ResponseShape } from './response-shape.ts';

/**
 * Writes `__typename`: what the object tells of itself under this alias or under the name, else the
 * type that was asked for. When that is not an object type, nothing can stand here.
 */
export function compileTypenameWriter(
  shape: ResponseShape,
  key: string,
  type: string,
): ValueWriter {
  const textOf = (typename: unknown): string | undefined => {
    const told = typeof typename === 'string' ? shape.schema.getType(typename) : undefined;
    const meant = told ?? shape.schema.getType(type);
    return isObjectType(meant) ? JSON.stringify(meant.name) : undefined;
  };
  const usual = textOf(undefined);
  return (value) => {
    const object = value as JsonObject;
    const told = Object.hasOwn(object, key)
      ? (object[key] ?? object['__typename'])
      : object['__typename'];
    return told === type || told === undefined || told === null ? usual : textOf(told);
  };
}
