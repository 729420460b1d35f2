// @ts-check

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;

/**
 * Follows a subscription through lost sockets: it subscribes again with the last cursor.
 * @template T
 * @param {import('graphql-ws').Client} socket
 * @param {string} query
 * @param {Record<string, unknown>} variables
 * @param {(event: T) => void} onEvent
 * @param {(connected: boolean) => void} onState
 */
export async function follow(socket, query, variables, onEvent, onState) {
  let after = variables.after ?? null;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, LONGEST_DELAY_MS)) {
    try {
      for await (const { data } of socket.iterate({ query, variables: { ...variables, after } })) {
        const [event] = Object.values(data ?? {});
        if (!event) continue;
        delayMs = FIRST_DELAY_MS;
        after = event.cursor ?? after;
        onState(true);
        onEvent(event);
      }
    } catch {
      onState(false);
    }
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
