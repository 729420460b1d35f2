import type { PaymentError } from './intent.ts';

/** How a test card behaves. No card number exists here, only tokens. */
export interface TestCard {
  readonly outcome: 'approve' | 'decline' | 'challenge';
  readonly error?: PaymentError;
  /** The answer comes too late, though the intent was recorded at once: every time, or the first time. */
  readonly slow?: 'always' | 'once';
  /** Nothing is recorded and the answer is 503: every time, or the first time. */
  readonly unavailable?: 'always' | 'once';
}

const declined = (decline_code: string, message: string): TestCard => ({
  outcome: 'decline',
  error: { type: 'card_error', code: 'card_declined', decline_code, message },
});

const cards: Readonly<Record<string, TestCard>> = {
  pm_card_visa: { outcome: 'approve' },
  pm_card_declined: declined('generic_decline', 'Your card was declined.'),
  pm_card_insufficient_funds: declined('insufficient_funds', 'Your card has insufficient funds.'),
  pm_card_3ds: { outcome: 'challenge' },
  pm_card_timeout: { outcome: 'approve', slow: 'always' },
  pm_card_timeout_once: { outcome: 'approve', slow: 'once' },
  pm_card_503: { outcome: 'approve', unavailable: 'always' },
  pm_card_503_once: { outcome: 'approve', unavailable: 'once' },
};

/** The test card behind a token; undefined for any other token. */
export function testCard(token: string): TestCard | undefined {
  return Object.hasOwn(cards, token) ? cards[token] : undefined;
}
