import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { gatewayError } from '../security/gateway-error.ts';

/** Ends one running operation with these errors, while the socket lives on. */
export class OperationEnded extends Error {
  readonly errors: readonly (GraphQLError | GraphQLFormattedError)[];

  constructor(errors: readonly (GraphQLError | GraphQLFormattedError)[]) {
    super('the operation has ended with errors');
    this.name = 'OperationEnded';
    this.errors = errors;
  }
}

/** The operation cannot go on for a reason that is not the caller's. */
export function interrupted(message: string): OperationEnded {
  return new OperationEnded([gatewayError('SUBSCRIPTION_INTERRUPTED', message)]);
}

export function upstreamLost(): OperationEnded {
  return interrupted('The connection to the source of these events was lost; subscribe again.');
}

export function upstreamUnavailable(): OperationEnded {
  return new OperationEnded([
    gatewayError('SERVICE_UNAVAILABLE', 'The source of these events is unavailable; try again.'),
  ]);
}
