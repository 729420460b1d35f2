import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, logsDirectory, startProcess, type StackProcess } from '@tiffin/local-stack';
import type { AuditCase, SuiteOutcome } from './audit-case.ts';
import { runCase } from './run-case.ts';

const HOST = '127.0.0.1';
const LOGS = join(logsDirectory, 'federation-audit');

/** The folder is not a checkout of the audit that can be run. */
export class NotACheckout extends Error {}

/**
 * Runs every suite of The Guild's federation gateway audit: its subgraphs from the given checkout, before
 * them our gateway as anybody would start it for a supergraph, one after the other.
 *
 * @param checkout a folder that {@link verifyCheckout} accepts
 * @param only the suites to run; all unless given
 * @param onSuite told after each
 */
export async function runAudit(
  checkout: string,
  only: readonly string[] = [],
  onSuite: (outcome: SuiteOutcome) => void = () => undefined,
): Promise<SuiteOutcome[]> {
  const port = await freePort();
  const origin = `http://${HOST}:${port}`;
  const subgraphs = startProcess({
    name: 'subgraphs',
    entry: join(import.meta.dirname, 'serve-subgraphs.ts'),
    args: [checkout, String(port)],
    env: {},
    readyUrl: `${origin}/ids`,
    logsDirectory: LOGS,
  });
  const folder = await mkdtemp(join(tmpdir(), 'federation-audit-'));
  const outcomes: SuiteOutcome[] = [];
  try {
    await subgraphs.waitUntilReady();
    const suites = await get<string[]>(`${origin}/ids`);
    for (const suite of suites) {
      if (only.length > 0 && !only.includes(suite)) continue;
      const outcome = await runSuite(suite, origin, folder);
      outcomes.push(outcome);
      onSuite(outcome);
    }
  } finally {
    await subgraphs.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return outcomes;
}

/** @throws NotACheckout when the folder does not hold the audit with its dependencies */
export function verifyCheckout(checkout: string): void {
  if (!existsSync(join(checkout, 'src/test-suites'))) {
    throw new NotACheckout(
      `FEDERATION_AUDIT=${checkout} is not a checkout of federation-gateway-audit.`,
    );
  }
  for (const dependency of ['tsx', 'graphql-yoga', '@apollo/subgraph']) {
    if (existsSync(join(checkout, 'node_modules', dependency))) continue;
    throw new NotACheckout(`${checkout} lacks ${dependency}: its dependencies must be installed.`);
  }
}

async function runSuite(suite: string, origin: string, folder: string): Promise<SuiteOutcome> {
  const cases = await get<AuditCase[]>(`${origin}/${suite}/tests`);
  const supergraphPath = join(folder, `${suite}.graphql`);
  await writeFile(supergraphPath, await text(`${origin}/${suite}/supergraph`));
  const port = await freePort();
  const gateway = startGateway(suite, supergraphPath, port);
  const outcome: SuiteOutcome = { suite, cases: [] };
  try {
    await gateway.waitUntilReady();
    // In their order: some suites' mutations build on each other.
    for (const one of cases) {
      outcome.cases.push(await runCase(`http://${HOST}:${port}/graphql`, one));
    }
  } catch (error) {
    outcome.failure = error instanceof Error ? error.message : String(error);
    for (const { query, expected } of cases.slice(outcome.cases.length)) {
      const received = { data: null, errors: undefined };
      outcome.cases.push({ passed: false, query, expected, received });
    }
  } finally {
    await gateway.stop();
  }
  return outcome;
}

function startGateway(suite: string, supergraphPath: string, port: number): StackProcess {
  return startProcess({
    name: suite,
    entry: 'gateway/src/main.ts',
    env: { SUPERGRAPH: supergraphPath, HOST, PORT: String(port) },
    readyUrl: `http://${HOST}:${port}/ready`,
    logsDirectory: LOGS,
  });
}

async function text(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

async function get<T>(url: string): Promise<T> {
  return JSON.parse(await text(url)) as T;
}
