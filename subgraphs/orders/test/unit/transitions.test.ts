import { describe, expect, test } from '@jest/globals';
import { domainInstant, money } from '@tiffin/kernel';
import fc from 'fast-check';
import type { Actor, OrderCommand } from '../../src/lifecycle/command.ts';
import { decide } from '../../src/lifecycle/decide.ts';
import { STATE_TIMERS, STATUS_EVENTS, TRANSITIONS } from '../../src/lifecycle/transition-table.ts';
import { isFinal, type ActorKind } from '../../src/order/order-record.ts';
import { anOrder, NOW, STATUSES } from './an-order.ts';

const COMMANDS: readonly OrderCommand[] = [
  { name: 'confirmPayment' },
  { name: 'declinePayment' },
  { name: 'release' },
  { name: 'expire' },
  { name: 'accept', preparationMinutes: 10 },
  { name: 'reject', reason: 'RESTAURANT_BUSY' },
  { name: 'startPreparing' },
  { name: 'markReady' },
  { name: 'handOver' },
  { name: 'pickUp' },
  { name: 'setOut' },
  { name: 'deliver', driverEarnings: money(1, 'COP') },
  { name: 'failDelivery' },
  { name: 'giveUpOnDriver' },
  { name: 'cancel', reason: 'CUSTOMER_REQUEST' },
];
const ACTORS: readonly ActorKind[] = ['CUSTOMER', 'RESTAURANT', 'DRIVER', 'SUPPORT', 'SYSTEM'];
const by = (kind: ActorKind): Actor => ({ kind, accountId: kind === 'SYSTEM' ? null : 'a' });

/** What the requirement says, written down a second time and without conditions. */
const PERMITTED = new Set([
  'PAYMENT_PENDING confirmPayment SYSTEM PLACED',
  'PAYMENT_PENDING declinePayment SYSTEM CANCELLED',
  'SCHEDULED release SYSTEM PLACED',
  'PLACED expire SYSTEM CANCELLED',
  ...['RESTAURANT', 'SUPPORT'].flatMap((actor) => [
    `PLACED accept ${actor} CONFIRMED`,
    `PLACED reject ${actor} REJECTED`,
    `CONFIRMED startPreparing ${actor} PREPARING`,
    `PREPARING markReady ${actor} READY`,
  ]),
  'READY pickUp DRIVER PICKED_UP',
  'PICKED_UP setOut DRIVER EN_ROUTE',
  'EN_ROUTE deliver DRIVER DELIVERED',
  ...['CONFIRMED', 'PREPARING', 'READY'].flatMap((from) => [
    `${from} failDelivery DRIVER CANCELLED`,
    `${from} giveUpOnDriver SYSTEM CANCELLED`,
    `${from} cancel RESTAURANT CANCELLED`,
  ]),
  ...['PICKED_UP', 'EN_ROUTE'].map((from) => `${from} failDelivery DRIVER CANCELLED`),
  ...STATUSES.slice(0, 8).flatMap((from) => [
    `${from} cancel CUSTOMER CANCELLED`,
    `${from} cancel SUPPORT CANCELLED`,
  ]),
]);

describe('the transition table', () => {
  const cases = STATUSES.flatMap((from) =>
    COMMANDS.flatMap((command) => ACTORS.map((actor) => ({ from, command, actor }))),
  );

  test('permits what it should and refuses everything else, naming both states', () => {
    const permitted = new Set<string>();
    for (const { from, command, actor } of cases) {
      const outcome = decide(anOrder(from), command, by(actor), NOW);
      if (outcome.kind === 'change') {
        permitted.add(`${from} ${command.name} ${actor} ${outcome.status}`);
      } else {
        const target = TRANSITIONS.find(({ command: name }) => name === command.name)?.to ?? '';
        expect(outcome.message).toContain(from);
        expect(outcome.message).toContain(target);
      }
    }
    expect([...permitted].sort()).toEqual([...PERMITTED].sort());
  });

  test('nothing leads out of a final state', () => {
    expect(TRANSITIONS.filter(({ from }) => from !== null && isFinal(from))).toEqual([]);
  });

  test('only what the customer fetches is handed over, and only that', () => {
    const fetched = anOrder('READY', { mode: 'PICKUP', deliverTo: null });
    expect(decide(fetched, { name: 'handOver' }, by('RESTAURANT'), NOW)).toMatchObject({
      status: 'DELIVERED',
      patch: { charged_minor: String(fetched.amounts.total.minor) },
    });
    expect(decide(fetched, { name: 'pickUp' }, by('DRIVER'), NOW).kind).toBe('refused');
    expect(decide(fetched, { name: 'giveUpOnDriver' }, by('SYSTEM'), NOW).kind).toBe('refused');
  });

  test('a paid order with its slot ahead waits for it', () => {
    const order = anOrder('PAYMENT_PENDING', { releaseAt: domainInstant(NOW + 1) });
    expect(decide(order, { name: 'confirmPayment' }, by('SYSTEM'), NOW)).toMatchObject({
      status: 'SCHEDULED',
    });
  });

  test('every walk of permitted commands stays in the table and settles at its end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...COMMANDS), fc.constantFrom(...ACTORS)), {
          maxLength: 60,
        }),
        (walk) => {
          let order = anOrder('PLACED');
          for (const [command, actor] of walk) {
            const outcome = decide(order, command, by(actor), NOW);
            if (outcome.kind === 'refused') continue;
            expect(isFinal(order.status)).toBe(false);
            const { patch, status } = outcome;
            expect(isFinal(status)).toBe(patch.charged_minor !== undefined);
            expect(isFinal(status)).toBe(patch.finished_at !== undefined);
            const acceptedAt =
              patch.accepted_at === undefined ? order.acceptedAt : outcome.occurredAt;
            order = { ...order, status, acceptedAt };
          }
        },
      ),
    );
  });

  test('every state has its event, and a timer only where the table has its command', () => {
    expect(Object.keys(STATUS_EVENTS).sort()).toEqual([...STATUSES].sort());
    for (const [state, { command }] of Object.entries(STATE_TIMERS)) {
      expect(
        TRANSITIONS.some(
          ({ from, command: name, by: actors }) =>
            from === state && name === command && actors.includes('SYSTEM'),
        ),
      ).toBe(true);
    }
  });
});
