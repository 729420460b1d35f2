import { isObjectType, type GraphQLSchema } from 'graphql';
import type { Identity } from '../identity/identity.ts';
import { partOf, type AudiencePart, type DeclaredAudience } from './declared-audience.ts';
import { deepSelection } from './deep-selection.ts';

/** What a GraphQL endpoint answers. */
export interface AudienceAnswer {
  readonly data?: { _entities?: unknown } | null;
  readonly errors?: readonly {
    readonly path?: readonly (string | number)[];
    readonly message: string;
    readonly extensions?: { readonly code?: unknown };
  }[];
}

export type Ask = (
  query: string,
  variables: Record<string, unknown>,
  identity: Identity,
) => Promise<AudienceAnswer>;

/** What one caller was answered, by the name of a field. */
export type Answers = ReadonlyMap<string, string>;

/** Two callers to whom a field says different things although they agree in what is declared. */
interface Disagreement {
  readonly one: Identity;
  readonly other: Identity;
  readonly said: readonly [string | undefined, string | undefined];
}

const AT_ONCE = 8;
/** Said of an entity that does not exist for somebody. */
const ABSENT = 'absent';

/** Asks for all fields of entities of one type, each with everything below it, on behalf of everybody. */
export async function askEverybody(
  schema: GraphQLSchema,
  typeName: string,
  ids: readonly string[],
  callers: readonly Identity[],
  ask: Ask,
): Promise<Map<Identity, Answers>> {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`);
  const names = Object.keys(type.getFields());
  const fields = Object.values(type.getFields())
    .map((field) => deepSelection(field, [typeName]))
    .filter((text) => text !== undefined);
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on ${typeName} { ${fields.join(' ')} } } }`;
  const of = ids.map((id) => ({ __typename: typeName, id }));
  return ofEverybody(callers, async (caller) => answersOf(await ask(query, { of }, caller), names));
}

/** Asks queries, each by the name of its field, on behalf of everybody. */
export function askQueries(
  queries: Readonly<Record<string, { query: string; variables: Record<string, unknown> }>>,
  callers: readonly Identity[],
  ask: Ask,
): Promise<Map<Identity, Answers>> {
  return ofEverybody(callers, async (caller) => {
    const answers = Object.entries(queries).map(async ([field, { query, variables }]) => {
      const { data, errors = [] } = await ask(query, variables, caller);
      const told = errors.map(({ path, message, extensions }) => [path, message, extensions?.code]);
      return [field, JSON.stringify([data, told])] as const;
    });
    return new Map(await Promise.all(answers));
  });
}

async function ofEverybody(
  callers: readonly Identity[],
  answersTo: (caller: Identity) => Promise<Answers>,
): Promise<Map<Identity, Answers>> {
  const said = new Map<Identity, Answers>();
  const waiting = [...callers];
  const work = async (): Promise<void> => {
    for (let caller = waiting.pop(); caller !== undefined; caller = waiting.pop()) {
      said.set(caller, await answersTo(caller));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return said;
}

function answersOf({ data, errors = [] }: AudienceAnswer, names: readonly string[]): Answers {
  const entities = (data?._entities ?? []) as (Record<string, unknown> | null)[];
  return new Map(
    names.map((name) => [
      name,
      JSON.stringify([
        entities.map((entity) => (entity === null ? ABSENT : entity[name])),
        errors
          .filter(({ path = [] }) => path.length < 3 || path[2] === name)
          .map(({ path, message, extensions }) => [path, message, extensions?.code]),
      ]),
    ]),
  );
}

/**
 * Whether callers who agree in these parts are answered the same. With no parts everybody has to be:
 * the anonymous and our own processes too.
 */
function findDisagreement(
  said: ReadonlyMap<Identity, string | undefined>,
  parts: readonly AudiencePart[],
): Disagreement | undefined {
  const first = new Map<string, Identity>();
  for (const [identity, text] of said) {
    const kind = identity.kind === 'service' ? identity.name : identity.kind;
    const group = parts.length === 0 ? '' : [kind, ...parts.map((p) => partOf(identity, p))].join();
    const other = first.get(group);
    if (other === undefined) first.set(group, identity);
    else if (said.get(other) !== text)
      return { one: other, other: identity, said: [said.get(other), text] };
  }
  return undefined;
}

/** The parts that could be left out of a declaration: callers who differ in them are told the same. */
function idleParts(
  said: ReadonlyMap<Identity, string | undefined>,
  parts: readonly AudiencePart[],
): AudiencePart[] {
  const users = new Map([...said].filter(([{ kind }]) => kind === 'user'));
  return parts.filter((part) => {
    const others = parts.filter((each) => each !== part);
    return findDisagreement(users, others) === undefined;
  });
}

/** What is wrong with a declaration, by what everybody was told; empty when it is true. */
export function faultsOf(
  { field, of }: DeclaredAudience,
  answers: ReadonlyMap<Identity, Answers> | undefined,
): string[] {
  const isAsked = [...(answers ?? [])].some(([, all]) => all.has(field));
  if (answers === undefined || !isAsked) return ['there is no case for it'];
  const said = new Map([...answers].map(([who, all]) => [who, all.get(field)]));
  const disagreement = findDisagreement(said, of);
  return [
    ...(disagreement === undefined ? [] : [`does not tell apart ${JSON.stringify(disagreement)}`]),
    ...idleParts(said, of).map((part) => `${part} changes nothing`),
  ];
}
