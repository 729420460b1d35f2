/** One case as the audit's server tells it. */
export interface AuditCase {
  query: string;
  expected: {
    data?: unknown;
    /** Whether there must be errors; undefined when it does not matter. */
    errors?: boolean;
  };
}

export interface CaseOutcome {
  passed: boolean;
  query: string;
  expected: AuditCase['expected'];
  /** What the gateway answered, in the form in which it is compared. */
  received: { data: unknown; errors: unknown };
}

export interface SuiteOutcome {
  suite: string;
  cases: CaseOutcome[];
  /** Why none of it could be run. */
  failure?: string;
}
