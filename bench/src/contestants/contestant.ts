import { logTail, waitUntil, type StackProcess } from '@tiffin/local-stack';

/** Somebody who is measured: a process that answers at an address. */
export interface Contestant {
  name: string;
  process: StackProcess;
  /** Where it answers GraphQL, over HTTP. */
  url: string;
}

const READY_TIMEOUT_MS = 60_000;
const SHOWN_CHARACTERS = 1_000;

/** One answer, as text. */
export async function ask(url: string, body: string, authorization: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization },
    body,
  });
  return response.text();
}

/** Waits for its first good answer. @throws Error naming its log when none comes */
export async function waitForAnswers(
  contestant: Contestant,
  body: string,
  authorization: string,
): Promise<void> {
  const { name, process, url } = contestant;
  let last = 'nothing';
  const settled = await waitUntil(async () => {
    if (!process.isRunning()) return true;
    try {
      last = await ask(url, body, authorization);
      return last.startsWith('{"data":');
    } catch {
      return false;
    }
  }, READY_TIMEOUT_MS);
  if (settled && process.isRunning()) return;
  const what = process.isRunning()
    ? `answers ${last.slice(0, SHOWN_CHARACTERS)}`
    : 'ended at its start';
  throw new Error(
    `${name} ${what}; its log (${process.logPath}) ends:\n${(await logTail(process.logPath)).slice(-SHOWN_CHARACTERS)}`,
  );
}
