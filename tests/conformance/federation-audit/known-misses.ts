/**
 * Why a case of the federation audit is missed, by suite and the case's place in it. The command fails
 * on a miss that is not listed here, and on one listed that passes.
 */
export const KNOWN_MISSES: Readonly<Record<string, string>> = {};

export function caseKey(suite: string, index: number): string {
  return `${suite} ${index}`;
}
