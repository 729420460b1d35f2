import { buildSchema, parse, validate } from 'graphql';

/** Registered operations that the API schema does not allow. */
export function invalidOperations(api: string, operations: ReadonlyMap<string, string>): string[] {
  const schema = buildSchema(api);
  return [...operations].flatMap(([name, text]) =>
    validate(schema, parse(text)).map((error) => `operation ${name}: ${error.message}`),
  );
}
