import { GraphQLError } from 'graphql';
import type { Variables } from '../plan/plan-run.ts';

/** One writing of a response. */
export class ResponseRun {
  readonly variables: Variables;
  /** What had to be left out because it does not fit the schema. */
  readonly errors: GraphQLError[] = [];
  /** Where the writing is; valid up to the depth that a writer is called with. */
  readonly path: (string | number)[] = [];

  constructor(variables: Variables) {
    this.variables = variables;
  }

  report(message: string, depth: number): void {
    this.errors.push(
      new GraphQLError(message, {
        path: this.path.slice(0, depth + 1),
        extensions: { code: 'INVALID_GRAPHQL' },
      }),
    );
  }
}

/**
 * Writes one value as JSON text.
 * @param depth index of the value's own place in `run.path`
 * @returns undefined when nothing may stand here: what is around it must be null
 */
export type ValueWriter = (value: unknown, run: ResponseRun, depth: number) => string | undefined;
