import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { JsonObject } from './json.ts';

/** The outcome of an execution, its data already as JSON text. */
export class Answer {
  /** JSON text; undefined when nothing was executed. */
  readonly data: string | undefined;
  /** Not masked yet. */
  readonly errors: readonly GraphQLError[];
  /** What was left out although no subgraph reported an error. */
  readonly valueCompletion: readonly GraphQLError[];

  constructor(
    data: string | undefined,
    errors: readonly unknown[],
    valueCompletion: readonly GraphQLError[] = [],
    clientPath: ClientPath | undefined = undefined,
  ) {
    this.data = data;
    this.errors = errors.map((error) => placed(asGraphQLError(error), clientPath));
    this.valueCompletion = this.errors.length === 0 ? valueCompletion : [];
  }

  /**
   * The whole response as JSON text.
   * @param mask decides what of an error is told
   */
  toText(mask: (error: GraphQLError) => GraphQLFormattedError): string {
    const { data, errors, valueCompletion } = this;
    if (data !== undefined && errors.length === 0 && valueCompletion.length === 0) {
      return `{"data":${data}}`;
    }
    const members: string[] = [];
    if (errors.length > 0) members.push(`"errors":${JSON.stringify(errors.map(mask))}`);
    if (data !== undefined) members.push(`"data":${data}`);
    if (valueCompletion.length > 0) {
      members.push(`"extensions":${JSON.stringify({ valueCompletion })}`);
    }
    return `{${members.join(',')}}`;
  }

  /** For engines that want values. */
  toResult(): ExecutionResult {
    const { data, errors, valueCompletion } = this;
    return {
      ...(errors.length === 0 ? {} : { errors }),
      ...(data === undefined ? {} : { data: JSON.parse(data) as JsonObject | null }),
      ...(valueCompletion.length === 0 ? {} : { extensions: { valueCompletion } }),
    };
  }
}

type Path = readonly (string | number)[];
type ClientPath = (path: Path) => Path;

/** The error at its place in the client's answer. */
function placed(error: GraphQLError, clientPath: ClientPath | undefined): GraphQLError {
  if (error.path === undefined || clientPath === undefined) return error;
  const { message, extensions, originalError } = error;
  const path = clientPath(error.path);
  return new GraphQLError(message, { path, extensions, originalError: originalError ?? null });
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
