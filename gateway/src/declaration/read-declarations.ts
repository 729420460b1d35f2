import {
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { UNDECLARED, type FieldDeclaration, type IdentityPart } from './field-declaration.ts';

/** Declarations by coordinate (`Type.field`); fields that declare nothing are left out. */
export type Declarations = ReadonlyMap<string, FieldDeclaration>;

type Kinds = 'audience' | 'resumable' | 'conflated';
type Arguments = Readonly<Record<string, unknown>>;

const MS_PER_SECOND = 1_000;
const SPECIFICATION = /^https:\/\/tiffin\.dev\/specs\/subscription\/v0\.1\/?$/;
const KINDS: readonly Kinds[] = ['audience', 'resumable', 'conflated'];
const PARTS: ReadonlySet<unknown> = new Set(['ACCOUNT', 'ROLES', 'SCOPES', 'MEMBERSHIPS']);

/** What the subgraphs of a supergraph declare of their fields. Without a link to the specification: nothing. */
export function readDeclarations(supergraphSdl: string): Declarations {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = directiveNames(document);
  const found = new Map<string, FieldDeclaration>();
  if (names.size === 0) return found;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const declaration = declarationOf(field, names);
      if (declaration === undefined) continue;
      // Composition does not tell which of several subgraphs declared it: one may have said nothing.
      if (resolvingGraphs(definition, field).size > 1) declaration.audience = undefined;
      found.set(`${definition.name.value}.${field.name.value}`, declaration);
    }
  }
  return found;
}

/** Under which names the supergraph applies the directives: a subgraph may have renamed them. */
function directiveNames(document: DocumentNode): ReadonlyMap<string, Kinds> {
  const names = new Map<string, Kinds>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) {
      continue;
    }
    for (const link of (definition.directives ?? []).map(argumentsOf)) {
      if (!SPECIFICATION.test(String(link['url']))) continue;
      const prefix = typeof link['as'] === 'string' ? link['as'] : 'subscription';
      for (const kind of KINDS) names.set(`${prefix}__${kind}`, kind);
      for (const [kind, name] of imports(link['import'])) names.set(name, kind);
    }
  }
  return names;
}

function imports(list: unknown): [Kinds, string][] {
  return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((item) => {
    const { name, as } =
      typeof item === 'string'
        ? { name: item, as: undefined }
        : (item as { name: string; as?: string });
    const kind = KINDS.find((each) => name === `@${each}`);
    return kind === undefined ? [] : [[kind, (as ?? name).slice(1)]];
  });
}

function declarationOf(
  field: FieldDefinitionNode,
  names: ReadonlyMap<string, Kinds>,
): FieldDeclaration | undefined {
  let declaration: FieldDeclaration | undefined;
  for (const directive of field.directives ?? []) {
    const kind = names.get(directive.name.value);
    if (kind === undefined) continue;
    declaration ??= { ...UNDECLARED };
    const given = argumentsOf(directive);
    if (kind === 'audience') declaration.audience = audienceOf(given);
    else if (kind === 'resumable') declaration.resumable = resumableOf(given);
    else declaration.conflated = conflatedOf(given);
  }
  return declaration;
}

function audienceOf({ of }: Arguments): FieldDeclaration['audience'] {
  const parts = (Array.isArray(of) ? (of as unknown[]) : [of]) as IdentityPart[];
  // A part of a later version of the specification: nothing less than everything is safe.
  return parts.every((part) => PARTS.has(part)) ? new Set(parts) : undefined;
}

/** The subgraphs that resolve a field, as the supergraph's join specification tells. */
function resolvingGraphs(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode): Set<unknown> {
  const joins = (
    { directives = [] }: { directives?: readonly ConstDirectiveNode[] },
    name: string,
  ) => directives.filter((directive) => directive.name.value === name).map(argumentsOf);
  const ofField = joins(field, 'join__field').filter(
    ({ graph, external, usedOverridden }) =>
      graph !== undefined && external !== true && usedOverridden !== true,
  );
  const all = ofField.length > 0 ? ofField : joins(type, 'join__type');
  return new Set(all.map(({ graph }) => graph));
}

function resumableOf(given: Arguments): FieldDeclaration['resumable'] {
  return {
    argument: textOf(given['argument']) ?? 'after',
    cursor: textOf(given['cursor']) ?? 'cursor',
    sequence: textOf(given['sequence']) ?? 'sequence',
    opens: given['opens'] === 'SNAPSHOT' ? 'SNAPSHOT' : 'NEXT',
  };
}

function conflatedOf(given: Arguments): FieldDeclaration['conflated'] {
  const by = textOf(given['by']);
  const field = textOf(given['when']);
  const is = new Set([given['is'] ?? []].flat().map(String));
  const seconds = Number(given['lastsSeconds'] ?? Infinity);
  return {
    by: by?.split('.') ?? [],
    when: field === undefined ? undefined : { field, is },
    lastsMs: seconds * MS_PER_SECOND,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function argumentsOf(directive: ConstDirectiveNode): Arguments {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
