/** Something that holds bytes for clients that have not read them. */
export interface Buffering {
  readonly bufferedBytes: number;
}

const all = new Set<Buffering>();

/**
 * Counts it among what is buffered, over all gateways of this process.
 * @returns counts it no more
 */
export function countBuffered(buffering: Buffering): () => void {
  all.add(buffering);
  return () => void all.delete(buffering);
}

/** What waits for clients at this moment. It asks each connection, so ask it rarely. */
export function allBufferedBytes(): number {
  let bytes = 0;
  for (const buffering of all) bytes += buffering.bufferedBytes;
  return bytes;
}
