import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';

/**
 * The supergraph features that this gateway honours. A supergraph that needs another one, marked
 * `for: SECURITY` or `for: EXECUTION`, is refused at load. `policy` is honoured by letting nobody pass.
 */
export const SUPPORTED_FEATURES: Set<string> = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  'https://specs.apollo.dev/authenticated/v0.1',
  'https://specs.apollo.dev/requiresScopes/v0.1',
  'https://specs.apollo.dev/policy/v0.1',
  'https://specs.apollo.dev/cost/v0.1',
  'https://specs.apollo.dev/context/v0.1',
]);
