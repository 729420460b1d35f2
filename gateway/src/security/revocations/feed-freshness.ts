const MS_PER_SECOND = 1_000;

/** Whether what is revoked is learned of, and for how long it has not been. Nothing is known at first. */
export class FeedFreshness {
  #staleSinceMs: number | undefined = performance.now();

  get isLive(): boolean {
    return this.#staleSinceMs === undefined;
  }

  /** 0 while live. An outage counts from when it was noticed: at once, or 5 s later when Redis hangs. */
  get staleSeconds(): number {
    if (this.#staleSinceMs === undefined) return 0;
    return (performance.now() - this.#staleSinceMs) / MS_PER_SECOND;
  }

  /** Told so again and again, an outage is as old as it is. */
  set(isLive: boolean): void {
    this.#staleSinceMs = isLive ? undefined : (this.#staleSinceMs ?? performance.now());
  }
}
