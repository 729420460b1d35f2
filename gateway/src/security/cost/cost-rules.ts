import {
  Kind,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type InputValueDefinitionNode,
} from 'graphql';
import { argumentsOf, linkedNames } from '../linked-names.ts';

/** What `@listSize` says of a field that returns a list, or an object with lists in it. */
export interface ListSize {
  assumedSize: number | undefined;
  /** Arguments that bound the list; the largest counts. */
  slicingArguments: readonly string[];
  /** Fields of the returned object that hold the list; empty when the field itself does. */
  sizedFields: readonly string[];
  requireOneSlicingArgument: boolean;
}

/** The weights and list sizes that a supergraph declares with `@cost` and `@listSize`. */
export interface CostRules {
  /** Whether the supergraph links the specification of costs at all. */
  declared: boolean;
  /** By coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Input.field`. */
  weights: ReadonlyMap<string, number>;
  /** By `Type.field`. */
  listSizes: ReadonlyMap<string, ListSize>;
}

const SPECIFICATION = 'https://specs.apollo.dev/cost/v';

export function readCostRules(supergraph: DocumentNode): CostRules {
  const names = linkedNames(supergraph, SPECIFICATION, 'cost', ['cost', 'listSize']);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  const take = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    for (const directive of directives) {
      const kind = names.get(directive.name.value);
      const given = kind === undefined ? {} : argumentsOf(directive);
      if (kind === 'cost') weights.set(coordinate, Number(given['weight']));
      if (kind === 'listSize') listSizes.set(coordinate, listSizeOf(given));
    }
  };
  if (names.size > 0) supergraph.definitions.forEach((definition) => takeFrom(definition, take));
  return { declared: names.size > 0, weights, listSizes };
}

function takeFrom(
  definition: DefinitionNode,
  take: (coordinate: string, directives?: readonly ConstDirectiveNode[]) => void,
): void {
  switch (definition.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_DEFINITION:
      take(definition.name.value, definition.directives);
      break;
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      take(definition.name.value, definition.directives);
      for (const field of definition.fields ?? []) {
        const coordinate = `${definition.name.value}.${field.name.value}`;
        take(coordinate, field.directives);
        takeValues(field.arguments ?? [], (name) => `${coordinate}(${name}:)`, take);
      }
      break;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      takeValues(definition.fields ?? [], (name) => `${definition.name.value}.${name}`, take);
      break;
    default:
  }
}

function takeValues(
  values: readonly InputValueDefinitionNode[],
  coordinateOf: (name: string) => string,
  take: (coordinate: string, directives?: readonly ConstDirectiveNode[]) => void,
): void {
  for (const value of values) take(coordinateOf(value.name.value), value.directives);
}

function listSizeOf(given: Readonly<Record<string, unknown>>): ListSize {
  const { assumedSize } = given;
  return {
    assumedSize: typeof assumedSize === 'number' ? assumedSize : undefined,
    slicingArguments: texts(given['slicingArguments']),
    sizedFields: texts(given['sizedFields']),
    requireOneSlicingArgument: given['requireOneSlicingArgument'] !== false,
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
