import { CLOSE } from './close-codes.ts';
import type { EventText } from './event-text.ts';
import { bytesOf } from './next-frames.ts';
import { SCHEMA_CHANGED, type OperationEnded } from './operation-ended.ts';
import { SilentIteration, type IterationOwner } from './silent-iteration.ts';
import type { SocketClient } from './socket-operations.ts';
import type { Subscriber } from './streams/subscriber.ts';
import type { OpenSubscription } from './streams/subscriptions.ts';

/** One subscription on one socket. There are thousands that only wait: it holds what it must and no more. */
export class SocketSubscription implements Subscriber, IterationOwner {
  /** What the protocol library iterates. */
  readonly iteration: SilentIteration = new SilentIteration(this);
  readonly #client: SocketClient;
  readonly #id: string;
  #opened: OpenSubscription | undefined;
  #isOver = false;

  constructor(client: SocketClient, id: string) {
    this.#client = client;
    this.#id = bytesOf(JSON.stringify(id));
  }

  /** Takes over what has been opened for it, which may have ended meanwhile. */
  run(opened: OpenSubscription): void {
    this.#opened = opened;
    if (!this.#isOver) this.#client.session.subscriptions.add(opened);
  }

  next(event: EventText, conflationKey: string | undefined): void {
    const { socket } = this.#client;
    if (socket.isOpen) socket.outlet.sendEvent(this.#id, event, conflationKey);
  }

  end(error?: OperationEnded): void {
    const { socket, session } = this.#client;
    this.#forget();
    socket.outlet.flush(this.#id);
    // Nothing else runs there: a new socket tells the client that more than one stream has ended.
    if (error?.code === SCHEMA_CHANGED && session.subscriptions.size === 0) {
      socket.shut(CLOSE.schemaChanged);
    } else this.iteration.end(error);
  }

  onReturn(): void {
    this.#forget();
    this.#client.socket.outlet.forget(this.#id);
    this.#opened?.leave();
  }

  #forget(): void {
    this.#isOver = true;
    if (this.#opened !== undefined) this.#client.session.subscriptions.delete(this.#opened);
  }
}
