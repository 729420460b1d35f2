import { createHash } from 'node:crypto';
import { BoundedCache } from '@tiffin/service';

/** Documents that clients have sent with their hash, kept until others need the place. */
export const PERSISTED_DOCUMENTS_LIMIT = 1_000;
/** Longer documents are not kept: their client sends them each time. */
export const PERSISTED_DOCUMENT_MAX_CHARACTERS = 20_000;

/** Where Apollo Server looks documents up by their hash, with its prefix before it. */
export interface DocumentCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<boolean | void>;
}

/**
 * Documents by `extensions.persistedQuery.sha256Hash`: registered ones always, and a bounded number
 * of those that clients have sent before (automatic persisted queries).
 */
export function createDocumentCache(registered: readonly string[]): DocumentCache {
  const known = new Map(registered.map((text) => [hashOf(text), text]));
  const sent = new BoundedCache<string, string>(PERSISTED_DOCUMENTS_LIMIT);
  return {
    get: (key) => Promise.resolve(known.get(bare(key)) ?? sent.get(bare(key))),
    set(key, value) {
      if (value.length <= PERSISTED_DOCUMENT_MAX_CHARACTERS) sent.set(bare(key), value);
      return Promise.resolve();
    },
    delete: () => Promise.resolve(),
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function bare(key: string): string {
  return key.replace(/^apq:/, '');
}
