import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import type { RegisteredOperation } from './registered-operation.ts';
import { MAX_REGISTERED_OPERATIONS } from './reload-policy.ts';

/**
 * Every operation of the `.graphql` files of a folder.
 * @throws Error for a file that is not GraphQL, an operation without a name, or more than
 *   {@link MAX_REGISTERED_OPERATIONS}
 */
export function readRegisteredOperations(folder: string): RegisteredOperation[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const operations = files.toSorted().flatMap((file) => operationsOf(folder, file));
  if (operations.length > MAX_REGISTERED_OPERATIONS) {
    throw new Error(`there are more than ${MAX_REGISTERED_OPERATIONS} operations in ${folder}`);
  }
  return operations;
}

function operationsOf(folder: string, file: string): RegisteredOperation[] {
  const text = readFileSync(join(folder, file), 'utf8');
  return parse(text).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    if (definition.name === undefined) throw new Error(`an operation in ${file} has no name`);
    return [{ name: definition.name.value, text }];
  });
}
