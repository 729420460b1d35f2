import type { Dispatcher } from 'undici';

export interface HttpReply {
  status: number;
  body: string;
}

/** A subgraph took longer than it may. */
export class OverdueError extends Error {}

/**
 * One POST over a pool of kept connections, without the streams of undici's `request`: the answer is
 * wanted whole.
 *
 * @throws OverdueError, or undici's error when there is no whole answer
 */
export function exchange(
  pool: Dispatcher,
  path: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<HttpReply> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
  let controller: Dispatcher.DispatchController | undefined;
  let isOver = false;
  let status = 0;
  const chunks: Buffer[] = [];
  const settle = (end: () => void): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    end();
  };
  const timer = setTimeout(() => {
    const error = new OverdueError(`no answer within ${timeoutMs} ms`);
    settle(() => reject(error));
    controller?.abort(error);
  }, timeoutMs);
  pool.dispatch(
    { method: 'POST', path, headers, body },
    {
      onRequestStart(started) {
        controller = started;
        // Its time ran out while it waited for a connection.
        if (isOver) started.abort(new OverdueError('the request was given up'));
      },
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        const [only] = chunks;
        const whole = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
        settle(() => resolve({ status, body: whole.toString('utf8') }));
      },
      onResponseError(_controller, error) {
        settle(() => reject(error));
      },
    },
  );
  return promise;
}
