import { createHash } from 'node:crypto';
import { BoundedCache } from '@tiffin/service';
import { gatewayError } from '../gateway-error.ts';
import { documentNameOf, type StatedDocument } from './document-name.ts';
import {
  PERSISTED_DOCUMENT_MAX_CHARACTERS,
  PERSISTED_DOCUMENTS_LIMIT,
} from './persisted-document-policy.ts';
import type { SharedDocuments } from './shared-documents.ts';

/** The document that a request means. */
export interface FoundDocument {
  readonly query: string;
  /** Which of its operations, where the name says so. */
  readonly operationName?: string;
}

/** Whether a document may run here at all: only such are kept. */
export type Accepts = (document: FoundDocument) => boolean;

/**
 * Documents that clients name instead of sending them, the same over HTTP, streams and sockets: registered ones by their
 * name or hash, always; others by the hash with which somebody has sent them before (automatic persisted queries), in a
 * bounded number here and in Redis for all gateways.
 */
export class PersistedDocuments {
  readonly #byHash: ReadonlyMap<string, string>;
  readonly #byName: ReadonlyMap<string, string>;
  readonly #sent = new BoundedCache<string, string>(PERSISTED_DOCUMENTS_LIMIT);
  readonly #shared: Pick<SharedDocuments, 'get' | 'keep'> | undefined;

  /** @param shared without, each gateway knows what it was sent itself */
  constructor(
    registered: readonly { name: string; text: string }[],
    shared?: Pick<SharedDocuments, 'get' | 'keep'>,
  ) {
    this.#byHash = new Map(registered.map(({ text }) => [hashOf(text), text]));
    this.#byName = new Map(registered.map(({ name, text }) => [name, text]));
    this.#shared = shared;
  }

  /**
   * @returns undefined when the request names none, but sends it
   * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND; PERSISTED_QUERY_MISMATCH for a text that has another hash;
   *   BAD_REQUEST for what is not the name of a document
   */
  find(
    stated: StatedDocument,
    accepts: Accepts,
  ): FoundDocument | Promise<FoundDocument> | undefined {
    const name = documentNameOf(stated);
    if (name === undefined) return undefined;
    const { query, operationName } = stated;
    const isSent = typeof query === 'string' && query !== '';
    if ('id' in name) {
      if (isSent) throw gatewayError('BAD_REQUEST', 'Send a document or its documentId, not both.');
      const text = this.#byName.get(name.id);
      if (text === undefined) throw notFound();
      return { query: text, ...(operationName == null ? { operationName: name.id } : {}) };
    }
    const { hash } = name;
    const known = this.#byHash.get(hash) ?? this.#sent.get(hash);
    if (isSent) {
      if (known !== query) this.#learn(hash, query, operationName, accepts);
      return { query };
    }
    return known === undefined ? this.#lookUp(hash) : { query: known };
  }

  #learn(hash: string, query: string, operationName: unknown, accepts: Accepts): void {
    if (hashOf(query) !== hash) {
      const message = 'The document does not have the SHA-256 that came with it.';
      throw gatewayError('PERSISTED_QUERY_MISMATCH', message, {
        extensions: { http: { status: 400 } },
      });
    }
    if (query.length > PERSISTED_DOCUMENT_MAX_CHARACTERS) return;
    const named = typeof operationName === 'string' ? { operationName } : {};
    if (!accepts({ query, ...named })) return;
    this.#sent.set(hash, query);
    this.#shared?.keep(hash, query);
  }

  async #lookUp(hash: string): Promise<FoundDocument> {
    const query = await this.#shared?.get(hash);
    // Whoever can write there must not decide what runs in another's name.
    if (query === undefined || hashOf(query) !== hash) throw notFound();
    this.#sent.set(hash, query);
    return { query };
  }
}

/** Clients know it by its message or its code, and send the document along. */
function notFound(): Error {
  return gatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', {
    extensions: { http: { status: 200 } },
  });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
