import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, describe, expect, test } from '@jest/globals';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Ended {
  code: number | null;
  stderr: string;
  stdout: string;
}

function start(mode: string): {
  child: ChildProcess;
  said: (text: string) => Promise<void>;
  ended: Promise<Ended>;
} {
  const path = new URL('example-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [path, mode], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  children.push(child);
  const output = { stdout: '', stderr: '' };
  const heard = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      output[stream] += chunk;
      for (const listener of heard) listener();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, ...output }));
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (output.stdout.includes(text)) resolve();
      };
      heard.add(check);
      child.once('close', () =>
        reject(new Error(`ended without saying "${text}": ${output.stderr}`)),
      );
      check();
    });
  return { child, said, ended };
}

describe('a process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('closes and leaves with 0 on %s', async (signal) => {
    const { child, said, ended } = start('good');
    await said('started');
    child.kill(signal);
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, stdout: 'started\nclosed\n' });
  });

  test('that cannot start says why in one line for each problem', async () => {
    expect(await start('misconfigured').ended).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Cannot start: A_PORT is not set: expected a port number\n' +
        'Cannot start: A_NAME is not set: expected a string\n',
    });
    expect(await start('unlucky').ended).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Cannot start: the database is away\n',
    });
  });

  test.each(['rejecting', 'throwing'])(
    'ends with 1 on an error nobody handled: %s',
    async (mode) => {
      const { code, stderr } = await start(mode).ended;
      expect(code).toBe(1);
      expect(stderr).toContain('nobody handles this');
    },
  );

  test('that does not get closed ends anyway, with 1', async () => {
    const { child, said, ended } = start('stuck');
    await said('started');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(1);
  });
});
