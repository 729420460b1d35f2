import { gatewayError } from '../gateway-error.ts';
import { DOCUMENT_ID_MAX_CHARACTERS } from './persisted-document-policy.ts';

/** A request as it came, as far as it says which document is meant. */
export interface StatedDocument {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
  readonly documentId?: unknown;
}

/** How a request names its document: by the SHA-256 of its text, in hex, or by the name it is registered under. */
export type DocumentName = { readonly hash: string } | { readonly id: string };

const HASH = /^[0-9a-f]{64}$/;
const HASH_MARK = 'sha256:';

/**
 * What `extensions.persistedQuery` or `documentId` name.
 * @returns undefined when the request does neither
 * @throws GraphQLError BAD_REQUEST when it is not the name of anything
 */
export function documentNameOf({
  extensions,
  documentId,
}: StatedDocument): DocumentName | undefined {
  if (documentId != null) return namedBy(documentId);
  const given = memberOf(extensions, 'persistedQuery');
  if (given == null) return undefined;
  if (memberOf(given, 'version') !== 1) throw refusal('persistedQuery.version is 1.');
  return { hash: checkedHash(memberOf(given, 'sha256Hash')) };
}

function namedBy(documentId: unknown): DocumentName {
  if (typeof documentId !== 'string' || documentId.length > DOCUMENT_ID_MAX_CHARACTERS) {
    throw refusal(`documentId is a text of up to ${DOCUMENT_ID_MAX_CHARACTERS} characters.`);
  }
  if (!documentId.startsWith(HASH_MARK)) return { id: documentId };
  return { hash: checkedHash(documentId.slice(HASH_MARK.length)) };
}

function checkedHash(hash: unknown): string {
  if (typeof hash === 'string' && HASH.test(hash)) return hash;
  throw refusal('The hash of a document is its SHA-256 in 64 hexadecimal digits, in lower case.');
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function refusal(message: string): Error {
  return gatewayError('BAD_REQUEST', message);
}
