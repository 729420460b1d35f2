import type { GraphQLError } from 'graphql';
import { gatewayError } from './gateway-error.ts';
import type { OperationLimits } from './operation-limits.ts';

/**
 * The error of variables that are too large: the characters of names and texts, and one for every
 * other value, list and object.
 */
export function variablesError(
  variables: unknown,
  { variableCharacters: limit }: Pick<OperationLimits, 'variableCharacters'>,
): GraphQLError | undefined {
  if (variables === undefined || variables === null) return undefined;
  if (remainingAfter(variables, limit) >= 0) return undefined;
  return gatewayError('BAD_USER_INPUT', `The variables exceed ${limit} characters.`, {
    extensions: { limit: { name: 'variableCharacters', limit }, http: { status: 400 } },
  });
}

/** Negative as soon as the value does not fit. Not recursive: a body can nest deeper than the stack. */
function remainingAfter(value: unknown, limit: number): number {
  let left = limit;
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && left >= 0) {
    const next = waiting.pop();
    if (typeof next === 'string') {
      left -= next.length;
      continue;
    }
    left -= 1;
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) {
      for (const entry of next) waiting.push(entry);
      continue;
    }
    for (const [name, inner] of Object.entries(next)) {
      left -= name.length;
      waiting.push(inner);
    }
  }
  return left;
}
