/** A subgraph has this long for one answer, unless configured otherwise. */
export const SUBGRAPH_TIMEOUT_MS = 10_000;

/** Operations kept ready, whichever bound is met first. */
export const PREPARED_OPERATIONS_LIMIT = 2_000;
/** Their texts together; a document's tree takes some 150 bytes per character. */
export const PREPARED_CHARACTERS_LIMIT = 1_000_000;

/** Refused documents remembered, whichever bound is met first. */
export const REFUSED_DOCUMENTS_LIMIT = 500;
/** What is said of them, together. */
export const REFUSED_CHARACTERS_LIMIT = 1_000_000;

/** Forms of one operation's answer kept compiled, one per set of values in `@skip` and `@include`. */
export const RESPONSE_VARIANTS_LIMIT = 32;
/** Plans of one operation kept, one per set of `@override` labels that are on. */
export const PLAN_VARIANTS_LIMIT = 16;

/** Entities that several ask for in one fetch; those beyond are the next one's. */
export const ENTITIES_AT_ONCE = 256;
/** Callers and variables of one fetch that stay known although nobody asks; further ones are forgotten. */
export const IDLE_KINDS_KEPT = 16;
/** While such a fetch for events is under way, others of its kind gather for this long at most. */
export const GATHERING_MS = 10;
