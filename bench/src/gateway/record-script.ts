import { writeFile } from 'node:fs/promises';
import type { SubgraphUrls } from '../graph/fixture-graph.ts';
import { OPERATIONS, requestBody } from '../graph/operations.ts';
import { WaveRecorder, type Recording } from '../graph/record-waves.ts';

/** Writes down for the proxy what each request of this measurement comes to. */
export async function recordScript(path: string, urls: SubgraphUrls): Promise<void> {
  const recorder = await WaveRecorder.start();
  const recordings: Record<string, Recording> = {};
  for (const operation of OPERATIONS) {
    for (let turn = 0; turn < operation.variables.length; turn += 1) {
      recordings[requestBody(operation, turn)] = await recorder.record(operation, turn);
    }
  }
  await recorder.stop();
  await writeFile(path, JSON.stringify({ urls, recordings }));
}
