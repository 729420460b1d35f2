/** Most that one operation may cost, unless configured otherwise. */
export const COST_LIMIT = 10_000;
/** Entries of a list of which the schema says nothing. */
export const ASSUMED_LIST_SIZE = 10;
/** A mutation costs this before any of its fields, as with Apollo's router. */
export const MUTATION_COST = 10;
/** An object, interface, union or input object that has no weight of its own; scalars and enums cost 0. */
export const COMPOSITE_WEIGHT = 1;
