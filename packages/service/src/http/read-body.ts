import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './json-answer.ts';

/** Reads a body up to `limitBytes`. @throws HttpRefusal 413 beyond it, 400 when the client gives up */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      reject(tooLarge(limitBytes));
      return;
    }
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > limitBytes) {
        request.removeAllListeners('data');
        request.pause();
        reject(tooLarge(limitBytes));
        return;
      }
      chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks, sizeBytes)));
    request.once('error', () => reject(cutShort()));
    request.once('aborted', () => reject(cutShort()));
  });
}

/** Reads and parses a JSON body. @throws HttpRefusal 415, 413 or 400 */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new HttpRefusal(415, 'BAD_REQUEST', 'The content type must be application/json.');
  }
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') {
    throw new HttpRefusal(415, 'BAD_REQUEST', 'A compressed body is not accepted.');
  }
  const body = await readBody(request, limitBytes);
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new HttpRefusal(400, 'BAD_REQUEST', 'The body is not valid JSON.');
  }
}

/** The rest of an oversized body is not read: the connection ends with the answer. */
function tooLarge(limitBytes: number): HttpRefusal {
  return new HttpRefusal(413, 'BAD_REQUEST', `The body exceeds ${limitBytes} bytes.`, {
    connection: 'close',
  });
}

function cutShort(): HttpRefusal {
  return new HttpRefusal(400, 'BAD_REQUEST', 'The request ended early.');
}
