import { createReadStream } from 'node:fs';
import { mkdir, open, truncate, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Lines of JSON that are on disk once `append` resolves. Lines appended while a write is under way go out together, with
 * one fsync, so that many callers cost few of them.
 */
export class AppendOnlyFile {
  readonly #handle: FileHandle;
  #waiting: { line: string; resolve: () => void; reject: (error: unknown) => void }[] = [];
  #writing: Promise<void> | undefined;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Opens or makes the file and hands its lines to `replay`, oldest first. A last line cut short by a crash is removed. */
  static async open(path: string, replay: (line: unknown) => void): Promise<AppendOnlyFile> {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'a');
    const { size } = await handle.stat();
    const completeBytes = await replayLines(path, replay);
    if (completeBytes < size) await truncate(path, completeBytes);
    await handle.datasync();
    return new AppendOnlyFile(handle);
  }

  append(line: unknown): Promise<void> {
    const done = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ line: `${JSON.stringify(line)}\n`, resolve, reject });
    });
    this.#writing ??= this.#drain();
    return done;
  }

  /** Resolves when everything appended so far is on disk. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async close(): Promise<void> {
    await this.settled();
    await this.#handle.close();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#handle.appendFile(batch.map(({ line }) => line).join(''));
        await this.#handle.datasync();
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = undefined;
  }
}

/** @returns how many bytes of the file are whole lines */
async function replayLines(path: string, replay: (line: unknown) => void): Promise<number> {
  let rest = '';
  let completeBytes = 0;
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      replay(JSON.parse(line) as unknown);
      completeBytes += Buffer.byteLength(line) + 1;
    }
  }
  return completeBytes;
}
