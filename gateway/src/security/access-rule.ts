/** What the schema demands of a caller before one type or field may be touched. */
export interface AccessRule {
  /** `Type` or `Type.field`, as the error names it. */
  coordinate: string;
  /**
   * Scopes in disjunctive form: one inner list must be held as a whole. Null when being signed in
   * suffices.
   */
  scopes: readonly (readonly string[])[] | null;
  /** The rule refers to a policy, which this gateway cannot evaluate, so nobody passes. */
  unknowable: boolean;
}
