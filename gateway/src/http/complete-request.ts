import { GraphQLError } from 'graphql';
import { HttpRefusal, type StatedRequest } from '@tiffin/service';
import type {
  Accepts,
  FoundDocument,
  PersistedDocuments,
} from '../security/registered-operations/persisted-documents.ts';

type Complete = (stated: StatedRequest) => StatedRequest | Promise<StatedRequest>;

/** Puts the document into requests that name it instead, so that everybody behind sees plain ones. */
export function completeRequests(documents: PersistedDocuments, accepts: Accepts): Complete {
  return (stated) => {
    const { body, search } = stated;
    if (body === undefined) {
      const isNamed = search.includes('persistedQuery') || search.includes('documentId');
      return isNamed ? completeSearch(search, documents) : stated;
    }
    const isNamed = isRecord(body) && ('extensions' in body || 'documentId' in body);
    return isNamed ? completeBody(body, stated, documents, accepts) : stated;
  };
}

async function completeBody(
  body: Record<string, unknown>,
  stated: StatedRequest,
  documents: PersistedDocuments,
  accepts: Accepts,
): Promise<StatedRequest> {
  const found = await refusing(() => documents.find(body, accepts));
  if (found === undefined) return stated;
  const { documentId: _, extensions, ...others } = body;
  const rest = withoutName(extensions);
  const kept = rest === undefined ? {} : { extensions: rest };
  return { ...stated, body: { ...others, ...found, ...kept } };
}

async function completeSearch(
  search: string,
  documents: PersistedDocuments,
): Promise<StatedRequest> {
  const given = new URLSearchParams(search);
  const extensions = parsed(given.get('extensions'));
  const [query, operationName, documentId] = ['query', 'operationName', 'documentId'].map((name) =>
    given.get(name),
  );
  const found = await refusing(() =>
    documents.find({ query, operationName, documentId, extensions }, keepNothing),
  );
  if (found === undefined) return { body: undefined, search };
  given.delete('documentId');
  given.delete('extensions');
  const rest = withoutName(extensions);
  if (rest !== undefined) given.set('extensions', JSON.stringify(rest));
  for (const [name, value] of Object.entries(found)) given.set(name, value as string);
  return { body: undefined, search: `?${given.toString()}` };
}

/** A page of another site can make a browser send a GET: it changes nothing here. */
const keepNothing: Accepts = () => false;

/** @throws HttpRefusal in place of what is told on sockets */
async function refusing(
  find: () => FoundDocument | Promise<FoundDocument> | undefined,
): Promise<FoundDocument | undefined> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const { code, http } = error.extensions as { code: string; http?: { status: number } };
    throw new HttpRefusal(http?.status ?? 400, code, error.message);
  }
}

/** What cannot be read names nothing: it is refused by whoever reads it next. */
function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** @returns undefined when nothing is left */
function withoutName(extensions: unknown): unknown {
  if (!isRecord(extensions)) return extensions;
  const { persistedQuery: _, ...rest } = extensions;
  return Object.keys(rest).length === 0 ? undefined : rest;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
