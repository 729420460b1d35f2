import {
  Kind,
  parse,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type DocumentNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';
import { argumentsOf, linkedNames } from './linked-names.ts';
import type { AccessRule } from './access-rule.ts';
import { securityDirectiveNames, type SecurityDirectiveNames } from './security-directive-names.ts';

/**
 * The access rules of a supergraph, read from `@authenticated`, `@requiresScopes` and `@policy`
 * on its types and fields.
 */
export class AccessRules {
  readonly #rules: ReadonlyMap<string, AccessRule>;

  constructor(rules: ReadonlyMap<string, AccessRule>) {
    this.#rules = rules;
  }

  get size(): number {
    return this.#rules.size;
  }

  ofType(type: string): AccessRule | undefined {
    return this.#rules.get(type);
  }

  ofField(type: string, field: string): AccessRule | undefined {
    return this.#rules.get(`${type}.${field}`);
  }

  /** @param options.apiKeys also what `@apiKeyScope` demands of callers with an API key */
  static read(supergraphSdl: string, options: { apiKeys?: boolean } = {}): AccessRules {
    const document = parse(supergraphSdl, { noLocation: true });
    const keyScopes = options.apiKeys === true ? apiKeyScopeNames(document) : new Set<string>();
    const names = { ...securityDirectiveNames(document), keyScopes };
    const rules = new Map<string, AccessRule>();
    for (const { coordinate, directives } of protectable(document)) {
      const rule = ruleOf(coordinate, directives, names);
      if (rule !== undefined) rules.set(coordinate, joined(rules.get(coordinate), rule));
    }
    return new AccessRules(rules);
  }
}

function apiKeyScopeNames(document: DocumentNode): ReadonlySet<string> {
  const specification = 'https://tiffin.dev/specs/apiKey/v';
  return new Set(linkedNames(document, specification, 'apiKey', ['apiKeyScope']).keys());
}

interface Protectable {
  coordinate: string;
  directives: readonly ConstDirectiveNode[];
}

function* protectable(document: DocumentNode): Iterable<Protectable> {
  for (const definition of document.definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
        yield own(definition);
        for (const field of definition.fields ?? []) {
          const coordinate = `${definition.name.value}.${field.name.value}`;
          yield { coordinate, directives: field.directives ?? [] };
        }
        break;
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.UNION_TYPE_EXTENSION:
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_EXTENSION:
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION:
        yield own(definition);
        break;
      default:
    }
  }
}

function own(definition: Pick<ObjectTypeDefinitionNode, 'name' | 'directives'>): Protectable {
  return { coordinate: definition.name.value, directives: definition.directives ?? [] };
}

function ruleOf(
  coordinate: string,
  directives: readonly ConstDirectiveNode[],
  names: SecurityDirectiveNames & { keyScopes: ReadonlySet<string> },
): AccessRule | undefined {
  let rule: AccessRule | undefined;
  for (const directive of directives) {
    const name = directive.name.value;
    if (names.authenticated.has(name)) {
      rule = joined(rule, { coordinate, scopes: null, unknowable: false });
    } else if (names.requiresScopes.has(name)) {
      const scopes = scopesOf(directive);
      rule = joined(rule, { coordinate, scopes: scopes ?? null, unknowable: scopes === undefined });
    } else if (names.keyScopes.has(name)) {
      const scope = argumentsOf(directive)['scope'];
      rule = joined(rule, { coordinate, scopes: [[String(scope)]], unknowable: false });
    } else if (names.policy.has(name)) {
      rule = joined(rule, { coordinate, scopes: null, unknowable: true });
    }
  }
  return rule;
}

/** Undefined when the argument is not a list of lists of strings: such a rule lets nobody pass. */
function scopesOf(directive: ConstDirectiveNode): string[][] | undefined {
  const argument = directive.arguments?.find(({ name }) => name.value === 'scopes');
  const value: unknown = argument === undefined ? undefined : valueFromASTUntyped(argument.value);
  return isScopes(value) ? value : undefined;
}

function isScopes(value: unknown): value is string[][] {
  return (
    Array.isArray(value) &&
    value.every((all) => Array.isArray(all) && all.every((scope) => typeof scope === 'string'))
  );
}

/** Both rules hold: every alternative of one is combined with every alternative of the other. */
function joined(first: AccessRule | undefined, second: AccessRule): AccessRule {
  if (first === undefined) return second;
  const left = first.scopes ?? [[]];
  const right = second.scopes ?? [[]];
  return {
    coordinate: second.coordinate,
    scopes:
      first.scopes === null && second.scopes === null
        ? null
        : left.flatMap((some) => right.map((others) => [...new Set([...some, ...others])])),
    unknowable: first.unknowable || second.unknowable,
  };
}
