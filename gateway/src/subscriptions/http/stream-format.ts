import type { GraphQLFormattedError } from 'graphql';

/** How results are framed in an HTTP answer that goes on. */
export interface StreamFormat {
  transport: 'sse' | 'multipart';
  contentType: string;
  /** Whether what is refused before it runs is told within the stream, with status 200. */
  refusesInStream: boolean;
  /** What opens the stream. */
  start: string;
  heartbeat: string;
  /** @param text a result as JSON */
  next(text: string): string;
  /** The last words; with errors when something else than the source has ended it. */
  end(errors?: readonly GraphQLFormattedError[]): string;
}

/** Server-sent events as in graphql-sse's "distinct connections mode". */
export const SSE: StreamFormat = {
  transport: 'sse',
  contentType: 'text/event-stream; charset=utf-8',
  refusesInStream: true,
  start: ':\n\n',
  heartbeat: ':\n\n',
  next: (text) => `event: next\ndata: ${text}\n\n`,
  end: (errors) =>
    `${errors === undefined ? '' : SSE.next(JSON.stringify({ errors }))}event: complete\ndata: \n\n`,
};

const PART = '\r\nContent-Type: application/json\r\n\r\n';
const BOUNDARY = '\r\n--graphql';

/**
 * The multipart subscription protocol of Apollo Client. Each part ends with the next boundary, written
 * with it, as a client acts on a part only when it has seen its end.
 */
export const MULTIPART: StreamFormat = {
  transport: 'multipart',
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
  refusesInStream: false,
  start: BOUNDARY,
  heartbeat: `${PART}{}${BOUNDARY}`,
  next: (text) => `${PART}{"payload":${text}}${BOUNDARY}`,
  end: (errors) =>
    errors === undefined
      ? '--\r\n'
      : `${PART}${JSON.stringify({ payload: null, errors })}${BOUNDARY}--\r\n`,
};

const SINGLE_ANSWERS: ReadonlySet<string> = new Set([
  'application/json',
  'application/graphql-response+json',
]);

/**
 * The format that a request asks for; undefined for one that is not about streams. The first type that
 * is known decides: some clients name those of streams behind the others in every request.
 */
export function streamFormatOf(accept: string | undefined): StreamFormat | undefined {
  if (accept === undefined) return undefined;
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (SINGLE_ANSWERS.has(type)) return undefined;
    if (type === 'text/event-stream') return SSE;
    const isSubscription = parameters.some((each) => /^subscriptionspec="?1\.0"?$/.test(each));
    if (type === 'multipart/mixed' && isSubscription) return MULTIPART;
  }
  return undefined;
}
