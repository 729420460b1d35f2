import { createHash } from 'node:crypto';
import { GraphQLError, Source } from 'graphql';
import { REFUSED_CHARACTERS_LIMIT, REFUSED_DOCUMENTS_LIMIT } from './execution-policy.ts';
import { SizedCache } from './sized-cache.ts';

/** What is wrong, without the document in which it is. */
type Fault = Pick<GraphQLError, 'message' | 'positions' | 'extensions'>;

/**
 * What was wrong with the documents refused last. To find it out again costs as much as the first time:
 * for the largest document that is read at all, a fifth of a second.
 */
export class RefusedDocuments {
  /** As JSON text, by the hash of the document: errors as such take kilobytes each. */
  readonly #faults = new SizedCache<string>(REFUSED_DOCUMENTS_LIMIT, REFUSED_CHARACTERS_LIMIT);

  get size(): number {
    return this.#faults.size;
  }

  /** @param key the document and what else its refusal depends on */
  get(key: string, document: string): readonly GraphQLError[] | undefined {
    const text = this.#faults.size === 0 ? undefined : this.#faults.get(hashOf(key));
    if (text === undefined) return undefined;
    const source = new Source(document);
    return (JSON.parse(text) as Fault[]).map(
      ({ message, positions, extensions }) =>
        new GraphQLError(message, positions ? { source, positions, extensions } : { extensions }),
    );
  }

  set(key: string, errors: readonly GraphQLError[]): void {
    const faults = errors.map(({ message, positions, extensions }): Fault => ({
      message,
      positions,
      extensions,
    }));
    const text = JSON.stringify(faults);
    this.#faults.set(hashOf(key), text, text.length);
  }
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64');
}
