/** A subgraph has this long for one answer, unless configured otherwise. */
export const SUBGRAPH_TIMEOUT_MS = 10_000;
export const SUBGRAPH_CONNECT_TIMEOUT_MS = 2_000;
/** Connections to one subgraph. */
export const SUBGRAPH_MAX_CONNECTIONS = 128;
/** Largest answer of a subgraph, bytes. */
export const SUBGRAPH_MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Operations kept ready, whichever bound is met first. */
export const PREPARED_OPERATIONS_LIMIT = 2_000;
/** Their texts together; a document's tree takes some 150 bytes per character. */
export const PREPARED_CHARACTERS_LIMIT = 1_000_000;
