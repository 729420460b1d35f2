/**
 * The value that `share` (0 to 1) of all values do not exceed, by the nearest rank.
 * @returns undefined without values
 */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1];
}

export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (Number.isInteger(middle)) {
    const [low, high] = [sorted[middle - 1], sorted[middle]];
    return low === undefined || high === undefined ? undefined : (low + high) / 2;
  }
  return sorted[Math.floor(middle)];
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** How many times `amount` is `unit`; undefined when one of them is unknown or nothing. */
export function ratio(amount: number | undefined, unit: number | undefined): number | undefined {
  if (amount === undefined || unit === undefined || unit === 0) return undefined;
  return amount / unit;
}
