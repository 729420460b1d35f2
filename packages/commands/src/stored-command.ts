import { TiffinError } from '@tiffin/service';
import { ANSWER_MAX_CHARACTERS } from './command-policy.ts';
import type { Client, CommandRequest } from './command-request.ts';
import { inputHash } from './input-hash.ts';
import type { NamedStatement } from './key-statements.ts';

/** The row of a key that was used before. */
export interface StoredCommand {
  inputHash: Buffer;
  reference: string | null;
  answer: unknown;
  isCompleted: boolean;
  isLeased: boolean | null;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** The values by which a key is found. @throws TiffinError BAD_USER_INPUT for a key that is no UUID */
export function keyValues({ principal, operation, key }: CommandRequest): [string, string, string] {
  if (!UUID.test(key)) {
    throw new TiffinError('BAD_USER_INPUT', 'The idempotency key must be a UUID.');
  }
  return [principal, operation, key];
}

/**
 * The row of a key that could not be taken, or undefined when it has just been forgotten.
 * @throws TiffinError IDEMPOTENCY_CONFLICT when it was used with another input
 */
export async function findStored(
  client: Client,
  find: NamedStatement,
  request: CommandRequest,
): Promise<StoredCommand | undefined> {
  const found = await client.query<StoredCommand>({ ...find, values: keyValues(request) });
  const stored = found.rows[0];
  if (stored !== undefined && !stored.inputHash.equals(inputHash(request.input))) {
    throw new TiffinError(
      'IDEMPOTENCY_CONFLICT',
      'This idempotency key was used before with another input.',
    );
  }
  return stored;
}

/** The answer as it is kept. The first caller gets this form too, so that all answers are alike. */
export function answerText(answer: unknown): string {
  const text = JSON.stringify(answer ?? null);
  if (text.length > ANSWER_MAX_CHARACTERS) {
    throw new RangeError(`an answer of ${text.length} characters is too large to keep`);
  }
  return text;
}
