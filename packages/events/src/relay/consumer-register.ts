import { eventsPolicy } from '../policy.ts';
import { parseAnnouncement } from '../redis/announcement.ts';
import type { Announcement } from '../redis/announcement.ts';

interface Heard {
  beat: number;
  atMs: number;
  position: number;
}

/** What the relay knows of its registered consumers: durable positions, and who has been heard of lately. */
export class ConsumerRegister {
  /** Positions as Postgres has them. */
  readonly #saved: Map<string, number>;
  readonly #heard = new Map<string, Heard>();

  constructor(saved: ReadonlyMap<string, number>) {
    this.#saved = new Map(saved);
  }

  /**
   * Takes in what consumers announced, leaving out strangers, other histories and positions not given yet.
   * Returns who has advanced beyond what is saved, from where on something is missing, and who reads unregistered.
   */
  hear(
    announcements: Readonly<Record<string, string>>,
    { epoch, last, nowMs }: { epoch: string; last: number; nowMs: number },
  ): { advanced: Map<string, number>; missingFrom: number | undefined; strangers: string[] } {
    const advanced = new Map<string, number>();
    const strangers: string[] = [];
    let missingFrom: number | undefined;
    for (const [consumer, text] of Object.entries(announcements)) {
      const saved = this.#saved.get(consumer);
      const said = parseAnnouncement(text);
      if (saved === undefined) strangers.push(consumer);
      if (saved === undefined || said === undefined || !isOf(said, epoch, last)) continue;
      const isNew = this.#note(consumer, said, nowMs);
      if (said.position > saved) advanced.set(consumer, said.position);
      if (said.missing && isNew) missingFrom = Math.min(missingFrom ?? Infinity, said.position);
    }
    return { advanced, missingFrom, strangers };
  }

  #note(consumer: string, said: Announcement, nowMs: number): boolean {
    const before = this.#heard.get(consumer);
    if (before?.beat === said.beat) return false;
    this.#heard.set(consumer, { beat: said.beat, atMs: nowMs, position: said.position });
    return true;
  }

  /** To be called once `advanced` is in Postgres: only then may anything be deleted for it. */
  saved(advanced: ReadonlyMap<string, number>): void {
    for (const [consumer, position] of advanced) this.#saved.set(consumer, position);
  }

  /** Up to here everybody has everything, `last` when nobody is registered. */
  lowest(last: number): number {
    return Math.min(last, ...this.#saved.values());
  }

  /** The same, among those heard of lately; `undefined` when there are none. */
  lowestAlive(nowMs: number): number | undefined {
    const alive = [...this.#heard.values()].filter(
      ({ atMs }) => nowMs - atMs <= eventsPolicy.consumerAliveMs,
    );
    return alive.length === 0 ? undefined : Math.min(...alive.map(({ position }) => position));
  }

  positions(): ReadonlyMap<string, number> {
    return this.#saved;
  }
}

function isOf(said: Announcement, epoch: string, last: number): boolean {
  return said.epoch === epoch && said.position <= last;
}
