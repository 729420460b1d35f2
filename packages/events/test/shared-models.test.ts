import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const SCRIPT = join(import.meta.dirname, '../scripts/prisma-shared.ts');

test("every subgraph's copy of the shared models is the original", async () => {
  const checking = promisify(execFile)(process.execPath, ['--no-warnings', SCRIPT, '--check']);
  await expect(checking).resolves.toMatchObject({ stderr: '' });
});
