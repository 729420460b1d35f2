import {
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
} from 'graphql';
import { gatewayError, type GatewayErrorCode } from '../security/gateway-error.ts';
import { limitErrors } from '../security/measure-operation.ts';
import type { OperationLimits } from '../security/operation-limits.ts';
import type { Safelist } from '../security/registered-operations/safelist.ts';
import type { LoadedSupergraph } from '../supergraph/loaded-supergraph.ts';
import { PREPARED_CHARACTERS_LIMIT, PREPARED_OPERATIONS_LIMIT } from './execution-policy.ts';
import { PreparedOperation } from './prepared-operation.ts';
import { RefusedDocuments } from './refused-documents.ts';
import { SizedCache } from './sized-cache.ts';

export interface OperationPreparer {
  /**
   * Parses, limits and validates a document, each once for as long as the outcome is kept.
   * @returns the errors when the document is refused
   */
  prepare(
    source: string,
    operationName: string | null | undefined,
  ): PreparedOperation | readonly GraphQLError[];
  /** What has been prepared before; undefined for a document that is new or was refused. */
  known(source: string, operationName: string | null | undefined): PreparedOperation | undefined;
}

export interface PreparationOptions {
  supergraph: LoadedSupergraph;
  limits: OperationLimits;
  introspection: boolean;
  /** The only documents that may run; undefined when others may too. */
  safelist?: Safelist | undefined;
}

/** The same for every way an operation can come in, so that no way is less guarded. */
export function createOperationPreparer(options: PreparationOptions): OperationPreparer {
  const prepared = new SizedCache<PreparedOperation>(
    PREPARED_OPERATIONS_LIMIT,
    PREPARED_CHARACTERS_LIMIT,
  );
  const refused = new RefusedDocuments();
  return {
    prepare(source, operationName) {
      const key = keyOf(source, operationName);
      const known = prepared.get(key);
      if (known !== undefined) return known;
      const { documentCharacters } = options.limits;
      // So cheap to refuse that it is not worth a hash of it.
      if (source.length > documentCharacters) return [tooLong(documentCharacters)];
      const refusal = refused.get(key, source);
      if (refusal !== undefined) return refusal;
      const result = prepare(source, operationName, options);
      if (result instanceof PreparedOperation) prepared.set(key, result, key.length);
      else refused.set(key, result);
      return result;
    },
    known: (source, operationName) => prepared.get(keyOf(source, operationName)),
  };
}

/** A client writes both as it likes: what one says in two parts must not be what another says in others. */
function keyOf(source: string, operationName: string | null | undefined): string {
  const name = operationName ?? undefined;
  return name === undefined ? `\n${source}` : `${name.length}\n${name}\n${source}`;
}

function prepare(
  source: string,
  operationName: string | null | undefined,
  { supergraph, limits, introspection, safelist }: PreparationOptions,
): PreparedOperation | readonly GraphQLError[] {
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens: limits.tokens });
  } catch (error) {
    if (error instanceof GraphQLError) return [coded(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
  const tooMuch = limitErrors(document, limits);
  if (tooMuch.length > 0) return tooMuch;
  if (safelist !== undefined && !safelist.has(document)) {
    return [gatewayError('OPERATION_NOT_REGISTERED', 'Only registered operations run here.')];
  }
  // Suggestions ("did you mean") would tell the schema to somebody who may not introspect it.
  const invalid = validate(
    supergraph.apiSchema,
    document,
    introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule],
    { hideSuggestions: !introspection },
  );
  if (invalid.length > 0) return invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
  const definition = getOperationAST(document, operationName);
  if (!definition) return [gatewayError('BAD_REQUEST', unknownOperation(operationName))];
  return new PreparedOperation(document, definition, supergraph, limits.planningMs);
}

function tooLong(limit: number): GraphQLError {
  const message = `The document is longer than ${limit} characters.`;
  return gatewayError('GRAPHQL_VALIDATION_FAILED', message);
}

function unknownOperation(operationName: string | null | undefined): string {
  return operationName
    ? `The document has no operation named "${operationName}".`
    : 'The document has several operations: name one in operationName.';
}

function coded(error: GraphQLError, code: GatewayErrorCode): GraphQLError {
  const { nodes, source, positions } = error;
  return gatewayError(code, error.message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
  });
}
