import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '@tiffin/service';
import type { OperationPreparer } from '../execution/operation-preparer.ts';
import { PreparedOperation } from '../execution/prepared-operation.ts';
import type { RegisteredOperation } from './registered-operation.ts';

/** Planned where nothing is registered. Every schema has it. */
const LEAST: RegisteredOperation = { name: 'Least', text: 'query Least { __typename }' };

/** The operations that the supergraph in use takes. */
export function knownTo(
  preparer: OperationPreparer,
  registered: readonly RegisteredOperation[],
): RegisteredOperation[] {
  return registered.filter(
    ({ name, text }) => preparer.prepare(text, name) instanceof PreparedOperation,
  );
}

/**
 * Plans what is registered, so that a supergraph shows what it can do before it takes over, and finds
 * its plans made. It gives other work its turn after each operation.
 *
 * @throws Error when an operation that is valid cannot be planned, or none of them is valid
 */
export async function rehearse(
  preparer: OperationPreparer,
  registered: readonly RegisteredOperation[],
  logger: Logger,
): Promise<void> {
  const operations = registered.length === 0 ? [LEAST] : registered;
  const refused: string[] = [];
  for (const { name, text } of operations) {
    const prepared = preparer.prepare(text, name);
    if (prepared instanceof PreparedOperation) prepared.plan();
    else refused.push(name);
    await nextTurn();
  }
  if (refused.length === operations.length) {
    throw new Error('no registered operation is valid against it');
  }
  if (refused.length > 0) logger.warn({ refused }, 'registered operations are no longer valid');
}
