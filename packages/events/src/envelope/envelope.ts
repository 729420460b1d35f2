import type { DomainInstant } from '@tiffin/kernel';
import type { EventCatalogue, EventType } from '../catalogue/index.ts';

/**
 * An event as it travels: CloudEvents 1.0 in its JSON form, with the extensions `sequence` and `traceparent`.
 *
 * `EventOf<'orders.order.confirmed.v1'>` knows its `data`; plain `EventOf` is the union of all of them.
 */
export type EventOf<T extends EventType = EventType> = {
  [K in T]: {
    readonly specversion: '1.0';
    /** UUIDv7. */
    readonly id: string;
    /** `/tiffin/<subgraph>`. */
    readonly source: string;
    readonly type: K;
    /** The entity the event is about. */
    readonly subject: string;
    /** Domain time, RFC 3339. */
    readonly time: string;
    /** Place among the events of the subject, gap-free from 1. */
    readonly sequence: number;
    readonly traceparent?: string;
    readonly datacontenttype: 'application/json';
    readonly data: EventCatalogue[K];
  };
}[T];

/** An event about to be written. */
export type NewEvent<T extends EventType = EventType> = {
  [K in T]: {
    readonly type: K;
    readonly subject: string;
    /** Taken under the subject's lock: the last one plus 1. */
    readonly sequence: number;
    readonly time: DomainInstant;
    readonly data: EventCatalogue[K];
    /** Default: that of the work going on. */
    readonly traceparent?: string;
    /** Default: a new UUIDv7. */
    readonly id?: string;
  };
}[T];

/** The CloudEvents `source` of a subgraph. */
export function sourceUri(subgraph: string): string {
  return `/tiffin/${subgraph}`;
}
