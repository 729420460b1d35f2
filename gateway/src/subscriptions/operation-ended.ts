import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { gatewayError } from '../security/gateway-error.ts';

/** Ends one running operation with these errors, while the socket lives on. */
export class OperationEnded extends Error {
  readonly errors: readonly (GraphQLError | GraphQLFormattedError)[];
  /** Whether the way to the source is at fault, and not the operation or its caller. */
  readonly isLoss: boolean;

  constructor(errors: readonly (GraphQLError | GraphQLFormattedError)[], isLoss = false) {
    super('the operation has ended with errors');
    this.name = 'OperationEnded';
    this.errors = errors;
    this.isLoss = isLoss;
  }

  get code(): unknown {
    return this.errors[0]?.extensions?.['code'];
  }
}

/** A subgraph has said no, or has failed on the way; what it said names it. */
export function refusedBy(
  subgraph: string,
  errors: readonly GraphQLFormattedError[],
): OperationEnded {
  return new OperationEnded(
    errors.map((each) => ({ ...each, extensions: { ...each.extensions, serviceName: subgraph } })),
  );
}

/** The operation cannot go on for a reason that is not the caller's. */
export function interrupted(message: string): OperationEnded {
  return new OperationEnded([gatewayError('SUBSCRIPTION_INTERRUPTED', message)]);
}

export function rightsChanged(): OperationEnded {
  return interrupted('Your rights have changed; subscribe again.');
}

export function upstreamLost(): OperationEnded {
  const message = 'The connection to the source of these events was lost; subscribe again.';
  return new OperationEnded([gatewayError('SUBSCRIPTION_INTERRUPTED', message)], true);
}

export function upstreamUnavailable(): OperationEnded {
  const message = 'The source of these events is unavailable; try again.';
  return new OperationEnded([gatewayError('SERVICE_UNAVAILABLE', message)], true);
}

export const SCHEMA_CHANGED = 'SCHEMA_CHANGED';

export function schemaChanged(): OperationEnded {
  const message = 'This subscription does not fit the schema any more.';
  return new OperationEnded([gatewayError(SCHEMA_CHANGED, message)]);
}
