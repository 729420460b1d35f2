import type { IncomingMessage } from 'node:http';
import { ConfigurationError, isApiKey } from '@tiffin/service';
import { createEndpoint, type Endpoint, type EndpointMeans } from './endpoint.ts';
import { createApiKeyVerifier } from './security/api-keys/api-key-verifier.ts';
import type { OperationGuard } from './security/operation-guard.ts';
import type { TokenVerifier } from './security/token-verifier.ts';
import { contractSupergraph } from './supergraph/contract-supergraph.ts';
import type { LoadedSupergraph } from './supergraph/loaded-supergraph.ts';

export const PARTNER_PATH = '/partner/graphql';
/** What is tagged so is the partners' contract. */
const PARTNER_TAG = 'partner';

/**
 * The contract of partners, for callers with API keys; each key has limits of its own, and any document
 * of the contract may run.
 *
 * @throws ConfigurationError when the supergraph has no such contract
 */
export async function createPartnerEndpoint(
  supergraph: LoadedSupergraph,
  apiKeyUrl: string,
  tokens: TokenVerifier,
  guard: OperationGuard,
  means: EndpointMeans,
): Promise<Endpoint> {
  const contract = firstContract(supergraph);
  const access = {
    verifier: createApiKeyVerifier(apiKeyUrl, tokens),
    guard: countedByKey(guard),
    safelist: undefined,
    registered: [],
  };
  const endpoint = await createEndpoint(contract, access, means);
  return {
    ...endpoint,
    handle(request, response) {
      takeApiKey(request);
      return endpoint.handle(request, response);
    },
    handleUpgrade(request, socket, head) {
      takeApiKey(request);
      endpoint.handleUpgrade(request, socket, head);
    },
    prepare: (next) => endpoint.prepare(contractSupergraph(next, PARTNER_TAG)),
  };
}

function firstContract(supergraph: LoadedSupergraph): LoadedSupergraph {
  try {
    return contractSupergraph(supergraph, PARTNER_TAG);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError([`API_KEY_URL is set, but partners have no contract: ${reason}`]);
  }
}

function countedByKey(guard: OperationGuard): Pick<OperationGuard, 'check'> {
  return {
    check: (demand, variables, client) =>
      guard.check(demand, variables, {
        ...client,
        apiKeyId: isApiKey(client.identity) ? client.identity.apiKeyId : undefined,
      }),
  };
}

function takeApiKey({ headers }: IncomingMessage): void {
  const key = headers['x-api-key'];
  if (typeof key === 'string') headers.authorization ??= `Bearer ${key}`;
}
