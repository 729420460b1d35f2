import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openLine, WAIT_MS } from './line.ts';
import { Speaker, way, type Way } from './random-answers.ts';

/** On a busy machine fewer runs have to do. */
const RUNS: fc.Parameters<unknown> = { numRuns: 40, interruptAfterTimeLimit: 10_000 };
/** Where answers stay away, they are waited for no longer than this. */
const SHORT_MS = 50;
const STAY_AWAY: ReadonlySet<Way['oddity']> = new Set(['late', 'halves']);
const ENDS: ReadonlySet<Way['oddity']> = new Set(['last', 'told by the end']);

interface Question {
  isRead: boolean;
  way: Way;
}

/** What is asked in one moment, one moment after the other. */
const moments = (isOdd: boolean): fc.Arbitrary<Question[][]> =>
  fc.array(
    fc.array(
      fc.record({
        isRead: fc.oneof({ arbitrary: fc.constant(true), weight: 5 }, fc.constant(false)),
        way: way(isOdd),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    { minLength: 1, maxLength: 4 },
  );

const limits = fc.record({
  maxConnections: fc.integer({ min: 1, max: 3 }),
  readsTogether: fc.integer({ min: 1, max: 8 }),
});

interface Outcomes {
  answers: readonly PromiseSettledResult<string>[];
  /** How often each question came in. */
  arrivals: readonly number[];
}

async function askAll(
  asked: readonly (readonly Question[])[],
  options: { maxConnections: number; readsTogether: number },
): Promise<Outcomes> {
  const all = asked.flat();
  const arrivals = all.map(() => 0);
  const outcomes: Promise<string>[] = [];
  const speakers = new Map<Socket, Speaker>();
  const isShort = all.some(({ way: { oddity } }) => STAY_AWAY.has(oddity));
  const line = await openLine(
    (body, { socket }) => {
      const index = Number(body);
      const question = all[index];
      if (question === undefined) throw new Error(`nobody asked ${body}`);
      arrivals[index] = (arrivals[index] ?? 0) + 1;
      let speaker = speakers.get(socket);
      if (speaker === undefined) speakers.set(socket, (speaker = new Speaker(socket)));
      const oddity = arrivals[index] === 1 ? question.way.oddity : 'none';
      const text = answerTo(index, question);
      speaker.answer({ ...question.way, text, oddity }, Promise.allSettled([outcomes[index]]));
    },
    { ...options, timeoutMs: isShort ? SHORT_MS : WAIT_MS },
  );
  try {
    for (const moment of asked) {
      const answers = moment.map(({ isRead }, at) =>
        line.ask(String(outcomes.length + at), isRead),
      );
      outcomes.push(...answers);
      await Promise.race(answers.map((answer) => answer.catch(() => undefined)));
    }
    return { answers: await Promise.allSettled(outcomes), arrivals };
  } finally {
    await line.close();
  }
}

const answerTo = (index: number, { way: { text } }: Question): string => `${index} ${text}`;

test('right answers, in whatever form and pieces, reach who asked', async () => {
  await fc.assert(
    fc.asyncProperty(moments(false), limits, async (asked, options) => {
      const { answers, arrivals } = await askAll(asked, options);
      const expected = asked.flat().map((question, index) => answerTo(index, question));
      expect(answers.map((outcome) => outcome.status === 'fulfilled' && outcome.value)).toEqual(
        expected,
      );
      expect(Math.max(...arrivals)).toBeLessThanOrEqual(2);
    }),
    RUNS,
  );
});

test('whatever goes wrong, nobody gets the answer of another, and no change is sent twice', async () => {
  await fc.assert(
    fc.asyncProperty(moments(true), limits, async (asked, options) => {
      const { answers, arrivals } = await askAll(asked, options);
      const questions = asked.flat();
      // Who comes after the last answer of a connection is asked for anew, however often.
      const ends = questions.filter(({ way: { oddity } }) => ENDS.has(oddity)).length;
      questions.forEach((question, index) => {
        const outcome = answers[index];
        if (outcome?.status === 'fulfilled') expect(outcome.value).toBe(answerTo(index, question));
        expect(arrivals[index]).toBeLessThanOrEqual(question.isRead ? 2 + ends : 1);
      });
    }),
    RUNS,
  );
});
