import { isJsonObject } from '../json.ts';
import type { Reader } from './shared-reads.ts';
import type { SubgraphAnswer } from './subgraph-transport.ts';

/** Makes an answer of the text of a response; each reader of a text gets one of its own. */
export class AnswerReader implements Reader {
  readonly #resolve: (answer: SubgraphAnswer) => void;
  readonly fail: (error: Error) => void;

  constructor(resolve: (answer: SubgraphAnswer) => void, fail: (error: Error) => void) {
    this.#resolve = resolve;
    this.fail = fail;
  }

  succeed(text: string): void {
    let answer: unknown;
    try {
      answer = JSON.parse(text);
    } catch (error) {
      this.fail(error as Error);
      return;
    }
    // A refused operation is a GraphQL answer too, whatever its status.
    if (isJsonObject(answer) && ('data' in answer || Array.isArray(answer['errors']))) {
      this.#resolve(answer);
    } else {
      this.fail(new Error('not a GraphQL answer'));
    }
  }
}
