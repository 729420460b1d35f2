import {
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { argumentOf, JOIN_TYPE } from './join-directives.ts';

type Definition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * The supergraph with the keys that a subgraph resolves before those that it does not. For a field with
 * `@requires` a plan leaves a subgraph and returns to it; for the way back the planner takes the first
 * key whose fields that subgraph has, whether it resolves it or not.
 *
 * @returns the same document when all are in this order
 */
export function withResolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const onType = (type: Definition): Definition | undefined => {
    const directives = type.directives ?? [];
    const idle = directives.filter(isIdleKey);
    const isBehind = (key: ConstDirectiveNode): boolean =>
      directives
        .slice(directives.indexOf(key))
        .some(
          (each) => isUsableKey(each) && argumentOf(each, 'graph') === argumentOf(key, 'graph'),
        );
    if (!idle.some(isBehind)) return undefined;
    return { ...type, directives: [...directives.filter((each) => !isIdleKey(each)), ...idle] };
  };
  return visit(supergraph, { ObjectTypeDefinition: onType, InterfaceTypeDefinition: onType });
}

const isKey = (directive: ConstDirectiveNode): boolean =>
  directive.name.value === JOIN_TYPE && argumentOf(directive, 'key') !== undefined;

const isIdleKey = (directive: ConstDirectiveNode): boolean =>
  isKey(directive) && argumentOf(directive, 'resolvable') === false;

const isUsableKey = (directive: ConstDirectiveNode): boolean =>
  isKey(directive) && !isIdleKey(directive);
