import type { SubgraphAnswer } from './subgraph-transport.ts';

/**
 * One answer for all who have asked for it, each of whom may change what they get: one has the answer
 * itself, the others copies as they would have come over HTTP. A copy costs, so there are none to be
 * had unless somebody is known to want one.
 */
export class SharedAnswer {
  readonly #answer: SubgraphAnswer;
  readonly #text: string | undefined;
  #isTaken = false;

  constructor(answer: SubgraphAnswer, hasJoiners: boolean) {
    this.#answer = answer;
    this.#text = hasJoiners ? JSON.stringify(answer) : undefined;
  }

  /** @returns undefined when the answer is somebody else's already */
  take(): SubgraphAnswer | undefined {
    if (this.#isTaken) {
      return this.#text === undefined ? undefined : (JSON.parse(this.#text) as SubgraphAnswer);
    }
    this.#isTaken = true;
    return this.#answer;
  }
}
