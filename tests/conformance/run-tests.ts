import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutDirectory, compileCacheDirectory, generateClients } from '@tiffin/local-stack';
import { rowsOf, type ResultRow } from './result-row.ts';
import { HTTP_TITLE } from './titles.ts';

const JEST = join(checkoutDirectory, 'node_modules/jest/bin/jest.js');
const FLAGS = ['--experimental-vm-modules', '--no-warnings'];

interface JestResults {
  testResults: {
    message: string;
    assertionResults: { ancestorTitles: string[]; title: string; status: string }[];
  }[];
}

/**
 * Runs what `npm test` also runs of the suites, and counts.
 *
 * @throws Error with Jest's message when nothing of it ran
 */
export async function runTests(): Promise<ResultRow[]> {
  await generateClients(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  const outputFile = join(folder, 'results.json');
  try {
    const args = ['--runInBand', '--silent', '--json', '--outputFile', outputFile];
    const jest = spawn(process.execPath, [...FLAGS, JEST, ...args, 'tests/conformance'], {
      cwd: checkoutDirectory,
      stdio: ['ignore', 'ignore', 'ignore'],
      env: {
        ...process.env,
        NODE_OPTIONS: FLAGS.join(' '),
        NODE_COMPILE_CACHE: compileCacheDirectory,
      },
    });
    await once(jest, 'exit');
    const { testResults } = JSON.parse(await readFile(outputFile, 'utf8')) as JestResults;
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    if (tests.length === 0) throw new Error(testResults[0]?.message ?? 'no test ran');
    return rowsOf(
      tests.map(({ ancestorTitles: [suite = '', subject = ''], title, status }) => ({
        suite,
        subject: suite === HTTP_TITLE ? `${subject}, ${levelOf(title)}` : subject,
        name: title,
        passed: status === 'passed',
      })),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether the specification asks for what an audit looks at, or only allows it. */
function levelOf(title: string): string {
  return title.startsWith('MAY') ? 'MAY' : 'MUST and SHOULD';
}
