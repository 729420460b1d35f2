import { isCompositeType } from 'graphql';
import { isInheritedName, isJsonObject, ownValue, type JsonObject } from '../json.ts';
import { introspectionText } from './introspection-text.ts';
import type { ResponseRun, ValueWriter } from './response-run.ts';
import type { ResponseShape, ShapedField, TypedSelections } from './response-shape.ts';
import { compileTypenameWriter } from './typename-writer.ts';
import { compileValueWriter } from './value-writer.ts';

const NULL = 'null';

/** Told when what stands in an object's place is none, or names a type that is not to be seen. */
export type OnInvalid = (what: 'value' | 'typename', run: ResponseRun, depth: number) => string;

/** Compiles the writer of objects of a type, or of the types that can stand for it. */
export function compileObjectWriter(
  shape: ResponseShape,
  declaredType: string,
  selections: readonly TypedSelections[],
  onInvalid: OnInvalid,
): ValueWriter {
  const writers = new Map<string, ValueWriter>();
  return (value, run, depth) => {
    if (value === null || value === undefined) return NULL;
    if (!isJsonObject(value)) return onInvalid('value', run, depth);
    const typename = value['__typename'] ?? '';
    let write = typeof typename === 'string' ? writers.get(typename) : undefined;
    if (write === undefined) {
      if (typeof typename !== 'string') return onInvalid('typename', run, depth);
      const type = typename === '' ? declaredType : typename;
      if (!isCompositeType(shape.schema.getType(type))) return onInvalid('typename', run, depth);
      write = compileFieldsWriter(shape, type, selections, typename || undefined);
      writers.set(typename, write);
    }
    return write(value, run, depth) ?? NULL;
  };
}

interface FieldWriter {
  key: string;
  source: string;
  /** `{` or `,` and the name. */
  prefix: string;
  isInherited: boolean;
  /** Gets the object itself instead of the field's value. */
  isMeta: boolean;
  write: ValueWriter;
}

/**
 * Compiles the writer of all fields of one kind of object.
 * @param type where `__typename` comes from when the object does not tell it
 * @param typename what such an object tells of its type
 */
export function compileFieldsWriter(
  shape: ResponseShape,
  type: string,
  selections: readonly TypedSelections[],
  typename: string | undefined,
): ValueWriter {
  // Compiled at the first object: types of an interface that never come cost nothing.
  const fields: FieldWriter[] = shape.fieldsOf(selections, typename).map((field, index) => ({
    key: field.key,
    source: field.source,
    prefix: `${index === 0 ? '{' : ','}${JSON.stringify(field.key)}:`,
    isInherited: isInheritedName(field.source),
    isMeta: field.definition === undefined,
    write: compileFieldWriter(shape, field, type),
  }));
  if (fields.length === 0) return () => '{}';
  return (value, run, depth) => {
    const object = value as JsonObject;
    let text = '';
    for (const { key, source, prefix, isInherited, isMeta, write } of fields) {
      run.path[depth + 1] = key;
      const inner = isMeta ? object : isInherited ? ownValue(object, source) : object[source];
      const fieldText = write(inner, run, depth + 1);
      if (fieldText === undefined) return undefined;
      text += prefix + fieldText;
    }
    return `${text}}`;
  };
}

function compileFieldWriter(shape: ResponseShape, field: ShapedField, type: string): ValueWriter {
  const { definition, key, parent, below, nodes } = field;
  if (definition !== undefined) return compileValueWriter(shape, definition.type, below, parent);
  if (nodes[0]?.name.value === '__typename') return compileTypenameWriter(shape, key, type);
  return (_object, run) => introspectionText(shape, field, run.variables);
}
