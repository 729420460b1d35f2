import { fileURLToPath } from 'node:url';
import { uuidv7 } from '@tiffin/kernel';
import { serveSubgraph, type RunningSubgraph } from '@tiffin/service';
import { silent } from './silent.ts';

const SCHEMA_PATH = fileURLToPath(new URL('../../../payments/schema.graphql', import.meta.url));

/** What was asked to be held. */
export interface Hold {
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** Payment methods of the tests. */
export const CARD = {
  approved: 'tok_approve',
  declined: 'tok_decline',
  queued: 'tok_queue',
} as const;

/** The payments context by its contract and over HTTP: holds by order, which the payment method decides. */
export class PaymentsStandIn {
  readonly holds = new Map<string, Hold>();
  readonly voided = new Set<string>();
  calls = 0;
  /** Awaited before every hold is answered, with the order's id. */
  beforeHold: (orderId: string) => Promise<void> = () => Promise.resolve();
  #server: RunningSubgraph | undefined;

  get url(): string {
    return this.#server?.url ?? '';
  }

  /** Money held at present, minor units. */
  get heldMinor(): number {
    return [...this.holds.values()]
      .filter(({ orderId }) => !this.voided.has(orderId))
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  }

  async start(identitySecret: string): Promise<void> {
    this.#server = await serveSubgraph({
      name: 'payments-stand-in',
      schemaPath: SCHEMA_PATH,
      port: 0,
      identitySecret,
      logger: silent,
      context: () => ({}),
      resolvers: {
        Mutation: {
          authorisePayment: async (
            _: unknown,
            { input }: { input: Hold & { paymentMethod: string } },
          ) => {
            this.calls += 1;
            await this.beforeHold(input.orderId);
            const { orderId, paymentMethod } = input;
            if (this.voided.has(orderId)) return answer('DECLINED', 'order_voided');
            if (paymentMethod === CARD.declined) return answer('DECLINED', 'card_declined');
            this.holds.set(orderId, input);
            return answer(paymentMethod === CARD.queued ? 'PENDING' : 'AUTHORISED', null);
          },
          voidPayment: (_: unknown, { orderId }: { orderId: string }) => {
            this.voided.add(orderId);
            return true;
          },
        },
      },
    });
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }
}

function answer(outcome: string, declineCode: string | null) {
  return { outcome, declineCode, payment: { id: uuidv7() } };
}
