import { logTail, waitUntil, type StackProcess } from '@tiffin/local-stack';

/** Somebody who is measured: a process that answers at an address. */
export interface Contestant {
  name: string;
  process: StackProcess;
  /** Processes that work for it alone, and are counted with it. */
  workers?: readonly StackProcess[];
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
  const { name, url } = contestant;
  const processes = [contestant.process, ...(contestant.workers ?? [])];
  let last = 'nothing';
  const settled = await waitUntil(async () => {
    if (!processes.every((each) => each.isRunning())) return true;
    try {
      last = await ask(url, body, authorization);
      return last.startsWith('{"data":');
    } catch {
      return false;
    }
  }, READY_TIMEOUT_MS);
  const ended = processes.find((each) => !each.isRunning());
  if (settled && ended === undefined) return;
  const what = ended === undefined ? `answers ${last.slice(0, SHOWN_CHARACTERS)}` : 'has ended';
  const { logPath } = ended ?? contestant.process;
  const log = (await logTail(logPath)).slice(-SHOWN_CHARACTERS);
  throw new Error(`${name} ${what}; its log (${logPath}) ends:\n${log}`);
}
