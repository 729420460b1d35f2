import type { ClientBase } from 'pg';

/** What statements run on: the client of a transaction. */
export type Client = Pick<ClientBase, 'query'>;

const SCHEMA_NAME = /^[a-z][a-z0-9_]{0,40}$/;

/** A statement text and its name, both with the schema in them; the name is what the server prepares it under. */
export interface SchemaStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * Statements of tables that exist once per subgraph: `text` is written with the schema's name passed in, made once per
 * schema and kept. Throws a RangeError for a name that is not a plain lower-case identifier.
 */
export function perSchema(
  name: string,
  text: (schema: string) => string,
): (schema: string) => SchemaStatement {
  const made = new Map<string, SchemaStatement>();
  return (schema) => {
    const known = made.get(schema);
    if (known !== undefined) return known;
    if (!SCHEMA_NAME.test(schema))
      throw new RangeError('a schema name is a plain lower-case identifier');
    const statement = { name: `${schema}.${name}`, text: text(`"${schema}"`) };
    made.set(schema, statement);
    return statement;
  };
}
