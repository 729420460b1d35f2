import type { EntityFetch } from '../plan/entity-fetch.ts';
import type { SubgraphAnswer } from '../transport/subgraph-transport.ts';
import { ENTITIES_AT_ONCE, GATHERING_MS } from '../execution-policy.ts';
import { JointFetch } from './joint-fetch.ts';

/** Whom a fetch waits for: who comes in the same turn of the event loop, or while another is under way. */
export type Patience = 'this turn' | 'until the answer';

/**
 * Fetches that are the same but for the entities. The first goes at once. While it is under way the next
 * ones gather, so that many of one moment are few, and go when it is answered, or have waited long
 * enough, or are as many as go together.
 */
export class AlikeFetches {
  readonly #patience: Patience;
  readonly #onIdle: () => void;
  #gathering: JointFetch | undefined;
  #underWay = 0;
  #isGoing = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param onIdle none is under way and none gathers */
  constructor(patience: Patience, onIdle: () => void) {
    this.#patience = patience;
    this.#onIdle = onIdle;
  }

  ask(fetch: EntityFetch): Promise<SubgraphAnswer> {
    const { size } = this.#gathering ?? { size: 0 };
    if (size > 0 && size + fetch.texts.length > ENTITIES_AT_ONCE) this.#send();
    this.#gathering ??= new JointFetch(this.#patience === 'until the answer');
    const answer = this.#gathering.join(fetch);
    if (this.#underWay === 0 || this.#patience === 'this turn') this.#go();
    else this.#timer ??= setTimeout(() => this.#send(), GATHERING_MS);
    return answer;
  }

  /** Behind all that is being read now: it may bring more. */
  #go(): void {
    if (this.#isGoing) return;
    this.#isGoing = true;
    setImmediate(() => {
      this.#isGoing = false;
      this.#send();
    });
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const joint = this.#gathering;
    if (joint === undefined) return this.#restIfIdle();
    this.#gathering = undefined;
    this.#underWay += 1;
    void joint.send().then(() => {
      this.#underWay -= 1;
      if (this.#gathering === undefined) this.#restIfIdle();
      else this.#go();
    });
  }

  #restIfIdle(): void {
    if (this.#underWay === 0 && !this.#isGoing) this.#onIdle();
  }
}
