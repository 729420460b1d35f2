import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EventText } from '../src/subscriptions/event-text.ts';
import { Outlet } from '../src/subscriptions/outlet.ts';

/** A connection whose other end reads when the test says so. */
class Connection extends Writable {
  readonly received: string[] = [];
  #unread: (() => void) | undefined;

  constructor(highWaterMark: number) {
    super({ highWaterMark, decodeStrings: false });
  }

  override _write(chunk: string, _encoding: string, done: () => void): void {
    this.#unread = () => {
      this.received.push(chunk);
      done();
    };
  }

  /** Takes one frame. @returns whether there was one */
  async read(): Promise<boolean> {
    const take = this.#unread;
    this.#unread = undefined;
    take?.();
    // Node hands the next chunk over, and tells of the drain, in later turns.
    await new Promise((resolve) => setImmediate(resolve));
    return take !== undefined;
  }
}

function outletOn(connection: Connection, limitBytes = 1_000_000, onOverflow = (): void => {}) {
  const outflow = {
    get isBehind(): boolean {
      return connection.writableNeedDrain;
    },
    get waitingBytes(): number {
      return connection.writableLength;
    },
    write: (message: string): void => void connection.write(message),
    writeEvent: (_of: string, { text }: EventText): void => void connection.write(text),
    onceCaughtUp: (callback: () => void): void => void connection.once('drain', callback),
    onOverflow,
  };
  return new Outlet(outflow, limitBytes);
}

interface Step {
  do: 'status' | 'position' | 'read';
  of: string;
  key: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('status' as const, 'position' as const, 'position' as const, 'read' as const),
  of: fc.constantFrom('a', 'b'),
  key: fc.constantFrom('x', 'y'),
});

describe('what goes out to a client', () => {
  test('keeps every status, the newest of each position, and never turns their order round', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const connection = new Connection(20);
        const outlet = outletOn(connection);
        let number = 0;
        const sent: string[] = [];
        const newest = new Map<string, string>();
        for (const { do: what, of, key } of steps) {
          if (what === 'read') {
            await connection.read();
            continue;
          }
          number += 1;
          const frame = `${of} ${what === 'status' ? 'status' : key} ${number}`;
          outlet.sendEvent(of, new EventText(frame), what === 'status' ? undefined : key);
          if (what === 'status') sent.push(frame);
          else newest.set(`${of} ${key}`, frame);
        }
        while (await connection.read());
        const { received } = connection;
        expect(received.filter((frame) => frame.includes('status'))).toEqual(sent);
        expect(received).toEqual(expect.arrayContaining([...newest.values()]));
        for (const one of ['a', 'b']) {
          const own = received.filter((frame) => frame.startsWith(one));
          const numbers = own.map((frame) => Number(frame.split(' ')[2]));
          const statusesAt = own.flatMap((frame, at) => (frame.includes('status') ? [at] : []));
          // Positions of different keys may change places; nothing overtakes a status.
          for (const at of statusesAt) {
            expect(Math.max(0, ...numbers.slice(0, at))).toBeLessThan(numbers[at]!);
            expect(Math.min(Infinity, ...numbers.slice(at + 1))).toBeGreaterThan(numbers[at]!);
          }
        }
        expect(outlet.bufferedBytes).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test('leaves nothing out while the client keeps up', async () => {
    const connection = new Connection(1_000);
    const outlet = outletOn(connection);
    for (let number = 0; number < 5; number += 1)
      outlet.sendEvent('a', new EventText(`x ${number}`), 'x');
    while (await connection.read());
    expect(connection.received).toHaveLength(5);
  });

  test('is bounded, what is held back included, and the bound is exact', () => {
    let overflows = 0;
    const connection = new Connection(4);
    const outlet = outletOn(connection, 10, () => (overflows += 1));
    outlet.sendEvent('a', new EventText('12345'), undefined);
    outlet.sendEvent('a', new EventText('12345'), 'x');
    outlet.sendEvent('a', new EventText('54321'), 'x');
    expect([outlet.bufferedBytes, overflows]).toEqual([10, 0]);
    outlet.sendEvent('a', new EventText('1'), 'y');
    expect(overflows).toBe(1);
    outlet.forget('a');
    expect(outlet.bufferedBytes).toBe(5);
  });
});
