import { NextFrames } from './next-frames.ts';

/** One result as JSON, for all who get it. What a transport makes of it is made once. */
export class EventText {
  readonly text: string;
  #frames: NextFrames | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** For sockets that speak graphql-transport-ws. */
  get frames(): NextFrames {
    return (this.#frames ??= new NextFrames(this.text));
  }

  /** Everybody has it for now: what was made of it is made again for those who want it later. */
  rest(): void {
    this.#frames = undefined;
  }
}
