import { uuidv7 } from '@tiffin/kernel';
import { expect, test } from '@jest/globals';
import {
  AcceptOrderDocument,
  CancelOrderDocument,
  ConfirmPickUpDocument,
  DeliveryTrackingDocument,
  MarkReadyDocument,
  OrderHistoryDocument,
  OrderStatusChangedDocument,
  ReportPositionsDocument,
  RestaurantOrdersDocument,
} from '@tiffin/sdk';
import { CENTRE } from '../stage/stage.ts';
import { changesNothing, errorCode, type Scene } from './scene.ts';

/** What people may not see or do. */
export function testStrangers(scene: () => Scene): void {
  test('another customer’s order does not exist', async () => {
    const { stranger, orderId } = scene();
    const request = stranger.client.request(OrderHistoryDocument, { id: orderId });
    const outcome = await request.then(
      ({ order }) => order,
      (error: { code: string }) => error.code,
    );
    expect(outcome === null || outcome === 'NOT_FOUND').toBe(true);
  });

  test('a stranger, a driver and the wrong restaurant cannot command it', async () => {
    const { stage, stranger, orderId } = scene();
    const driver = await stage.hire('passing driver');
    const { owner: rival } = await stage.open({ name: 'Rival' });
    const input = () => ({ idempotencyKey: uuidv7(), orderId });
    await changesNothing(scene(), async () => {
      for (const who of [stranger, driver, rival]) {
        for (const attempt of [
          who.client.request(AcceptOrderDocument, { input: input() }).then((d) => d.acceptOrder),
          who.client.request(MarkReadyDocument, { input: input() }).then((d) => d.markReady),
          who.client
            .request(CancelOrderDocument, { input: { ...input(), reason: 'CUSTOMER_REQUEST' } })
            .then((d) => d.cancelOrder),
        ]) {
          const outcome = await attempt.then(
            ({ userErrors }) => userErrors[0]?.code,
            (error: { code: string }) => error.code,
          );
          expect(['NOT_FOUND', 'FORBIDDEN']).toContain(outcome);
        }
      }
    });
  });

  test('an illegal transition names both states', async () => {
    const { owner, customer, orderId } = scene();
    await changesNothing(scene(), async () => {
      const { markReady } = await owner.client.request(MarkReadyDocument, {
        input: { idempotencyKey: uuidv7(), orderId },
      });
      expect(markReady.userErrors).toMatchObject([{ code: 'INVALID_TRANSITION' }]);
      expect(markReady.userErrors[0]?.message).toMatch(/PLACED.*READY/);
      const { confirmPickUp } = await (
        await scene().stage.hire('hasty driver')
      ).client.request(ConfirmPickUpDocument, {
        input: { idempotencyKey: uuidv7(), deliveryId: uuidv7() },
      });
      expect(confirmPickUp.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      expect(customer.session.accountId).toBeDefined();
    });
  });

  test('nobody follows what they may not see', async () => {
    const { stranger, orderId, restaurantId } = scene();
    const first = async (events: AsyncGenerator<unknown>) => {
      const { value } = await events.next();
      await events.return(undefined);
      return value;
    };
    const variables = { orderId, after: null };
    const { client } = stranger;
    const refused = async (events: AsyncGenerator<unknown>) => {
      const outcome = await first(events).then(
        () => 'an event',
        (error: { code?: string }) => error.code,
      );
      expect(['NOT_FOUND', 'FORBIDDEN']).toContain(outcome);
    };
    await refused(client.subscribe(OrderStatusChangedDocument, variables));
    await refused(client.subscribe(DeliveryTrackingDocument, variables));
    await refused(client.subscribe(RestaurantOrdersDocument, { restaurantId, after: null }));
  });

  test('a cursor of something else is refused', async () => {
    const { customer, orderId } = scene();
    const variables = { orderId, after: 'bm9uc2Vuc2U' };
    const events = customer.client.subscribe(OrderStatusChangedDocument, variables);
    const outcome = await events.next().then(
      () => 'an event',
      (error: { code?: string }) => error.code,
    );
    expect(outcome).toBe('INVALID_CURSOR');
  });

  test('positions of somebody who is no driver, or not on shift', async () => {
    const { stage, stranger } = scene();
    const position = {
      location: CENTRE,
      recordedAt: new Date(stage.surroundings.clock.now()).toISOString(),
      accuracyMeters: 5,
    };
    const input = { positions: [position] };
    expect(await errorCode(stranger.client.request(ReportPositionsDocument, { input }))).toBe(
      'FORBIDDEN',
    );
    const driver = await stage.hire('driver off shift');
    const { reportPositions } = await driver.client.request(ReportPositionsDocument, { input });
    expect(reportPositions).toMatchObject({
      acceptedCount: 0,
      rejected: [{ index: 0, reason: 'NO_SESSION' }],
    });
  });
}
