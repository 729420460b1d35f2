import type { IncomingMessage } from 'node:http';
import type { Review } from './catalogue.ts';

/** Adds one review to each channel of a group: what the measuring process asks a source for. */
export interface Emission {
  /** Channels are named `<group>-<number>`, from 0. */
  group: string;
  channels: number;
  /** Which event of its channel this is. */
  sequence: number;
}

/** Of the event that a channel begins with; it shows that a subscription is there. */
export const OPENING_SEQUENCE = 0;

export const EMIT_PATH = '/emit';
/** Where a subgraph tells how many requests it has answered. */
export const COUNT_PATH = '/count';

export function channelName(group: string, number: number): string {
  return `${group}-${number}`;
}

/** A review whose text tells its place in its channel and the moment it was made. */
export function stampedReview(sequence: number): Review {
  return {
    id: '99',
    body: `${sequence} ${process.hrtime.bigint()}`,
    authorId: '2',
    upc: '3',
  };
}

/** What `stampedReview` wrote; the time is of the monotonic clock that all processes here share. */
export function readStamp(body: string): { sequence: number; madeAtNs: bigint } {
  const [sequence = '', madeAt = ''] = body.split(' ', 2);
  return { sequence: Number(sequence), madeAtNs: BigInt(madeAt) };
}

export async function readEmission(request: IncomingMessage): Promise<Emission> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Emission;
}
