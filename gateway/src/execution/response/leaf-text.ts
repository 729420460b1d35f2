import { isEnumType, type GraphQLLeafType } from 'graphql';
import { stringText, valueText } from '../json.ts';

/** The JSON text of a leaf's value; undefined when the value is not one of this type. */
export type LeafText = (value: unknown) => string | undefined;

/** Numbers from here on are written with an exponent, which is no integer to GraphQL. */
const EXPONENT_FROM = 1e21;

/** Scalars of the supergraph itself pass as they are: what they mean is their subgraph's business. */
export function leafText(type: GraphQLLeafType): LeafText {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name, `"${name}"`]));
    return (value) => (typeof value === 'string' ? texts.get(value) : undefined);
  }
  switch (type.name) {
    case 'String':
      return (value) => (typeof value === 'string' ? stringText(value) : undefined);
    case 'ID':
      return (value) => (typeof value === 'string' ? stringText(value) : integerText(value));
    case 'Int':
      return integerText;
    case 'Float':
      return (value) => (Number.isFinite(value) ? JSON.stringify(value) : undefined);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? String(value) : undefined);
    default:
      return valueText;
  }
}

function integerText(value: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  if (Math.abs(value) >= EXPONENT_FROM) return undefined;
  return Object.is(value, -0) ? '0' : String(value);
}
