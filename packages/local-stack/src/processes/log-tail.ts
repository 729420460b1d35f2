import { open } from 'node:fs/promises';

import { localStackPolicy } from '../policy.ts';

/** The last lines of a log, or nothing where there is none. */
export async function logTail(path: string, fromByte = 0): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { size } = await file.stat();
    const start = Math.max(fromByte, size - localStackPolicy.shownLogBytes);
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(Math.max(1, size - start)),
      position: start,
    });
    const lines = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n');
    return lines.slice(-localStackPolicy.shownLogLines).join('\n');
  } finally {
    await file.close();
  }
}
