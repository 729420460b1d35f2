import { parse, visit, type ASTNode, type StringValueNode } from 'graphql';

/** A definition that can have a name and a description. */
interface Describable {
  name: { value: string };
  description?: StringValueNode | undefined;
}

const DESCRIBED_KINDS: ReadonlySet<string> = new Set([
  'ScalarTypeDefinition',
  'ObjectTypeDefinition',
  'InterfaceTypeDefinition',
  'UnionTypeDefinition',
  'EnumTypeDefinition',
  'InputObjectTypeDefinition',
  'DirectiveDefinition',
  'FieldDefinition',
  'InputValueDefinition',
  'EnumValueDefinition',
]);

/** Operation types are described by convention: nobody reads `Query` as a type. */
const ROOT_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** Coordinates of the types, fields, arguments and enum values of a schema that have no description. */
export function undescribed(sdl: string): string[] {
  const found: string[] = [];
  const path: string[] = [];
  const named = (node: ASTNode): node is ASTNode & Describable =>
    DESCRIBED_KINDS.has(node.kind) && 'name' in node;
  visit(parse(sdl), {
    enter(node) {
      if (!named(node)) return;
      path.push(node.name.value);
      const exempt = path.length === 1 && ROOT_TYPES.has(node.name.value);
      if (!exempt && !node.description?.value.trim()) found.push(path.join('.'));
    },
    leave(node) {
      if (named(node)) path.pop();
    },
  });
  return found;
}
