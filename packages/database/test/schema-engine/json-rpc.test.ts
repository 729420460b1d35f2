import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { jsonRpcServer } from '../../src/schema-engine/json-rpc.ts';
import { openSchemaEngine, type OpenSchemaEngine } from '../../src/schema-engine/wasm-engine.ts';

const MODELS = `
datasource db {
  provider = "postgresql"
}
model Parcel {
  id Int @id
}
`;
const NO_FILTERS = { externalTables: [], externalEnums: [] };

describe("the engine's conversation with the CLI", () => {
  let sent: Record<string, unknown>[];
  let answer: (line: string) => Promise<void>;

  const opened: OpenSchemaEngine[] = [];

  beforeEach(() => {
    sent = [];
    serve(process.env['DATABASE_OWNER_URL']!);
  });
  afterEach(async () => {
    for (const engine of opened.splice(0)) await engine.close();
  });

  function serve(url: string): void {
    answer = jsonRpcServer(
      async () => {
        const engine = await openSchemaEngine({ datasource: { url } });
        opened.push(engine);
        return engine.engine;
      },
      (message) => sent.push(message as Record<string, unknown>),
    );
  }

  test('a difference is printed first, and left out of the answer', async () => {
    await request('diff', {
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: MODELS }] },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    });
    expect(sent).toEqual([
      expect.objectContaining({
        method: 'print',
        params: { content: expect.stringContaining('CREATE TABLE "Parcel"') },
      }),
      { jsonrpc: '2.0', id: 7, result: { exitCode: 0, stdout: null } },
    ]);
  });

  test("the CLI's answer to a print is no request", async () => {
    await answer('{"jsonrpc":"2.0","id":1000000,"result":{}}');
    expect(sent).toEqual([]);
  });

  test('a failure carries what the CLI shows', async () => {
    await request('conquer', {});
    expect(sent).toEqual([
      {
        jsonrpc: '2.0',
        id: 7,
        error: expect.objectContaining({
          code: 4466,
          data: expect.objectContaining({
            is_panic: false,
            message: 'The schema engine knows no method "conquer".',
          }),
        }),
      },
    ]);
  });

  test('a server that is not there', async () => {
    serve('postgresql://nobody@127.0.0.1:1/none');
    await request('version', undefined);
    expect(JSON.stringify(sent)).toContain('Database not reachable: 127.0.0.1:1');
  });

  function request(method: string, params: unknown): Promise<void> {
    return answer(JSON.stringify({ jsonrpc: '2.0', id: 7, method, params }));
  }
});
