import DataLoader from 'dataloader';

/** Keys in one statement unless told otherwise: the gateway never asks for more entities at once. */
export const LOADER_MAX_BATCH_SIZE = 500;

/** The rows of a batch, by key; a key that is absent was not found. */
export type LoadBatch<K, V> = (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;

/**
 * One loader per entity and *request* (make it in the context function): it remembers what it
 * loaded, so one that outlived its request would serve stale rows to other callers.
 * `load` answers null for what does not exist.
 */
export function createLoader<K extends string | number, V>(
  loadBatch: LoadBatch<K, V>,
  options: { maxBatchSize?: number } = {},
): DataLoader<K, V | null> {
  return new DataLoader<K, V | null>(
    async (keys) => {
      const found = await loadBatch(keys);
      return keys.map((key) => found.get(key) ?? null);
    },
    { maxBatchSize: options.maxBatchSize ?? LOADER_MAX_BATCH_SIZE },
  );
}

/** Rows indexed for a {@link LoadBatch}. */
export function byKey<K, V>(rows: Iterable<V>, keyOf: (row: V) => K): Map<K, V> {
  const index = new Map<K, V>();
  for (const row of rows) index.set(keyOf(row), row);
  return index;
}
