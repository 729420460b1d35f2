import { sumsAgree } from '../measurement/three-sums.ts';
import type { ReplayResult } from './result.ts';

const LEAST_DELIVERED_SHARE = 0.98;
const LEAST_SPEED = 30;

/** Everything that speaks against a replay; empty when it passed. */
export function objections(result: ReplayResult): string[] {
  const { orders, status, money, speed } = result;
  const share = orders.placed === 0 ? 0 : orders.delivered / orders.placed;
  const found: string[] = [];
  const object = (applies: boolean, sentence: string) => applies && found.push(sentence);
  object(speed < LEAST_SPEED, `played at ${speed}×, at least ${LEAST_SPEED}× is asked for`);
  object(
    share < LEAST_DELIVERED_SHARE,
    `${(100 * share).toFixed(1)} % of the placed orders were delivered, at least 98 % are asked for`,
  );
  object(orders.refused > 0, `${orders.refused} recorded orders could not be placed`);
  object(orders.unfinished > 0, `${orders.unfinished} orders are unfinished`);
  object(status.lost > 0, `${status.lost} status events were lost`);
  object(status.duplicated > 0, `${status.duplicated} status events came twice`);
  object(status.outOfOrder > 0, `${status.outOfOrder} status events came out of order`);
  object(!sumsAgree(money), 'the three sums of money differ');
  return found;
}
