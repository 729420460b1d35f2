/** The right to run, or the place in line for it. */
export interface Turn {
  /** Begins at once if there is room, else when the turn comes. */
  take(): void;
  /** Gives it back, or leaves the line. Idempotent. */
  stop(): void;
}

/** Lets a bounded number of works run at once; each gives its turn back, or loses it after a while. */
export class Turns {
  readonly #atOnce: number;
  readonly #turnMs: number;
  readonly #waiting = new Set<PersonalTurn>();
  #running = 0;

  constructor(atOnce: number, turnMs: number) {
    this.#atOnce = atOnce;
    this.#turnMs = turnMs;
  }

  turnFor(work: () => void): Turn {
    return new PersonalTurn(this, work);
  }

  enter(turn: PersonalTurn): void {
    if (this.#running < this.#atOnce) this.#begin(turn);
    else this.#waiting.add(turn);
  }

  leave(turn: PersonalTurn): void {
    if (this.#waiting.delete(turn)) return;
    this.#running -= 1;
    const [next] = this.#waiting;
    if (next === undefined) return;
    this.#waiting.delete(next);
    this.#begin(next);
  }

  #begin(turn: PersonalTurn): void {
    this.#running += 1;
    turn.begin(this.#turnMs);
  }
}

class PersonalTurn implements Turn {
  readonly #turns: Turns;
  readonly #work: () => void;
  #timer: NodeJS.Timeout | undefined;
  #state: 'new' | 'taken' | 'over' = 'new';

  constructor(turns: Turns, work: () => void) {
    this.#turns = turns;
    this.#work = work;
  }

  take(): void {
    if (this.#state !== 'new') return;
    this.#state = 'taken';
    this.#turns.enter(this);
  }

  begin(turnMs: number): void {
    this.#timer = setTimeout(() => this.stop(), turnMs);
    this.#timer.unref();
    this.#work();
  }

  stop(): void {
    const wasTaken = this.#state === 'taken';
    this.#state = 'over';
    clearTimeout(this.#timer);
    if (wasTaken) this.#turns.leave(this);
  }
}
