import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { AppendOnlyFile } from '../../sandbox-provider/records/append-only-file.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'append-only-'));
  path = join(directory, 'deep', 'records.jsonl');
});
afterEach(() => rm(directory, { recursive: true }));

async function reopened(): Promise<unknown[]> {
  const lines: unknown[] = [];
  const file = await AppendOnlyFile.open(path, (line) => lines.push(line));
  await file.close();
  return lines;
}

describe('the provider’s file of records', () => {
  test('gives back every line in order, also those appended side by side', async () => {
    const file = await AppendOnlyFile.open(path, () => undefined);
    await Promise.all(Array.from({ length: 500 }, (_, number) => file.append({ number })));
    await file.close();
    expect(await reopened()).toEqual(Array.from({ length: 500 }, (_, number) => ({ number })));
  });

  test('is on disk when an append resolves', async () => {
    const file = await AppendOnlyFile.open(path, () => undefined);
    await file.append({ note: 'žluťoučký' });
    expect(await readFile(path, 'utf8')).toBe('{"note":"žluťoučký"}\n');
    await file.close();
  });

  test('loses only a last line that was cut short, and goes on after it', async () => {
    const file = await AppendOnlyFile.open(path, () => undefined);
    await file.append({ note: 'ü' });
    await file.close();
    await appendFile(path, '{"note":"half');
    const again = await AppendOnlyFile.open(path, () => undefined);
    await again.append({ note: 'next' });
    await again.close();
    expect(await reopened()).toEqual([{ note: 'ü' }, { note: 'next' }]);
  });
});
