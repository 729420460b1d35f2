import { isDeepStrictEqual } from 'node:util';
import { ask, type Contestant } from '../contestants/contestant.ts';
import { OPERATIONS, requestBody } from '../graph/operations.ts';
import { COMPARED_ANSWERS } from './gateway-bench-policy.ts';

/**
 * Asks everybody the same and compares with the first of them.
 * @throws Error naming who answers what else
 */
export async function compareAnswers(
  contestants: readonly Contestant[],
  authorization: string,
): Promise<void> {
  const [reference, ...others] = contestants;
  if (reference === undefined) return;
  for (const operation of OPERATIONS) {
    const turns = Math.min(COMPARED_ANSWERS, operation.variables.length);
    for (let turn = 0; turn < turns; turn += 1) {
      const body = requestBody(operation, turn);
      const expected: unknown = JSON.parse(await ask(reference.url, body, authorization));
      for (const { name, url } of others) {
        const text = await ask(url, body, authorization);
        if (!isDeepStrictEqual(JSON.parse(text), expected)) {
          throw new Error(
            `${name} answers ${operation.name} otherwise than ${reference.name}: ${text.slice(0, 500)}`,
          );
        }
      }
    }
  }
}
