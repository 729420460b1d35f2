import { Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { BoundedCache } from '@tiffin/service';
import { RESPONSE_VARIANTS_LIMIT } from '../execution-policy.ts';
import type { JsonObject } from '../json.ts';
import type { Variables } from '../plan/plan-run.ts';
import { compileFieldsWriter } from './object-writer.ts';
import { ResponseRun, type ValueWriter } from './response-run.ts';
import { ResponseShape, type FieldSources, type TypedSelections } from './response-shape.ts';

/** An answer's `data` as JSON text, and what had to be left out because it does not fit the schema. */
export interface WrittenData {
  text: string;
  errors: ResponseRun['errors'];
}

/**
 * Writes what came together from the subgraphs as the client asked for it: its fields, in its order
 * and under its aliases, checked against the schema, nulls bubbling.
 *
 * Compiled once per operation and per set of values of the variables in `@skip` and `@include`.
 */
export class ResponseWriter {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #operation: OperationDefinitionNode;
  readonly #sources: FieldSources;
  readonly #conditionVariables: readonly string[];
  readonly #variants = new BoundedCache<string, ValueWriter>(RESPONSE_VARIANTS_LIMIT);

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    sources: FieldSources = () => undefined,
  ) {
    this.#sources = sources;
    this.#schema = schema;
    this.#document = document;
    this.#operation = operation;
    this.#conditionVariables = conditionVariablesOf(document);
  }

  write(data: JsonObject, variables: Variables): WrittenData {
    const run = new ResponseRun(variables);
    const text = this.#variant(variables)(data, run, -1) ?? 'null';
    return { text, errors: run.errors };
  }

  /**
   * Whether anything but `__typename` and the schema is asked for, whatever the variables. With
   * conditions in the document nothing is claimed: they can contradict each other.
   */
  asksForData(): boolean {
    if (hasConditions(this.#document)) return false;
    const fields = this.#shape({}).fieldsOf(this.#selections, undefined);
    return fields.some(({ definition }) => definition !== undefined);
  }

  #variant(variables: Variables): ValueWriter {
    const key = this.#conditionVariables.map((name) => (variables[name] === true ? 1 : 0)).join('');
    const known = this.#variants.get(key);
    if (known !== undefined) return known;
    const variant = compileFieldsWriter(
      this.#shape(variables),
      this.#root,
      this.#selections,
      undefined,
    );
    this.#variants.set(key, variant);
    return variant;
  }

  #shape(variables: Variables): ResponseShape {
    const conditions = Object.fromEntries(
      this.#conditionVariables.map((name) => [name, variables[name]]),
    );
    return new ResponseShape(
      this.#schema,
      this.#document,
      this.#operation,
      conditions,
      this.#sources,
    );
  }

  get #root(): string {
    return this.#schema.getRootType(this.#operation.operation)?.name ?? '';
  }

  get #selections(): TypedSelections[] {
    return [{ set: this.#operation.selectionSet, type: this.#root }];
  }
}

function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive({ name }) {
      if (name.value === 'skip' || name.value === 'include') found = true;
    },
  });
  return found;
}

function conditionVariablesOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      const value = given?.[0]?.value;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
