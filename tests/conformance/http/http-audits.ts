import { serverAudits } from 'graphql-http';
import { describe, expect, test } from '@jest/globals';
import { ENDPOINTS, type ConformanceScene, type EndpointName } from '../scene.ts';

/** What a GET must carry here so that no page of another site can send it unasked. */
const PREFLIGHT = { 'apollo-require-preflight': 'true' };

/** The public list of audits of GraphQL over HTTP, on the gateway and on every subgraph. */
export function testHttpAudits(scene: () => ConformanceScene): void {
  describe.each(ENDPOINTS)('%s', (endpoint) => {
    const audits = serverAudits({
      url: () => scene().urlOf(endpoint),
      fetchFn: (url: string, init?: RequestInit) => letIn(scene(), endpoint, url, init),
    });
    test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
      const result = await audit.fn();
      expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
    });
  });
}

/** The audit's own request, with what this endpoint demands of every caller. */
async function letIn(
  scene: ConformanceScene,
  endpoint: EndpointName,
  url: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  const demanded = { ...PREFLIGHT, ...(await scene.headersFor(endpoint)) };
  for (const [name, value] of Object.entries(demanded)) headers.set(name, value);
  return fetch(url, { ...init, headers });
}
