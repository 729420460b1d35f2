const NAMES_DOCUMENT = /"(?:persistedQuery|documentId)"/;

/**
 * A message as the protocol library takes it: it wants the text of a document, which a client that names one may leave
 * out. Others are not looked into.
 */
export function withDocumentPlace(message: string): string {
  if (!NAMES_DOCUMENT.test(message)) return message;
  let frame: { type?: unknown; payload?: { query?: unknown } | null };
  try {
    frame = JSON.parse(message) as typeof frame;
  } catch {
    return message;
  }
  const payload = frame?.payload;
  const isOpen = typeof payload === 'object' && payload !== null && payload.query == null;
  return isOpen ? JSON.stringify({ ...frame, payload: { ...payload, query: '' } }) : message;
}
