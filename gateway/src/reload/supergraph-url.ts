import { withoutCredentials } from '@tiffin/telemetry';
import { SUPERGRAPH_FETCH_TIMEOUT_MS, SUPERGRAPH_MAX_BYTES } from './reload-policy.ts';
import type { SupergraphSource } from './supergraph-source.ts';

const NOT_MODIFIED = 304;

/** An address that is asked again and again; with an `ETag` it answers 304 as long as nothing changed. */
export class SupergraphUrl implements SupergraphSource {
  readonly title: string;
  readonly #url: string;
  #etag: string | undefined;

  constructor(url: string) {
    this.#url = url;
    this.title = `SUPERGRAPH_URL ${withoutCredentials(url)}`;
  }

  async read(anew = false): Promise<string | undefined> {
    const known = anew ? undefined : this.#etag;
    const response = await fetch(this.#url, {
      headers: known === undefined ? {} : { 'if-none-match': known },
      signal: AbortSignal.timeout(SUPERGRAPH_FETCH_TIMEOUT_MS),
    });
    if (known !== undefined && response.status === NOT_MODIFIED) {
      await response.body?.cancel();
      return undefined;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`it answered with status ${response.status}`);
    }
    const text = await boundedText(response);
    this.#etag = response.headers.get('etag') ?? undefined;
    return text;
  }
}

async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > SUPERGRAPH_MAX_BYTES) {
      throw new Error(`it is larger than ${SUPERGRAPH_MAX_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
