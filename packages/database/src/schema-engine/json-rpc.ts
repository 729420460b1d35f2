import type { EvaluateDataLossInput } from '@prisma/schema-engine-wasm/schema_engine_bg';

import type { SchemaEngine } from './wasm-engine.ts';

type Request = { readonly id: number; readonly method?: string; readonly params?: unknown };
type Send = (message: object) => void;

/** The code of every error the native engine reports; the CLI reads the `data` beside it. */
const ENGINE_ERROR_CODE = 4466;
/** Ids of requests the engine makes of the CLI, out of the range in which the CLI numbers its own. */
const FIRST_PRINT_ID = 1_000_000;

/**
 * Answers the CLI's JSON-RPC, one line at a time and in order.
 *
 * Two differences to the WebAssembly engine are bridged: `getDatabaseVersion` is called `version` there, and the result
 * of `diff` is printed by the native engine, through a `print` request, and then left out of the answer.
 */
export function jsonRpcServer(
  engine: () => Promise<SchemaEngine>,
  send: Send,
): (line: string) => Promise<void> {
  let printId = FIRST_PRINT_ID;
  return async (line) => {
    const request = JSON.parse(line) as Request;
    if (request.method === undefined) return; // the CLI's answer to a `print`
    try {
      let result = await call(await engine(), request.method, request.params);
      const output = request.method === 'diff' ? (result as { stdout: string | null }) : undefined;
      if (typeof output?.stdout === 'string') {
        const params = { content: output.stdout };
        send({ jsonrpc: '2.0', id: printId++, method: 'print', params });
        result = { ...output, stdout: null };
      }
      send({ jsonrpc: '2.0', id: request.id, result: result ?? null });
    } catch (error) {
      send({ jsonrpc: '2.0', id: request.id, error: describe(error) });
    }
  };
}

async function call(engine: SchemaEngine, name: string, params: unknown): Promise<unknown> {
  if (name === 'evaluateDataLoss') await rememberHistory(engine, params as EvaluateDataLossInput);
  const methods = engine as unknown as Record<string, (params: unknown) => Promise<unknown>>;
  const method = methods[name === 'getDatabaseVersion' ? 'version' : name];
  if (method === undefined) throw new Error(`The schema engine knows no method "${name}".`);
  return method.call(engine, params);
}

/**
 * The WebAssembly engine evaluates data loss only for a history it has replayed before: it then takes the outcome it
 * remembers, otherwise it looks for a shadow database in the wrong place. When `migrate dev` has just applied pending
 * migrations, the history with them is new to it; the diagnosis replays it.
 */
async function rememberHistory(
  engine: SchemaEngine,
  { migrationsList, filters }: EvaluateDataLossInput,
): Promise<void> {
  await engine.devDiagnostic({ migrationsList, filters });
}

function describe(error: unknown): object {
  const { message, stack, code, meta } = error as Partial<Error> & {
    code?: string;
    meta?: unknown;
  };
  return {
    code: ENGINE_ERROR_CODE,
    message: 'An error happened. Check the data field for details.',
    data: {
      is_panic: false,
      message: message ?? String(error),
      backtrace: stack,
      error_code: code,
      meta,
    },
  };
}
