import { join } from 'node:path';

import type { PaymentIntent, Refund } from '../intents/intent.ts';
import { AppendOnlyFile } from './append-only-file.ts';

/** The answer kept for an idempotency key. */
export interface KeptAnswer {
  readonly key: string;
  /** Of method, path and parameters: the same key with others is an error. */
  readonly fingerprint: string;
  readonly status: number;
  readonly body: unknown;
}

/** What is told to the webhook. */
export interface ProviderEvent {
  readonly id: string;
  readonly object: 'event';
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: PaymentIntent | Refund };
}

/** One line of the file: all that one request changed, so that a crash keeps all of it or none. */
interface RecordLine {
  readonly intent?: PaymentIntent;
  readonly refund?: Refund;
  readonly answer?: KeptAnswer;
  readonly event?: ProviderEvent;
  /** The event with this id needs no further delivery. */
  readonly settledEvent?: string;
}

/** The provider's own books, rebuilt from their file at start. */
export class Records {
  readonly #intents = new Map<string, PaymentIntent>();
  /** Ids in order of creation, and where each stands among them. */
  readonly #order: string[] = [];
  readonly #place = new Map<string, number>();
  readonly #refunds = new Map<string, Refund>();
  readonly #answers = new Map<string, KeptAnswer>();
  readonly #undelivered = new Map<string, ProviderEvent>();
  #file: AppendOnlyFile | undefined;

  static async open(directory: string): Promise<Records> {
    const records = new Records();
    records.#file = await AppendOnlyFile.open(join(directory, 'records.jsonl'), (line) =>
      records.#apply(line as RecordLine),
    );
    return records;
  }

  intent(id: string): PaymentIntent | undefined {
    return this.#intents.get(id);
  }

  answer(key: string): KeptAnswer | undefined {
    return this.#answers.get(key);
  }

  /** A page of intents, newest first, from the one before `after`; undefined when there is no such intent. */
  page(limit: number, after: string | undefined): PaymentIntent[] | undefined {
    const place = after === undefined ? this.#order.length : this.#place.get(after);
    if (place === undefined) return undefined;
    return this.#order
      .slice(Math.max(0, place - limit), place)
      .reverse()
      .flatMap((id) => this.#intents.get(id) ?? []);
  }

  intents(): Iterable<PaymentIntent> {
    return this.#intents.values();
  }

  refunds(): Iterable<Refund> {
    return this.#refunds.values();
  }

  undelivered(): ProviderEvent[] {
    return [...this.#undelivered.values()];
  }

  /** Visible at once, on disk when it resolves. Nobody is told of it before. */
  async write(line: RecordLine): Promise<void> {
    this.#apply(line);
    await this.#opened().append(line);
  }

  /** Resolves when all that can be read here is on disk. */
  async durable(): Promise<void> {
    await this.#opened().settled();
  }

  async close(): Promise<void> {
    await this.#opened().close();
  }

  #opened(): AppendOnlyFile {
    if (this.#file === undefined) throw new Error('the records are not open');
    return this.#file;
  }

  #apply(line: RecordLine): void {
    if (line.intent !== undefined) {
      if (!this.#intents.has(line.intent.id)) {
        this.#place.set(line.intent.id, this.#order.push(line.intent.id) - 1);
      }
      this.#intents.set(line.intent.id, line.intent);
    }
    if (line.refund !== undefined) this.#refunds.set(line.refund.id, line.refund);
    if (line.answer !== undefined) this.#answers.set(line.answer.key, line.answer);
    if (line.event !== undefined) this.#undelivered.set(line.event.id, line.event);
    if (line.settledEvent !== undefined) this.#undelivered.delete(line.settledEvent);
  }
}
