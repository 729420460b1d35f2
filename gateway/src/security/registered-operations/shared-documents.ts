import { connectRedis } from '@tiffin/events';
import type { Logger } from '@tiffin/service';
import { counter } from '@tiffin/telemetry';
import type { Redis } from 'ioredis';
import {
  COMPLAINT_MS,
  PERSISTED_DOCUMENT_LIFE_SECONDS,
  SHARED_DOCUMENT_PLACES,
} from './persisted-document-policy.ts';

const fallbacks = counter({
  name: 'tiffin_gateway_persisted_document_fallbacks_total',
  help: 'Documents looked for, or kept, in this process alone because Redis did not answer',
});

/** Hexadecimal digits of a hash that say where it stands. */
const PLACE_DIGITS = 8;

/** Documents by the hash of their text, for all gateways together. */
export interface SharedDocuments {
  /** Never fails: what cannot be looked up is not there, and its client sends it again. */
  get(hash: string): Promise<string | undefined>;
  /** Never fails, and is not waited for. */
  keep(hash: string, text: string): void;
  close(): void;
}

/**
 * In Redis, each for as long as somebody asks for it, in a fixed number of places: a document that falls on the place of
 * another takes it, so no client can fill Redis. Whoever reads checks the hash.
 */
export function createSharedDocuments(
  { url, prefix }: { url: string; prefix: string },
  logger: Logger,
): SharedDocuments {
  const redis: Redis = connectRedis(url, 'gateway-documents');
  const keyOf = (hash: string): string => `${prefix}documents:${placeOf(hash)}`;
  let complainedAt = -Infinity;
  const failed = (error: unknown): undefined => {
    fallbacks.inc();
    if (performance.now() - complainedAt <= COMPLAINT_MS) return;
    complainedAt = performance.now();
    logger.warn({ err: error }, 'documents are kept in this process: Redis does not answer');
  };
  return {
    get: (hash) =>
      redis
        .getex(keyOf(hash), 'EX', PERSISTED_DOCUMENT_LIFE_SECONDS)
        .then((text) => text ?? undefined, failed),
    keep(hash, text) {
      redis.set(keyOf(hash), text, 'EX', PERSISTED_DOCUMENT_LIFE_SECONDS).catch(failed);
    },
    close: () => redis.disconnect(),
  };
}

function placeOf(hash: string): number {
  return Number.parseInt(hash.slice(0, PLACE_DIGITS), 16) % SHARED_DOCUMENT_PLACES;
}
