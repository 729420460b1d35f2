import { parse, print, stripIgnoredCharacters, type DocumentNode } from 'graphql';

/** Documents that may run, whatever their layout and the order of their definitions. */
export class Safelist {
  readonly #documents: ReadonlySet<string>;

  /** @throws GraphQLError when a text is not a document */
  constructor(texts: readonly string[]) {
    this.#documents = new Set(texts.map((text) => normalised(parse(text, { noLocation: true }))));
  }

  has(document: DocumentNode): boolean {
    return this.#documents.has(normalised(document));
  }
}

function normalised({ definitions }: DocumentNode): string {
  return definitions
    .map((definition) => stripIgnoredCharacters(print(definition)))
    .toSorted()
    .join(' ');
}
