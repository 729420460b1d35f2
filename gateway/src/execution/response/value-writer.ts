import {
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLList,
  type GraphQLOutputType,
} from 'graphql';
import { leafText } from './leaf-text.ts';
import { compileObjectWriter } from './object-writer.ts';
import type { ResponseRun, ValueWriter } from './response-run.ts';
import type { ResponseShape, TypedSelections } from './response-shape.ts';

const NULL = 'null';

/** Compiles the writer of a field's or an element's value, null bubbling included. */
export function compileValueWriter(
  shape: ResponseShape,
  type: GraphQLOutputType,
  below: readonly TypedSelections[],
  parent: string,
): ValueWriter {
  const describe = (run: ResponseRun, depth: number): string => {
    const last = run.path[depth];
    return typeof last === 'string'
      ? `field ${parent}.${last}`
      : `array element of type ${String(isNonNullType(type) ? type.ofType : type)} at index ${last}`;
  };
  if (isNonNullType(type)) {
    const write = compileValueWriter(shape, type.ofType, below, parent);
    return (value, run, depth) => {
      if (value === null || value === undefined) {
        run.report(`Cannot return null for non-nullable ${describe(run, depth)}.`, depth);
        return undefined;
      }
      const text = write(value, run, depth);
      return text === NULL ? undefined : text;
    };
  }
  const invalid = (run: ResponseRun, depth: number): string => {
    run.report(`Invalid value found for ${describe(run, depth)}.`, depth);
    return NULL;
  };
  if (isLeafType(type)) {
    const textOf = leafText(type);
    return (value, run, depth) => {
      if (value === null || value === undefined) return NULL;
      return textOf(value) ?? invalid(run, depth);
    };
  }
  if (isListType(type)) {
    return listWriter(compileValueWriter(shape, itemType(type), below, parent), invalid);
  }
  return compileObjectWriter(shape, type.name, below, (what, run, depth) => {
    if (what === 'value') return invalid(run, depth);
    run.report(`Invalid __typename found for object at ${describe(run, depth)}.`, depth);
    return NULL;
  });
}

function itemType(type: GraphQLList<GraphQLOutputType>): GraphQLOutputType {
  return type.ofType;
}

function listWriter(
  writeElement: ValueWriter,
  invalid: (run: ResponseRun, depth: number) => string,
): ValueWriter {
  return (value, run, depth) => {
    if (value === null || value === undefined) return NULL;
    if (!Array.isArray(value)) return invalid(run, depth);
    let text = '[';
    let isNull = false;
    for (let index = 0; index < value.length; index += 1) {
      run.path[depth + 1] = index;
      const element = writeElement(value[index], run, depth + 1);
      // The others are written all the same: what is wrong with them is told too.
      if (element === undefined) isNull = true;
      else text += index === 0 ? element : `,${element}`;
    }
    return isNull ? NULL : `${text}]`;
  };
}
