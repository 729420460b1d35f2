import { plusMs, toRfc3339, uuidv7 } from '@tiffin/kernel';
import { expect, test } from '@jest/globals';
import {
  QuoteOrderDocument,
  SetItemAvailabilityDocument,
  SetOpeningHoursDocument,
  SetRestaurantModeDocument,
  type QuoteOrderInput,
} from '@tiffin/sdk';
import { CENTRE, near } from '../stage/stage.ts';
import { changesNothing, errorCode, type Scene } from './scene.ts';

const ALL_WEEK = [1, 2, 3, 4, 5, 6, 7].map((dayOfWeek) => ({
  dayOfWeek,
  opensAt: '00:00',
  closesAt: '24:00',
}));

/** Baskets that cannot be ordered and quotes that cannot be used. */
export function testPlacement(scene: () => Scene): void {
  const refusal = async (change: Partial<QuoteOrderInput>) => {
    const { customer, basket } = scene();
    const input = { ...basket, ...change };
    const { quoteOrder } = await changesNothing(scene(), () =>
      customer.client.request(QuoteOrderDocument, { input }),
    );
    expect(quoteOrder.quote).toBeNull();
    return quoteOrder.userErrors.map(({ code }) => code);
  };
  const codes = (payload: { userErrors: readonly { code: string }[] }) =>
    payload.userErrors.map(({ code }) => code);

  test('a restaurant that is paused', async () => {
    const { owner, restaurantId } = scene();
    const mode = (mode: 'OPEN' | 'PAUSED') =>
      owner.client.request(SetRestaurantModeDocument, { input: { restaurantId, mode } });
    await mode('PAUSED');
    expect(await refusal({})).toEqual(['RESTAURANT_PAUSED']);
    await mode('OPEN');
  });

  test('a restaurant that is closed', async () => {
    const { owner, restaurantId } = scene();
    const hours = (openingHours: typeof ALL_WEEK) =>
      owner.client.request(SetOpeningHoursDocument, { input: { restaurantId, openingHours } });
    await hours([]);
    expect(await refusal({})).toEqual(['RESTAURANT_CLOSED']);
    await hours(ALL_WEEK);
  });

  test('a place out of the zone', async () => {
    expect(await refusal({ deliverTo: near(CENTRE, 20_000, 0) })).toEqual(['OUT_OF_ZONE']);
  });

  test('an item that is gone, one there never was, and one too many: all violations together', async () => {
    const { owner, itemId, optionIds } = scene();
    const available = (available: boolean) =>
      owner.client.request(SetItemAvailabilityDocument, { input: { itemId, available } });
    await available(false);
    expect(await refusal({})).toEqual(['ITEM_UNAVAILABLE']);
    await available(true);
    const lines = [
      { menuItemId: uuidv7(), quantity: 1 },
      { menuItemId: itemId, quantity: 1, modifierOptionIds: [...optionIds, ...optionIds] },
    ];
    const found = await refusal({ lines, deliverTo: near(CENTRE, 20_000, 0) });
    expect(found.toSorted()).toEqual(['ITEM_UNAVAILABLE', 'MODIFIER_INVALID', 'OUT_OF_ZONE']);
  });

  test('more than there is of a counted item', async () => {
    const { owner, itemId } = scene();
    const input = { itemId, available: true, stock: 2 };
    await owner.client.request(SetItemAvailabilityDocument, { input });
    expect(await refusal({ lines: [{ menuItemId: itemId, quantity: 3 }] })).toEqual([
      'OUT_OF_STOCK',
    ]);
    await owner.client.request(SetItemAvailabilityDocument, { input: { ...input, stock: 40 } });
  });

  test('a tip or a slot that makes no sense', async () => {
    const now = scene().stage.surroundings.clock.now();
    expect(await refusal({ tip: '-1.00' })).toEqual(['INVALID_INPUT']);
    const input = { ...scene().basket, tip: 'lots' };
    const unreadable = scene().customer.client.request(QuoteOrderDocument, { input });
    expect(await changesNothing(scene(), () => errorCode(unreadable))).toBe('BAD_USER_INPUT');
    const soon = toRfc3339(plusMs(now, 60_000));
    expect(await refusal({ mode: 'SCHEDULED', scheduledFor: soon })).toEqual(['INVALID_INPUT']);
  });

  test('a quote that is none, an altered one, and another customer’s', async () => {
    const { quote, place, stranger } = scene();
    const token = await quote();
    const altered = `${token.slice(0, -4)}${token.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    for (const quoteToken of ['', 'nonsense', altered]) {
      const payload = await changesNothing(scene(), () => place({ quoteToken }));
      expect(codes(payload)).toEqual(['QUOTE_INVALID']);
    }
    const payload = await changesNothing(scene(), () => place({ quoteToken: token }, stranger));
    expect(codes(payload)).toEqual(['QUOTE_INVALID']);
  });

  test('a card that is declined', async () => {
    const { quote, place } = scene();
    const quoteToken = await quote();
    const payload = await changesNothing(scene(), () =>
      place({ quoteToken, paymentMethod: 'pm_card_declined' }),
    );
    expect(codes(payload)).toEqual(['PAYMENT_DECLINED']);
  });

  test('the same key twice, in parallel, and with other input', async () => {
    const { quote, place } = scene();
    const input = { idempotencyKey: uuidv7(), quoteToken: await quote() };
    const answers = await Promise.all([place(input), place(input), place(input)]);
    const ids = new Set(answers.map(({ order }) => order?.id));
    expect(ids.size).toBe(1);
    expect([...ids][0]).toBeDefined();
    await changesNothing(scene(), async () => {
      expect((await place(input)).order?.id).toBe([...ids][0]);
      expect(await errorCode(place({ ...input, note: 'something else' }))).toBe(
        'IDEMPOTENCY_CONFLICT',
      );
      const again = await place({ quoteToken: input.quoteToken });
      expect(codes(again)).toEqual(['QUOTE_ALREADY_USED']);
    });
  });
}
