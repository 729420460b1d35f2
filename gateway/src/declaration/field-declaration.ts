/** A part of the identity that can change what a field says; see `@audience`. */
export type IdentityPart = 'ACCOUNT' | 'ROLES' | 'SCOPES' | 'MEMBERSHIPS';

/** How a stream is taken up again; see `@resumable`. */
export interface Resumable {
  argument: string;
  cursor: string;
  sequence: string;
  opens: 'SNAPSHOT' | 'NEXT';
}

/** Which events may be left out; see `@conflated`. */
export interface Conflated {
  /** Fields that lead from the event to the key; empty when all have one. */
  by: readonly string[];
  /** The enum field and the values with which an event may be left out; undefined for every event. */
  when: { field: string; is: ReadonlySet<string> } | undefined;
  /** How long the newest of a key tells of the present; `Infinity` until the next. */
  lastsMs: number;
}

/** What a subgraph declares of one of its fields in `packages/service/graph/subscription.graphql`'s terms. */
export interface FieldDeclaration {
  /** Undeclared: everything that is known of a caller. */
  audience: ReadonlySet<IdentityPart> | undefined;
  resumable: Resumable | undefined;
  conflated: Conflated | undefined;
}

export const UNDECLARED: FieldDeclaration = {
  audience: undefined,
  resumable: undefined,
  conflated: undefined,
};
