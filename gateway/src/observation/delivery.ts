import { causesOf, isTracing, startSpan, type Span } from '@tiffin/telemetry';
import type { PreparedOperation } from '../execution/prepared-operation.ts';
import { rootFieldsOf } from '../overload/root-fields.ts';
import type { EventText } from '../subscriptions/event-text.ts';

/** Slow clients that one step tells of; there may be thousands, and they are counted all the same. */
const MAX_NOTES = 16;

/** What is being written now. Writing waits for nobody, so there is one at a time. */
let current: Delivery | undefined;

/**
 * The writing of one event to all subscribers of its stream, as one step: how many they are, how much it is,
 * and who could not keep up.
 */
export class Delivery {
  readonly #span: Span;
  readonly #bodyBytes: number;
  #held = 0;
  #conflated = 0;
  #cut = 0;

  private constructor(span: Span, bodyBytes: number) {
    this.#span = span;
    this.#bodyBytes = bodyBytes;
  }

  /** @returns undefined where nothing is recorded */
  static begin(operation: PreparedOperation, event: EventText): Delivery | undefined {
    if (!isTracing()) return undefined;
    const [parent] = causesOf(event);
    if (parent === undefined) return undefined;
    const field = rootFieldsOf(operation)[0]?.split('.')[1] ?? 'subscription';
    const bodyBytes = Buffer.byteLength(event.text);
    const span = startSpan(`send ${field}`, {
      kind: 'producer',
      parent,
      attributes: {
        'messaging.system': 'graphql',
        'messaging.operation.type': 'send',
        'messaging.operation.name': 'send',
        'messaging.destination.name': field,
        'messaging.message.body.size': bodyBytes,
      },
    });
    if (span === undefined) return undefined;
    return (current = new Delivery(span, bodyBytes));
  }

  /** @param subscribers to whom it went */
  end(subscribers: number): void {
    current = undefined;
    const span = this.#span;
    span.set('tiffin.subscribers', subscribers);
    span.set('tiffin.sent_bytes', (subscribers - this.#held - this.#cut) * this.#bodyBytes);
    span.set('tiffin.held', this.#held);
    span.set('tiffin.conflated', this.#conflated);
    span.set('tiffin.cut', this.#cut);
    span.end();
  }

  /** @param isConflated it takes the place of an older one that the client did not read either */
  held(waitingBytes: number, isConflated: boolean): void {
    this.#held += 1;
    if (isConflated) this.#conflated += 1;
    this.#note('held back', waitingBytes);
  }

  cut(waitingBytes: number): void {
    this.#cut += 1;
    this.#note('cut', waitingBytes);
  }

  #note(what: string, waitingBytes: number): void {
    if (this.#held + this.#cut > MAX_NOTES) return;
    this.#span.note(what, { 'tiffin.waiting_bytes': waitingBytes });
  }
}

/** The step that what happens to a client just now belongs to. */
export function deliveryUnderWay(): Delivery | undefined {
  return current;
}
