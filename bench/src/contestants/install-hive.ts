import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const HIVE_FOLDER = join(import.meta.dirname, '../../contestants/hive');
export const HIVE_COMMAND = join(HIVE_FOLDER, 'node_modules/@graphql-hive/gateway/dist/bin.js');
/** The addon that plans in Rust; there is one for some platforms only. */
const RUST_RUNTIME = join(HIVE_FOLDER, 'node_modules/@graphql-hive/router-runtime');

/**
 * Installs Hive Gateway into its own folder by its own lock file, if it is not there: 750 packages
 * that nothing but a measurement needs. No package's script is run.
 *
 * @returns why it cannot be measured, or undefined
 */
export async function installHive(say: (text: string) => void): Promise<string | undefined> {
  if (existsSync(HIVE_COMMAND)) return undefined;
  say('installing Hive Gateway into bench/contestants/hive (once, some minutes) …');
  const args = ['ci', '--no-workspaces', '--ignore-scripts', '--no-audit', '--no-fund'];
  const code = await npm([...args, '--loglevel=error']);
  if (code === 0 && existsSync(HIVE_COMMAND)) return undefined;
  return `npm could not install it (npm ${args.join(' ')} in ${HIVE_FOLDER} ended with ${code})`;
}

/** Whether its planner in Rust can be loaded on this platform: asked in a process of its own. */
export async function hasRustRuntime(): Promise<boolean> {
  if (!existsSync(RUST_RUNTIME)) return false;
  const code = "await import('@graphql-hive/router-runtime')";
  return (await run(process.execPath, ['--input-type=module', '--eval', code])) === 0;
}

function npm(args: readonly string[]): Promise<number> {
  const script = process.env['npm_execpath'];
  if (script !== undefined && /npm-cli\.c?js$/.test(script)) {
    return run(process.execPath, [script, ...args]);
  }
  return run('npm', args);
}

function run(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: HIVE_FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => resolve(code ?? -1));
  });
}
