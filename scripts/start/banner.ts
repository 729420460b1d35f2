import type { Stack } from '@tiffin/local-stack';

import { demoLogins, demoPassword } from './demo-logins.ts';

/** What stands on the screen once everything runs. */
export function banner(stack: Stack, secondsTaken: number): string {
  const origin = `http://localhost:${stack.ports.gateway}`;
  const width = Math.max(...demoLogins.map(({ role }) => role.length));
  const logins = demoLogins.map(({ role, email }) => `    ${role.padEnd(width)}  ${email}`);
  return [
    '',
    `  Tiffin is open (${secondsTaken.toFixed(1)} s).`,
    '',
    `    start page  ${origin}/`,
    `    live map    ${origin}/map`,
    `    GraphiQL    ${origin}/graphiql`,
    `    endpoint    ${origin}/graphql   (HTTP and WebSocket)`,
    '',
    `  Demo logins, password ${demoPassword}:`,
    ...logins,
    '',
    `  Logs: ${stack.logsDirectory}   Stop: Ctrl-C`,
    '',
  ].join('\n');
}
