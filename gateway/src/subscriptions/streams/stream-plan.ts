import {
  isObjectType,
  getNamedType,
  Kind,
  parse,
  print,
  valueFromASTUntyped,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { ownValue } from '../../execution/json.ts';
import type { Variables } from '../../execution/plan-executor.ts';
import type { PreparedOperation } from '../../execution/prepared-operation.ts';
import type { LoadedSupergraph } from '../../supergraph/loaded-supergraph.ts';
import { audienceKey, unionOf, type Audience } from '../../declaration/audience.ts';
import { declarationsOf } from '../../declaration/declarations-of.ts';
import { UNDECLARED, type FieldDeclaration } from '../../declaration/field-declaration.ts';
import { planAudience } from '../../declaration/plan-audience.ts';
import type { Identity } from '@tiffin/service';

/** Response names and variable that we add to what the client asks of the source. */
export const CURSOR = 'gateway_cursor';
export const SEQUENCE = 'gateway_sequence';
export const KIND = 'gateway_kind';
export const KEY = 'gateway_key';
const AFTER = 'gateway_after';

/** What is asked of the owning subgraph for an operation, and what may be done with the answer. */
export interface StreamPlan extends Omit<FieldDeclaration, 'audience'> {
  subgraph: string;
  query: string;
  operationName: string | undefined;
  /** Names of the client's variables that go along. */
  variableNames: readonly string[];
  /** Where an event stands in the source's answers. */
  responseName: string;
  /** Whether callers may share the stream at all. */
  isShareable: boolean;
  /** What counts of a caller, other subgraphs' fields included. */
  audience: Audience;
  /** Names the operation, without the argument that resumes it; equal for equal documents only. */
  identity: string;
  /** The client's variable that carries nothing but the cursor. */
  afterVariable: string | undefined;
  /** Where the client wants to resume; undefined to begin. */
  afterOf(variables: Variables): string | undefined;
}

const ids = new WeakMap<LoadedSupergraph, number>();
const plans = new WeakMap<PreparedOperation, StreamPlan>();
let supergraphs = 0;

/** Made once per prepared operation. @throws Error when this is not a subscription */
export function streamPlanOf(operation: PreparedOperation): StreamPlan {
  let plan = plans.get(operation);
  if (plan === undefined) plans.set(operation, (plan = makePlan(operation)));
  return plan;
}

/** Names a shared stream: callers for whom it is equal get the same from the same source. */
export function channelKey(plan: StreamPlan, variables: Variables, identity: Identity): string {
  const names = Object.keys(variables).filter((name) => name !== plan.afterVariable);
  const values = names.toSorted().map((name) => [name, variables[name]]);
  return `${plan.identity}\n${JSON.stringify(values)}\n${audienceKey(plan.audience, identity)}`;
}

/** The values that go to the source; `after` is where the stream begins there. */
export function sourceVariables(
  plan: StreamPlan,
  variables: Variables,
  after: string | undefined,
): Record<string, unknown> {
  const given = plan.variableNames
    .filter((name) => Object.hasOwn(variables, name))
    .map((name) => [name, variables[name]] as const);
  const own = plan.resumable !== undefined && after !== undefined ? { [AFTER]: after } : {};
  return { ...Object.fromEntries(given), ...own };
}

function makePlan(operation: PreparedOperation): StreamPlan {
  const { primary, rest } = operation.subscriptionPlan();
  const declarations = declarationsOf(operation.supergraph);
  const document = parse(primary.operation, { noLocation: true });
  const definition = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [root] = definition?.selectionSet.selections ?? [];
  const plain = {
    ...UNDECLARED,
    subgraph: primary.serviceName,
    query: primary.operation,
    operationName: primary.operationName,
    variableNames: primary.variableUsages ?? [],
    responseName: '',
    isShareable: false,
    identity: '',
    afterVariable: undefined,
    afterOf: () => undefined,
  };
  if (definition?.kind !== Kind.OPERATION_DEFINITION || root?.kind !== Kind.FIELD) return plain;
  const responseName = (root.alias ?? root.name).value;
  const schema = operation.supergraph.supergraphSchema;
  const field = schema.getSubscriptionType()?.getFields()[root.name.value];
  const declaration = declarations.get(`${schema.getSubscriptionType()?.name}.${root.name.value}`);
  if (field === undefined || declaration === undefined || !isHonourable(declaration, field)) {
    return { ...plain, responseName };
  }
  const { resumable, conflated } = declaration;
  const after = root.arguments?.find(({ name }) => name.value === resumable?.argument);
  const afterVariable = variableOnlyOf(operation, after);
  return {
    ...plain,
    ...declaration,
    responseName,
    query: print(withOurOwn(document, definition, root, field, declaration, schema)),
    variableNames: plain.variableNames.filter((name) => name !== afterVariable),
    // Who joins must neither miss nor repeat anything: it takes an order, or that only the newest counts.
    isShareable: resumable !== undefined || (conflated !== undefined && !conflated.when),
    audience: unionOf(declaration.audience, planAudience(rest, declarations)),
    identity: `${idOf(operation.supergraph)}\n${operation.definition.name?.value ?? ''}\n${textWithout(operation, resumable?.argument, afterVariable)}`,
    afterVariable,
    afterOf: (variables) => valueOf(after, variables),
  };
}

function idOf(supergraph: LoadedSupergraph): number {
  let id = ids.get(supergraph);
  if (id === undefined) ids.set(supergraph, (id = supergraphs += 1));
  return id;
}

/** A declaration that names what is not there is as good as none. */
function isHonourable(
  { resumable, conflated }: FieldDeclaration,
  field: GraphQLField<unknown, unknown>,
): boolean {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return false;
  const fields = type.getFields();
  const has = (name: string): boolean => fields[name] !== undefined;
  if (resumable !== undefined) {
    const takes = field.args.some(({ name }) => name === resumable.argument);
    if (!takes || !has(resumable.cursor) || !has(resumable.sequence)) return false;
  }
  if (conflated?.when !== undefined && !has(conflated.when.field)) return false;
  return conflated?.by[0] === undefined || has(conflated.by[0]);
}

/** The client's variable behind an argument, when it stands nowhere else in the operation. */
function variableOnlyOf(
  operation: PreparedOperation,
  argument: ArgumentNode | undefined,
): string | undefined {
  if (argument?.value.kind !== Kind.VARIABLE) return undefined;
  const name = argument.value.name.value;
  let uses = 0;
  visit(operation.document, {
    Variable: (node) => {
      if (node.name.value === name) uses += 1;
    },
  });
  const isDefinitionAndUse = uses === 2;
  return isDefinitionAndUse ? name : undefined;
}

/** The document for the source: resumed by a variable of ours, with what we must know of each event. */
function withOurOwn(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  root: FieldNode,
  field: GraphQLField<unknown, unknown>,
  { resumable, conflated }: FieldDeclaration,
  schema: GraphQLSchema,
): DocumentNode {
  const wanted: string[] = [];
  if (resumable !== undefined) {
    wanted.push(`${CURSOR}: ${resumable.cursor}`, `${SEQUENCE}: ${resumable.sequence}`);
  }
  if (conflated?.when !== undefined) wanted.push(`${KIND}: ${conflated.when.field}`);
  const [first, ...further] = conflated?.by ?? [];
  if (first !== undefined) {
    const below = further.reduceRight((inner, name) => `{ ${name} ${inner} }`, '');
    wanted.push(`${KEY}: ${first} ${below}`);
  }
  const added = selectionsOf(`{ ${wanted.join(' ')} }`);
  const argument = field.args.find(({ name }) => name === resumable?.argument);
  const others = (root.arguments ?? []).filter(({ name }) => name.value !== resumable?.argument);
  const resuming = argument === undefined ? [] : [argumentOf(`${argument.name}: $${AFTER}`)];
  const newRoot: FieldNode = {
    ...root,
    arguments: [...others, ...resuming],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...(root.selectionSet?.selections ?? []), ...added],
    },
  };
  const changed: OperationDefinitionNode = {
    ...definition,
    selectionSet: { ...definition.selectionSet, selections: [newRoot] },
    variableDefinitions: definition.variableDefinitions ?? [],
  };
  const used = new Set<string>();
  visit(
    {
      ...document,
      definitions: document.definitions.map((d) =>
        d === definition ? { ...changed, variableDefinitions: [] } : d,
      ),
    },
    { Variable: ({ name }) => void used.add(name.value) },
  );
  const kept = (definition.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  const type =
    argument === undefined ? undefined : schema.getType(String(getNamedType(argument.type)));
  const declared =
    type === undefined || type === null ? [] : variableDefinitionsOf(`($${AFTER}: ${type.name})`);
  return {
    ...document,
    definitions: document.definitions.map((each) =>
      each === definition ? { ...changed, variableDefinitions: [...kept, ...declared] } : each,
    ),
  };
}

function operationOf(text: string): OperationDefinitionNode {
  const [definition] = parse(text, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('not an operation');
  return definition;
}

const selectionsOf = (text: string): readonly SelectionNode[] =>
  text === '{  }' ? [] : operationOf(text).selectionSet.selections;

function argumentOf(text: string): ArgumentNode {
  const [root] = operationOf(`query ($${AFTER}: X) { a(${text}) }`).selectionSet.selections;
  const [argument] = root?.kind === Kind.FIELD ? (root.arguments ?? []) : [];
  if (argument === undefined) throw new Error('not an argument');
  return argument;
}

const variableDefinitionsOf = (
  text: string,
): NonNullable<OperationDefinitionNode['variableDefinitions']> =>
  operationOf(`query ${text} { a }`).variableDefinitions ?? [];

function valueOf(argument: ArgumentNode | undefined, variables: Variables): string | undefined {
  if (argument === undefined) return undefined;
  const value =
    argument.value.kind === Kind.VARIABLE
      ? ownValue(variables, argument.value.name.value)
      : valueFromASTUntyped(argument.value, variables);
  return value === undefined || value === null ? undefined : String(value);
}

/** The client's document with neither the argument that resumes nor its variable. */
function textWithout(
  operation: PreparedOperation,
  argument: string | undefined,
  variable: string | undefined,
): string {
  const roots = new Set<unknown>(operation.definition.selectionSet.selections);
  return print(
    visit(operation.document, {
      Field(node) {
        if (!roots.has(node)) return undefined;
        const others = (node.arguments ?? []).filter(({ name }) => name.value !== argument);
        return { ...node, arguments: others };
      },
      VariableDefinition: (node) => (node.variable.name.value === variable ? null : undefined),
    }),
  );
}
