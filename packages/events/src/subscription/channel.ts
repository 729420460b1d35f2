/** What a listener of a channel is told. */
export interface ChannelListener {
  /** A message came. */
  onMessage(message: unknown): void;
  /** The channel is subscribed (again): messages before this moment may have been missed. */
  onLive(): void;
}

/** A channel of this process: one SUBSCRIBE however many listeners. */
export class Channel {
  readonly name: string;
  readonly #listeners = new Set<ChannelListener>();
  /** The engine's subscription, once made. */
  subscriptionId: number | undefined;
  /** The engine is subscribing at this moment. */
  pending = false;
  /** Redis has confirmed the subscription on the present connection. */
  live = false;

  constructor(name: string) {
    this.name = name;
  }

  get unused(): boolean {
    return this.#listeners.size === 0;
  }

  add(listener: ChannelListener): void {
    this.#listeners.add(listener);
  }

  remove(listener: ChannelListener): void {
    this.#listeners.delete(listener);
  }

  dispatch(message: unknown): void {
    for (const listener of this.#listeners) listener.onMessage(message);
  }

  becameLive(): void {
    this.live = true;
    for (const listener of this.#listeners) listener.onLive();
  }
}
