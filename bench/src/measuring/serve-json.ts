import { createServer } from 'node:http';

/** The other side of `startJsonProcess`: does what comes in as JSON, and answers what came of it. */
export function serveJson<Order, Result>(work: (order: Order) => Promise<Result>): void {
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (chunks.length === 0) return void response.end();
      work(JSON.parse(Buffer.concat(chunks).toString()) as Order).then(
        (result) => response.end(JSON.stringify(result)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }).listen(Number(process.env['PORT']), '127.0.0.1');
}
