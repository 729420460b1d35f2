/** One combination of labels, found once and kept by whoever measures. */
export class LatencySeries {
  readonly #bounds: readonly number[];
  /** Observations up to each bound and above the one before; beyond the last they are in `count` only. */
  readonly counts: Float64Array;
  sumSeconds = 0;
  count = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.counts = new Float64Array(bounds.length);
  }

  observe(seconds: number): void {
    const bounds = this.#bounds;
    const length = bounds.length;
    let index = 0;
    while (index < length && seconds > (bounds[index] ?? 0)) index += 1;
    if (index < length) this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.sumSeconds += seconds;
    this.count += 1;
  }
}

interface KeptSeries<L extends string> {
  labels: Record<L, string>;
  series: LatencySeries;
}

/** What a histogram is called, and what tells its series apart. */
export interface LatencyDescription<L extends string> {
  name: string;
  help: string;
  labelNames: readonly L[];
  /** Upper bounds in seconds, ascending. */
  bounds: readonly number[];
}

/**
 * A histogram for what happens thousands of times a second. prom-client looks labels up, checks and joins
 * them at every observation, bound or not; here a series is a few numbers that are read when somebody asks.
 */
export class LatencyHistogram<L extends string> {
  readonly type = 'histogram';
  /** How prom-client's cluster would add up those of several processes. */
  readonly aggregator = 'sum';
  readonly name: string;
  readonly help: string;
  readonly #labelNames: readonly L[];
  readonly #bounds: readonly number[];
  readonly #series = new Map<string, KeptSeries<L>>();

  constructor({ name, help, labelNames, bounds }: LatencyDescription<L>) {
    this.name = name;
    this.help = help;
    this.#labelNames = labelNames;
    this.#bounds = bounds;
  }

  /** The same one for the same labels. Keep it: finding it costs more than using it. */
  series(labels: Record<L, string>): LatencySeries {
    const key = JSON.stringify(this.#labelNames.map((name) => labels[name]));
    let kept = this.#series.get(key);
    if (kept === undefined) {
      kept = { labels, series: new LatencySeries(this.#bounds) };
      this.#series.set(key, kept);
    }
    return kept.series;
  }

  /** What prom-client's registry asks for. Series in which nothing happened are left out, as there. */
  get(): Promise<object> {
    const { name, help, type, aggregator } = this;
    const seen = [...this.#series.values()].filter(({ series }) => series.count > 0);
    const values = seen.flatMap((kept) => this.#valuesOf(kept));
    return Promise.resolve({ name, help, type, aggregator, values });
  }

  reset(): void {
    for (const { series } of this.#series.values()) {
      series.counts.fill(0);
      series.sumSeconds = 0;
      series.count = 0;
    }
  }

  #valuesOf({ labels, series }: KeptSeries<L>): object[] {
    const bucket = `${this.name}_bucket`;
    let below = 0;
    const buckets = this.#bounds.map((bound, index) => {
      below += series.counts[index] ?? 0;
      return { metricName: bucket, labels: { le: bound, ...labels }, value: below };
    });
    return [
      ...buckets,
      { metricName: bucket, labels: { le: '+Inf', ...labels }, value: series.count },
      { metricName: `${this.name}_sum`, labels, value: series.sumSeconds },
      { metricName: `${this.name}_count`, labels, value: series.count },
    ];
  }
}
