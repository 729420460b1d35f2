import { Supergraph } from '@apollo/federation-internals';
import {
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type NameNode,
} from 'graphql';
import { argumentsOf, linkedNames } from '../security/linked-names.ts';
import { ContractMembers } from './contract-members.ts';
import { SUPPORTED_FEATURES } from './supported-features.ts';

const INACCESSIBLE = 'https://specs.apollo.dev/inaccessible/v';
const TAG = 'https://specs.apollo.dev/tag/v';
/** Linked where a supergraph hides nothing of its own. */
const INACCESSIBLE_PARTS = `
  extend schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)
  directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
`;

type Tagged = { readonly directives?: readonly ConstDirectiveNode[] | undefined };
type Hideable = Tagged & { readonly name: NameNode };

/**
 * The supergraph of a contract variant: everything in which `@tag(name:)` has no part is
 * `@inaccessible`. A tagged type comes with all its fields whose types are in the contract too; of a
 * type that is not tagged itself, only the tagged fields. Scalars, enums and inputs that these need
 * come along.
 *
 * @throws Error when nothing is tagged so, or what is left is not a schema
 */
export function contractOf(supergraphSdl: string, tag: string): string {
  let document = parse(supergraphSdl, { noLocation: true });
  const tags = linkedNames(document, TAG, 'tag', ['tag']);
  const isTagged = ({ directives }: Tagged): boolean =>
    (directives ?? []).some(
      (directive) => tags.has(directive.name.value) && argumentsOf(directive)['name'] === tag,
    );
  const members = new ContractMembers(document, isTagged);
  if (!members.hasAny) throw new Error(`nothing of the supergraph is tagged "${tag}"`);
  if (linkedNames(document, INACCESSIBLE, 'inaccessible', ['inaccessible']).size === 0) {
    document = withInaccessible(document);
  }
  const [name = 'inaccessible'] = linkedNames(document, INACCESSIBLE, 'inaccessible', [
    'inaccessible',
  ]).keys();
  const sdl = print(hidden(document, members, name));
  // Whatever is left must be a schema.
  Supergraph.build(sdl, { supportedFeatures: SUPPORTED_FEATURES }).apiSchema();
  return sdl;
}

function hidden(document: DocumentNode, members: ContractMembers, name: string): DocumentNode {
  const directive: ConstDirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
  };
  const hide = <Node extends Hideable>(node: Node): Node =>
    node.directives?.some((known) => known.name.value === name)
      ? node
      : { ...node, directives: [...(node.directives ?? []), directive] };
  const ofType = <Node extends Hideable>(node: Node, parts: (node: Node) => Node): Node => {
    if (members.isInternal(node.name.value)) return node;
    return members.hasType(node.name.value) ? parts(node) : hide(node);
  };
  const part =
    (type: string) =>
    <Node extends Hideable>(node: Node): Node =>
      members.hasPart(type, node.name.value) ? node : hide(node);
  const withFields = <
    Node extends Hideable & { readonly fields?: readonly Hideable[] | undefined },
  >(
    node: Node,
  ): Node =>
    ofType(node, (known) => ({ ...known, fields: known.fields?.map(part(known.name.value)) }));
  return visit(document, {
    ObjectTypeDefinition: withFields,
    InterfaceTypeDefinition: withFields,
    InputObjectTypeDefinition: withFields,
    EnumTypeDefinition: (node) =>
      ofType(node, (known) => ({
        ...known,
        values: known.values?.map(part(known.name.value)) ?? [],
      })),
    UnionTypeDefinition: (node) => ofType(node, (known) => known),
    ScalarTypeDefinition: (node) => ofType(node, (known) => known),
  });
}

function withInaccessible(document: DocumentNode): DocumentNode {
  const [extension, directive] = parse(INACCESSIBLE_PARTS, { noLocation: true }).definitions;
  if (extension?.kind !== Kind.SCHEMA_EXTENSION || directive === undefined) return document;
  return {
    ...document,
    definitions: [
      ...document.definitions.map((definition) =>
        definition.kind === Kind.SCHEMA_DEFINITION
          ? {
              ...definition,
              directives: [...(definition.directives ?? []), ...(extension.directives ?? [])],
            }
          : definition,
      ),
      directive,
    ],
  };
}
