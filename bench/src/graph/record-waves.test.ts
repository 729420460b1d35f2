import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OPERATIONS } from './operations.ts';
import { WaveRecorder } from './record-waves.ts';

let recorder: WaveRecorder;
beforeAll(async () => void (recorder = await WaveRecorder.start()));
afterAll(() => recorder.stop());

const operation = (name: string) => OPERATIONS.find((each) => each.name === name)!;

describe('what the proxy is given to fetch', () => {
  test.each([
    ['small', 4],
    ['big', 16],
    ['uniq', 6],
  ])('%s comes to %i fetches, with an answer to it', async (name, fetches) => {
    const { waves, answer } = await recorder.record(operation(name), 0);
    expect(waves.flat()).toHaveLength(fetches);
    expect(JSON.parse(answer)).toMatchObject({ data: expect.anything() });
  });

  test('what needs an answer first is in a later wave', async () => {
    const { waves } = await recorder.record(operation('small'), 0);
    expect(waves.map((wave) => wave.map(({ subgraph }) => subgraph).toSorted())).toEqual([
      ['accounts'],
      ['reviews'],
      ['inventory', 'products'],
    ]);
  });

  test('each turn asks for somebody else', async () => {
    const first = await recorder.record(operation('uniq'), 0);
    const second = await recorder.record(operation('uniq'), 1);
    expect(first.answer).not.toEqual(second.answer);
    expect(first.waves[0]).not.toEqual(second.waves[0]);
  });
});
