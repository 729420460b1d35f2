import type { OrderabilityViolationCode } from '../generated/graph.ts';

/** One thing that speaks against an order. */
export interface Violation {
  readonly code: OrderabilityViolationCode;
  /** For people. */
  readonly message: string;
  /** The line at fault, null when it is not about one line. */
  readonly lineIndex: number | null;
}

export function violation(
  code: OrderabilityViolationCode,
  message: string,
  lineIndex: number | null = null,
): Violation {
  return { code, message, lineIndex };
}
