/** Documents that clients have sent with their hash, kept in this process until others need the place. */
export const PERSISTED_DOCUMENTS_LIMIT = 1_000;
/** Longer documents are not kept: their client sends them each time. */
export const PERSISTED_DOCUMENT_MAX_CHARACTERS = 20_000;
/** Places for documents in Redis: at most about 160 MB. */
export const SHARED_DOCUMENT_PLACES = 8_192;
/** What nobody asks for is forgotten in Redis after this. */
export const PERSISTED_DOCUMENT_LIFE_SECONDS = 24 * 60 * 60;
/** Names of registered operations are no longer. */
export const DOCUMENT_ID_MAX_CHARACTERS = 128;
/** The same complaint is not repeated within this time. */
export const COMPLAINT_MS = 10_000;
