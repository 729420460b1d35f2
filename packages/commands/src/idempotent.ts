import { KEY_LIFE_MS } from './command-policy.ts';
import type { Client, CommandRequest } from './command-request.ts';
import { inputHash } from './input-hash.ts';
import { keyStatements } from './key-statements.ts';
import { answerText, findStored, keyValues } from './stored-command.ts';

/** An answer that is given but not kept: nothing happened, and the same key may be tried again. */
export interface NotStored<Answer> {
  readonly notStored: true;
  readonly answer: Answer;
}

/** Marks a refusal (a validation failure): `run` must return it before it has written anything. */
export function notStored<Answer>(answer: Answer): NotStored<Answer> {
  return { notStored: true, answer };
}

/** A key is forgotten and taken by others between two looks at most this often. */
const MAX_LOOKS = 3;

/**
 * Runs a command once per (principal, operation, key), inside the transaction that `client` is in,
 * so that the answer is kept exactly when the effect is.
 *
 * The same key with the same input gets the first answer; of two at the same time the second waits
 * for the first. The answer is kept and returned as JSON (dates become text): keep ids and read the
 * entity again. An exception of `run` must roll the transaction back, as it does in `inTransaction`.
 *
 * @param schema the subgraph's Postgres schema
 * @throws TiffinError IDEMPOTENCY_CONFLICT when the key was used with another input
 */
export async function idempotent<Answer>(
  client: Client,
  schema: string,
  request: CommandRequest,
  run: () => Promise<Answer | NotStored<Answer>>,
): Promise<Answer> {
  const statements = keyStatements(schema);
  const key = keyValues(request);
  for (let look = 1; ; look += 1) {
    const taken = await client.query({
      ...statements.take,
      values: [...key, inputHash(request.input), null, null, null, KEY_LIFE_MS],
    });
    if (taken.rowCount === 1) break;
    const stored = await findStored(client, statements.find, request);
    if (stored?.isCompleted === true) return stored.answer as Answer;
    if (look === MAX_LOOKS) throw new Error('an idempotency key was neither free nor answered');
  }
  const outcome = await run();
  if (isNotStored(outcome)) {
    await client.query({ ...statements.forget, values: key });
    return outcome.answer;
  }
  const text = answerText(outcome);
  await client.query({ ...statements.answer, values: [...key, text] });
  return JSON.parse(text) as Answer;
}

function isNotStored<Answer>(outcome: Answer | NotStored<Answer>): outcome is NotStored<Answer> {
  return (
    typeof outcome === 'object' &&
    outcome !== null &&
    'notStored' in outcome &&
    outcome.notStored === true
  );
}
