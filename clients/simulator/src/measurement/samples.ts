/** A collection of measured values of one kind. */
export class Samples {
  readonly #values: number[] = [];

  add(value: number): void {
    this.#values.push(value);
  }

  get count(): number {
    return this.#values.length;
  }

  get mean(): number {
    return this.count === 0 ? Number.NaN : this.#values.reduce((a, b) => a + b, 0) / this.count;
  }

  /** The value that `percent` of the samples do not exceed (nearest-rank method); NaN when empty. */
  percentile(percent: number): number {
    const sorted = this.#values.toSorted((a, b) => a - b);
    const rank = Math.ceil((percent / 100) * sorted.length);
    return sorted[Math.max(0, rank - 1)] ?? Number.NaN;
  }
}
