import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';

/** Whether an object of type `typename` is one of `condition`. */
export function isTypeOf(schema: GraphQLSchema, condition: string, typename: string): boolean {
  if (condition === typename) return true;
  const type = schema.getType(typename);
  const abstract = schema.getType(condition);
  if (!isAbstractType(abstract)) return false;
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(abstract, type);
}
