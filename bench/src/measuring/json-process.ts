import { freePort, startProcess, type StackProcess } from '@tiffin/local-stack';
import { request } from 'undici';

/** A process that does what it is told over HTTP. */
export interface JsonProcess<Order, Result> {
  process: StackProcess;
  /** @throws Error when it could not do it */
  tell(order: Order): Promise<Result>;
}

/** @param entry a script that takes orders as JSON at `PORT` */
export async function startJsonProcess<Order, Result>(
  name: string,
  entry: string,
  folder: string,
): Promise<JsonProcess<Order, Result>> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const env = { PORT: String(port) };
  const process = startProcess({ name, entry, env, readyUrl: url, logsDirectory: folder });
  await process.waitUntilReady();
  return {
    process,
    async tell(order) {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        body: JSON.stringify(order),
      });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${name} could not: ${text}`);
      return JSON.parse(text) as Result;
    },
  };
}
