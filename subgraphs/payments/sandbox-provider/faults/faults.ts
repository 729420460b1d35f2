import { sandboxPolicy } from '../policy.ts';

/** What can be made to fail. */
export const FAULTY_OPERATIONS = ['create', 'capture', 'cancel', 'refund', 'retrieve'] as const;
export type FaultyOperation = (typeof FAULTY_OPERATIONS)[number];

/**
 * - `unavailable`: 503, nothing done.
 * - `lost_answer`: done and recorded, then the connection breaks.
 */
export const FAULT_KINDS = ['unavailable', 'lost_answer'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Misbehaviour to order. Forgotten when the process ends. */
export class Faults {
  /** The whole provider answers 503. */
  down = false;
  readonly #ordered: { operation: FaultyOperation; kind: FaultKind }[] = [];
  readonly #seenOnce = new Set<string>();

  /** The next `times` requests of this operation fail. @returns false when too many are ordered already */
  order(operation: FaultyOperation, kind: FaultKind, times: number): boolean {
    if (this.#ordered.length + times > sandboxPolicy.maxOrderedFaults) return false;
    for (let count = 0; count < times; count += 1) this.#ordered.push({ operation, kind });
    return true;
  }

  /** What was ordered and has not happened yet is forgotten. */
  clear(): void {
    this.#ordered.length = 0;
  }

  take(operation: FaultyOperation): FaultKind | undefined {
    const index = this.#ordered.findIndex((fault) => fault.operation === operation);
    return index === -1 ? undefined : this.#ordered.splice(index, 1)[0]?.kind;
  }

  /** Whether this is the first request with this key: the `once` cards fail on that one only. */
  isFirst(key: string): boolean {
    if (this.#seenOnce.has(key)) return false;
    this.#seenOnce.add(key);
    return true;
  }
}
