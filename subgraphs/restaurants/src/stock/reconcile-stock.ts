import type { ClientBase } from 'pg';

/** One thing in the books of stock that does not add up. */
export interface StockDifference {
  /** What does not add up; see {@link reconcileStock}. */
  readonly kind:
    | 'STOCK_NOT_IN_LOG'
    | 'LOG_BROKEN'
    | 'OVERSOLD'
    | 'HELD_BUT_NOT_TAKEN'
    | 'TAKEN_BUT_NOT_HELD'
    | 'RELEASED_BUT_NOT_GIVEN_BACK'
    | 'GIVEN_BACK_BUT_HELD';
  readonly menuItemId: string;
  /** Null where it is not about one order. */
  readonly orderId: string | null;
}

/** Differences that are listed at most; one is enough to look into it. */
const DIFFERENCES_MAX = 1_000;

const RECONCILE = `
  WITH movement AS (
    SELECT m.*, lag(stock_after) OVER item AS stock_before, lag(version) OVER item AS version_before,
      row_number() OVER (PARTITION BY menu_item_id ORDER BY version DESC) AS from_last
    FROM restaurants.stock_movement m
    WINDOW item AS (PARTITION BY menu_item_id ORDER BY version)
  ), held AS (
    SELECT r.state, l.order_id, l.menu_item_id, l.quantity,
      taken.version AS taken_version, taken.change AS taken, given.change AS given_back
    FROM restaurants.stock_reservation r
    JOIN restaurants.stock_reservation_line l ON l.order_id = r.order_id AND l.counted
    LEFT JOIN restaurants.stock_movement taken
      ON taken.order_id = l.order_id AND taken.menu_item_id = l.menu_item_id AND taken.kind = 'RESERVE'
    LEFT JOIN restaurants.stock_movement given
      ON given.order_id = l.order_id AND given.menu_item_id = l.menu_item_id AND given.kind = 'RELEASE'
  ), difference AS (
    SELECT 'STOCK_NOT_IN_LOG' AS kind, i.id AS menu_item_id, NULL::uuid AS order_id
    FROM restaurants.menu_item i
    LEFT JOIN movement m ON m.menu_item_id = i.id AND m.from_last = 1
    WHERE i.stock IS DISTINCT FROM m.stock_after
      OR (m.version IS NOT NULL AND m.version <> i.version)
    UNION ALL
    SELECT 'LOG_BROKEN', menu_item_id, order_id FROM movement
    WHERE (kind <> 'SET' AND stock_after IS DISTINCT FROM stock_before + change)
      OR (version_before IS NOT NULL AND version <> version_before + 1)
    UNION ALL
    SELECT 'OVERSOLD', menu_item_id, order_id FROM movement WHERE stock_after < 0
    UNION ALL
    SELECT 'HELD_BUT_NOT_TAKEN', menu_item_id, order_id FROM held
    WHERE taken IS DISTINCT FROM -quantity
    UNION ALL
    SELECT 'GIVEN_BACK_BUT_HELD', menu_item_id, order_id FROM held
    WHERE state = 'RESERVED' AND given_back IS NOT NULL
    UNION ALL
    SELECT 'RELEASED_BUT_NOT_GIVEN_BACK', menu_item_id, order_id FROM held
    WHERE state = 'RELEASED' AND given_back IS DISTINCT FROM quantity
      AND NOT EXISTS (
        SELECT FROM restaurants.stock_movement uncounted
        WHERE uncounted.menu_item_id = held.menu_item_id AND uncounted.version > held.taken_version
          AND uncounted.kind = 'SET' AND uncounted.stock_after IS NULL
      )
    UNION ALL
    SELECT 'TAKEN_BUT_NOT_HELD', m.menu_item_id, m.order_id FROM restaurants.stock_movement m
    LEFT JOIN held h ON h.order_id = m.order_id AND h.menu_item_id = m.menu_item_id
    WHERE m.kind = 'RESERVE' AND h.order_id IS NULL
  )
  SELECT kind, menu_item_id AS "menuItemId", order_id AS "orderId" FROM difference
  ORDER BY kind, menu_item_id, order_id LIMIT ${DIFFERENCES_MAX}`;

/**
 * Proves that nothing was oversold and nothing leaked, or names what does not add up: each item's
 * stock is where its log ends, the log is gap-free and adds up, what orders hold was taken, what they
 * released was given back (unless the item stopped being counted), and nothing was taken for nobody.
 */
export async function reconcileStock(
  client: Pick<ClientBase, 'query'>,
): Promise<StockDifference[]> {
  const { rows } = await client.query<StockDifference>(RECONCILE);
  return rows;
}
