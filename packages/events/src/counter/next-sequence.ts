import { perSchema } from '../sql.ts';
import type { Client } from '../sql.ts';

const advance = perSchema(
  'counter_advance',
  (schema) => `
    INSERT INTO ${schema}.stream_counter AS counter (stream, value) VALUES ($1, $2)
    ON CONFLICT (stream) DO UPDATE SET value = counter.value + excluded.value
    RETURNING value`,
);

/**
 * The next number of a log that spans subjects (`restaurant:<id>`, `driver:<id>`), gap-free from 1.
 *
 * The counter's row stays locked until the transaction ends, so numbers become visible in their order and a
 * roll-back gives its number back. Take it late, and several counters in the order of their names: two transactions
 * that take them crosswise would wait for each other.
 *
 * @param count how many numbers are taken; the first of them is returned
 */
export async function nextSequence(
  client: Client,
  schema: string,
  stream: string,
  count = 1,
): Promise<number> {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('count is a whole number from 1');
  const { rows } = await client.query<{ value: string }>({
    ...advance(schema),
    values: [stream, count],
  });
  return Number(rows[0]?.value) - count + 1;
}
