import { AsyncLocalStorage } from 'node:async_hooks';
import type { JsonObject } from '../../execution/json.ts';
import { entityRequest, type EntityFetch } from '../../execution/plan/entity-fetch.ts';
import { copyOf } from '../../execution/plan/merge-data.ts';
import type { SubgraphAnswer } from '../../execution/transport/subgraph-transport.ts';

interface Asker {
  fetch: EntityFetch;
  /** Where its entities stand among all. */
  places: readonly number[];
  answer: PromiseWithResolvers<SubgraphAnswer>;
}

/**
 * Several fetches of entities that are the same but for the entities, sent as one: on behalf of the first
 * of them, and as a part of its request.
 */
export class JointFetch {
  readonly #inContext = AsyncLocalStorage.snapshot();
  readonly #askers: Asker[] = [];
  readonly #texts: string[] = [];
  readonly #placeOf = new Map<string, number>();

  /** Entities that will be asked for. */
  get size(): number {
    return this.#texts.length;
  }

  join(fetch: EntityFetch): Promise<SubgraphAnswer> {
    const answer = Promise.withResolvers<SubgraphAnswer>();
    this.#askers.push({ fetch, places: fetch.texts.map((text) => this.#place(text)), answer });
    return answer.promise;
  }

  /** Never rejects. */
  send(): Promise<void> {
    return this.#inContext(() => this.#send());
  }

  async #send(): Promise<void> {
    const [first] = this.#askers;
    if (first === undefined) return;
    try {
      // What is under way may be good enough for the first and too old for another.
      const mayShare = first.fetch.mayShare && this.#askers.length === 1;
      const request = entityRequest({ ...first.fetch, texts: this.#texts, mayShare });
      this.#hand(await first.fetch.transport.send(request));
    } catch (error) {
      for (const { answer } of this.#askers) answer.reject(error);
    }
  }

  #place(text: string): number {
    const known = this.#placeOf.get(text);
    if (known !== undefined) return known;
    this.#placeOf.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  #hand(answer: SubgraphAnswer): void {
    const [first, ...others] = this.#askers;
    if (others.length === 0) {
      first?.answer.resolve(answer);
      return;
    }
    const entities = answer.data?.['_entities'];
    if (!Array.isArray(entities) || entities.length !== this.#texts.length) {
      // What one of them asked may have cost all of them the answer.
      for (const { fetch, answer: own } of this.#askers) {
        fetch.transport.send(entityRequest(fetch)).then(own.resolve, own.reject);
      }
      return;
    }
    const taken = new Set<number>();
    for (const { places, answer: own } of this.#askers) {
      const _entities = places.map((place) => {
        if (taken.has(place)) return copyOf(entities[place]);
        taken.add(place);
        return entities[place] as unknown;
      });
      const data: JsonObject = { _entities };
      const errors = errorsAt(places, answer.errors);
      own.resolve(errors.length === 0 ? { data } : { data, errors });
    }
  }
}

/** Those of an asker's own entities at their places there, and those of none. */
function errorsAt(
  places: readonly number[],
  errors: SubgraphAnswer['errors'] = [],
): NonNullable<SubgraphAnswer['errors']> {
  return errors.flatMap((error) => {
    const { path } = error;
    const place = path?.[1];
    if (path === undefined || typeof place !== 'number') return [error];
    const own = places.indexOf(place);
    return own < 0 ? [] : [{ ...error, path: [path[0]!, own, ...path.slice(2)] }];
  });
}
