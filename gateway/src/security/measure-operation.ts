import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type SelectionSetNode,
} from 'graphql';
import { gatewayError } from './gateway-error.ts';
import type { OperationLimits } from './operation-limits.ts';

/** The size of a selection with all fragments written out. */
interface Size {
  depth: number;
  fields: number;
  aliases: number;
  directives: number;
  rootFields: number;
}

const NOTHING: Readonly<Size> = { depth: 0, fields: 0, aliases: 0, directives: 0, rootFields: 0 };

/**
 * The limits that a parsed document breaks, one error each. Runs in time linear in the document:
 * each fragment is measured once, however often it is spread.
 */
export function limitErrors(document: DocumentNode, limits: OperationLimits): GraphQLError[] {
  const measure = new Measure(document);
  let size = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const own = { ...NOTHING, directives: directivesOf(definition) };
    size = larger(size, together(own, measure.of(definition.selectionSet)));
  }
  const errors: GraphQLError[] = [];
  const check = (name: keyof OperationLimits, actual: number, what: string): void => {
    const limit = limits[name];
    if (actual <= limit) return;
    errors.push(
      gatewayError('GRAPHQL_VALIDATION_FAILED', `The operation has more than ${limit} ${what}.`, {
        extensions: { limit: { name, limit, actual: Math.min(actual, Number.MAX_SAFE_INTEGER) } },
      }),
    );
  };
  check('depth', size.depth, 'levels of fields');
  check('aliases', size.aliases, 'aliases');
  check('directives', size.directives, 'directives');
  check('rootFields', size.rootFields, 'root fields');
  check('expandedFields', size.fields, 'fields, with fragments written out');
  return errors;
}

class Measure {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #sizes = new Map<string, Size>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.#fragments.set(definition.name.value, definition);
      }
    }
  }

  of(selections: SelectionSetNode): Size {
    let sum = NOTHING;
    for (const selection of selections.selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const below = selection.selectionSet ? this.of(selection.selectionSet) : NOTHING;
          const isIntrospection = selection.name.value.startsWith('__');
          sum = together(sum, {
            depth: isIntrospection ? 1 : below.depth + 1,
            fields: below.fields + 1,
            aliases: below.aliases + (selection.alias ? 1 : 0),
            directives: below.directives + directivesOf(selection),
            rootFields: 1,
          });
          break;
        }
        case Kind.INLINE_FRAGMENT:
          sum = together(sum, withDirectives(this.of(selection.selectionSet), selection));
          break;
        case Kind.FRAGMENT_SPREAD:
          sum = together(sum, withDirectives(this.#ofFragment(selection.name.value), selection));
          break;
      }
    }
    return sum;
  }

  #ofFragment(name: string): Size {
    const known = this.#sizes.get(name);
    if (known !== undefined) return known;
    // Stands while the fragment is being measured: a circle ends here, and validation reports it.
    this.#sizes.set(name, NOTHING);
    const fragment = this.#fragments.get(name);
    const size = fragment === undefined ? NOTHING : this.of(fragment.selectionSet);
    this.#sizes.set(name, size);
    return size;
  }
}

type Directed = { readonly directives?: readonly unknown[] | undefined };

function directivesOf({ directives }: Directed): number {
  return directives?.length ?? 0;
}

function withDirectives(size: Size, node: Directed): Size {
  return together(size, { ...NOTHING, directives: directivesOf(node) });
}

function together(one: Size, other: Size): Size {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: one.fields + other.fields,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    rootFields: one.rootFields + other.rootFields,
  };
}

function larger(one: Size, other: Size): Size {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: Math.max(one.fields, other.fields),
    aliases: Math.max(one.aliases, other.aliases),
    directives: Math.max(one.directives, other.directives),
    rootFields: Math.max(one.rootFields, other.rootFields),
  };
}
