import type { DomainInstant } from '@tiffin/kernel';

/** Something to be done at an instant of domain time. */
export interface Timer<D = unknown> {
  /** Unique in the schema. A new UUIDv7 unless setting it twice must have no effect. */
  readonly id: string;
  /** Names the handler. */
  readonly kind: string;
  /** What it is about, for example the order's id. */
  readonly subject: string;
  readonly dueAt: DomainInstant;
  /** JSON. */
  readonly data: D;
}
