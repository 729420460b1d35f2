import { readFile, stat } from 'node:fs/promises';
import type { SupergraphSource } from './supergraph-source.ts';

/**
 * A file, looked at by its time and size: events of a file system do not cross mounts, and do not tell
 * of a link that was turned.
 */
export class SupergraphFile implements SupergraphSource {
  readonly title: string;
  readonly #path: string;
  #seen: string | undefined;

  constructor(path: string) {
    this.#path = path;
    this.title = `SUPERGRAPH ${path}`;
  }

  async read(anew = false): Promise<string | undefined> {
    const { mtimeNs, size, ino } = await stat(this.#path, { bigint: true });
    const present = `${mtimeNs} ${size} ${ino}`;
    if (!anew && present === this.#seen) return undefined;
    const text = await readFile(this.#path, 'utf8');
    this.#seen = present;
    return text;
  }
}
