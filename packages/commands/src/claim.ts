import { randomUUID } from 'node:crypto';
import { TiffinError } from '@tiffin/service';
import { KEY_LIFE_MS, LEASE_MS } from './command-policy.ts';
import type { Client, CommandRequest } from './command-request.ts';
import { inputHash } from './input-hash.ts';
import { keyStatements, type NamedStatement } from './key-statements.ts';
import { answerText, findStored, keyValues } from './stored-command.ts';

/** The right to work on a command whose steps reach over several transactions or services. */
export interface Claim {
  readonly kind: 'claimed';
  /**
   * What the command works on: the caller's choice at the first attempt, and that same one when a
   * later attempt takes over, so that every step stays idempotent by it.
   */
  readonly reference: string;
  /** An earlier attempt was abandoned: its steps may have happened. */
  readonly isTakeOver: boolean;
  /** Keeps the answer; in the transaction that finishes the command. @throws ClaimLostError */
  complete<Answer>(client: Client, answer: Answer): Promise<Answer>;
  /** Stays alive for another lease. @throws ClaimLostError */
  extend(client: Client): Promise<void>;
  /** Forgets the key, after a refusal or once everything was undone. @throws ClaimLostError */
  release(client: Client): Promise<void>;
}

/** The command was finished before. */
export interface Answered {
  readonly kind: 'answered';
  readonly answer: unknown;
}

/** Another attempt has taken the command over, or it was finished: stop, and leave it alone. */
export class ClaimLostError extends Error {
  constructor() {
    super('another attempt has taken this command over');
    this.name = 'ClaimLostError';
  }
}

/**
 * Takes a command for work outside of one transaction: claim (and commit) → steps → `complete`.
 * The claim ends with its lease, after which a repetition of the command takes over.
 *
 * Must run in a transaction of its own that is committed before the first step.
 *
 * @throws TiffinError IDEMPOTENCY_CONFLICT for another input, or (`reason: 'IN_PROGRESS'` in the
 *   extensions) while an earlier attempt is alive
 */
export async function claim(
  client: Client,
  schema: string,
  request: CommandRequest,
  options: { reference: string; leaseMs?: number },
): Promise<Claim | Answered> {
  const statements = keyStatements(schema);
  const key = keyValues(request);
  const leaseMs = options.leaseMs ?? LEASE_MS;
  const attempt = randomUUID();

  const held = (reference: string, isTakeOver: boolean): Claim => {
    const onAttempt = async (
      on: Client,
      statement: NamedStatement,
      ...more: unknown[]
    ): Promise<void> => {
      const changed = await on.query({ ...statement, values: [...key, attempt, ...more] });
      if (changed.rowCount !== 1) throw new ClaimLostError();
    };
    return {
      kind: 'claimed',
      reference,
      isTakeOver,
      async complete<Answer>(on: Client, answer: Answer) {
        const text = answerText(answer);
        await onAttempt(on, statements.answerAttempt, text);
        return JSON.parse(text) as Answer;
      },
      extend: (on) => onAttempt(on, statements.extend, leaseMs),
      release: (on) => onAttempt(on, statements.forgetAttempt),
    };
  };

  const taken = await client.query({
    ...statements.take,
    values: [...key, inputHash(request.input), options.reference, attempt, leaseMs, KEY_LIFE_MS],
  });
  if (taken.rowCount === 1) return held(options.reference, false);

  const stored = await findStored(client, statements.find, request);
  if (stored?.isCompleted === true) return { kind: 'answered', answer: stored.answer };
  if (stored === undefined || stored.isLeased === true) throw inProgress();
  await client.query({ ...statements.takeOver, values: [...key, attempt, leaseMs] });
  return held(stored.reference ?? options.reference, true);
}

function inProgress(): TiffinError {
  return new TiffinError('IDEMPOTENCY_CONFLICT', 'This command is being worked on.', {
    details: { reason: 'IN_PROGRESS' },
  });
}
