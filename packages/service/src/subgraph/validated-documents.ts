import {
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLErrorOptions,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { BoundedCache } from '../request/bounded-cache.ts';
import { DOCUMENT_CACHE_ENTRIES } from './socket-policy.ts';

export type ValidatedDocument =
  | { document: DocumentNode; errors?: undefined }
  | { document?: undefined; errors: readonly GraphQLError[] };

/** Parses and validates each text once. @param rules the specification's unless given */
export function createDocumentValidator(
  schema: GraphQLSchema,
  rules?: readonly ValidationRule[],
): (query: string, operationName: string | null | undefined) => ValidatedDocument {
  const cache = new BoundedCache<string, ValidatedDocument>(DOCUMENT_CACHE_ENTRIES);
  return (query, operationName) => {
    let known = cache.get(query);
    if (known === undefined) {
      known = check(schema, query, rules);
      cache.set(query, known);
    }
    if (known.document !== undefined && !getOperationAST(known.document, operationName)) {
      return {
        errors: [coded(new GraphQLError('Unknown operation.'), 'OPERATION_RESOLUTION_FAILURE')],
      };
    }
    return known;
  };
}

function check(
  schema: GraphQLSchema,
  query: string,
  rules: readonly ValidationRule[] | undefined,
): ValidatedDocument {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
  }
  const errors = validate(schema, document, rules);
  if (errors.length === 0) return { document };
  return { errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
}

function coded(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, { ...placeOf(error), extensions: { code } });
}

function placeOf(error: GraphQLError): Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions'> {
  return {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
  };
}
