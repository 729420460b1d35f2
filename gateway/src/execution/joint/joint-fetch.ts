import { AsyncResource } from 'node:async_hooks';
import type { JsonObject } from '../json.ts';
import { entityRequest, type EntityFetch } from '../plan/entity-fetch.ts';
import { copyOf } from '../plan/merge-data.ts';
import type { SubgraphAnswer } from '../transport/subgraph-transport.ts';

interface Asker {
  fetch: EntityFetch;
  answer: PromiseWithResolvers<SubgraphAnswer>;
}

/**
 * Several fetches of entities that are the same but for the entities, sent as one: on behalf of the first
 * of them, and as a part of its request.
 */
export class JointFetch {
  readonly #context: AsyncResource | undefined;
  readonly #askers: Asker[] = [];
  #size = 0;

  /** @param mayWait it may be sent by what belongs to another request than that of the first */
  constructor(mayWait: boolean) {
    this.#context = mayWait ? new AsyncResource('JointFetch') : undefined;
  }

  /** Entities that will be asked for, or more: equal ones are asked for once. */
  get size(): number {
    return this.#size;
  }

  join(fetch: EntityFetch): Promise<SubgraphAnswer> {
    const answer = Promise.withResolvers<SubgraphAnswer>();
    this.#askers.push({ fetch, answer });
    this.#size += fetch.texts.length;
    return answer.promise;
  }

  /** Never rejects. */
  send(): Promise<void> {
    return this.#context?.runInAsyncScope(() => this.#send()) ?? this.#send();
  }

  async #send(): Promise<void> {
    const [first, ...others] = this.#askers;
    if (first === undefined) return;
    const { transport } = first.fetch;
    try {
      if (others.length === 0) {
        first.answer.resolve(await transport.send(entityRequest(first.fetch)));
        return;
      }
      const places = new Places();
      const placesOf = this.#askers.map(({ fetch }) => fetch.texts.map((text) => places.of(text)));
      // What is under way may be good enough for the first and too old for another.
      const together = { ...first.fetch, texts: places.texts, mayShare: false };
      this.#hand(await transport.send(entityRequest(together)), placesOf, places.texts.length);
    } catch (error) {
      for (const { answer } of this.#askers) answer.reject(error);
    }
  }

  /** @param placesOf for each asker where its entities stand among all */
  #hand(answer: SubgraphAnswer, placesOf: readonly (readonly number[])[], count: number): void {
    const entities = answer.data?.['_entities'];
    if (!Array.isArray(entities) || entities.length !== count) {
      // What one of them asked may have cost all of them the answer.
      for (const { fetch, answer: own } of this.#askers) {
        fetch.transport.send(entityRequest(fetch)).then(own.resolve, own.reject);
      }
      return;
    }
    const isTaken: boolean[] = [];
    this.#askers.forEach(({ answer: own }, index) => {
      const places = placesOf[index] ?? [];
      const _entities = places.map((place) => {
        if (isTaken[place] === true) return copyOf(entities[place]);
        isTaken[place] = true;
        return entities[place] as unknown;
      });
      const data: JsonObject = { _entities };
      const errors = answer.errors === undefined ? [] : errorsAt(places, answer.errors);
      own.resolve(errors.length === 0 ? { data } : { data, errors });
    });
  }
}

/** Texts, each once, and where they stand. */
class Places {
  readonly texts: string[] = [];
  readonly #placeOf = new Map<string, number>();

  of(text: string): number {
    const known = this.#placeOf.get(text);
    if (known !== undefined) return known;
    this.#placeOf.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** Those of an asker's own entities at their places there, and those of none. */
function errorsAt(
  places: readonly number[],
  errors: NonNullable<SubgraphAnswer['errors']>,
): NonNullable<SubgraphAnswer['errors']> {
  return errors.flatMap((error) => {
    const { path } = error;
    const place = path?.[1];
    if (path === undefined || typeof place !== 'number') return [error];
    const own = places.indexOf(place);
    return own < 0 ? [] : [{ ...error, path: [path[0]!, own, ...path.slice(2)] }];
  });
}
