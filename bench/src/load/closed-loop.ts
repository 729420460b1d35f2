import { Pool, type Dispatcher } from 'undici';
import type { LoadOrder, LoadResult } from './load-order.ts';

const OK = 200;
const ERRORS = Buffer.from('"errors":[');

/**
 * Sends requests for a while, each connection its next one when the last is answered. Bodies and
 * identities are taken in turn by all connections together, so no two of them ask the same at once.
 */
export async function runClosedLoop(order: LoadOrder): Promise<LoadResult> {
  const { origin, pathname } = new URL(order.url);
  const pool = new Pool(origin, { connections: order.connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  let turn = 0;
  let failures = 0;

  const send = (): Promise<void> => {
    const options: Dispatcher.DispatchOptions = {
      path: pathname,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: inTurn(order.authorizations, turn),
      },
      body: inTurn(order.bodies, turn),
    };
    turn += 1;
    const begunAt = performance.now();
    return new Promise((resolve) => {
      const done = (isGood: boolean): void => {
        latenciesMs.push(performance.now() - begunAt);
        if (!isGood) failures += 1;
        resolve();
      };
      let isGood = false;
      pool.dispatch(options, {
        onRequestStart() {},
        onResponseStart(_controller, status) {
          isGood = status === OK;
        },
        onResponseData(_controller, chunk) {
          if (chunk.includes(ERRORS)) isGood = false;
        },
        onResponseEnd: () => done(isGood),
        onResponseError: () => done(false),
      });
    });
  };

  const startedAt = performance.now();
  const until = startedAt + order.durationMs;
  const enough = order.answers ?? Number.POSITIVE_INFINITY;
  const loop = async (): Promise<void> => {
    while (performance.now() < until && turn < enough) await send();
  };
  await Promise.all(Array.from({ length: order.connections }, loop));
  const elapsedMs = performance.now() - startedAt;
  await pool.close();
  return { answers: latenciesMs.length, failures, elapsedMs, latenciesMs };
}

function inTurn(texts: readonly string[], turn: number): string {
  return texts[turn % texts.length] ?? '';
}
