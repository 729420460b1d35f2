import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkoutDirectory, startProcess, startStack, type Stack } from '@tiffin/local-stack';

/** A system with the demo city on it, as `npm start` runs it, and the pages. */
export interface DemoStage {
  stack: Stack;
  close(): Promise<void>;
}

const PASSWORD = 'a password for the demo';
const SPEED = 30;
const SEEDED_WITHIN_MS = 120_000;

/** Starts the system and the demo city, and tells the pages of it. */
export async function openDemoStage(): Promise<DemoStage> {
  const demoFolder = mkdtempSync(path.join(tmpdir(), 'tiffin-demo-'));
  const support = 'support@demo.example';
  const demo = {
    password: PASSWORD,
    speed: SPEED,
    centre: { latitude: 41.1496, longitude: -8.611 },
    logins: [
      { role: 'customer', email: 'customer@demo.example' },
      { role: 'support', email: support },
    ],
  };
  writeFileSync(path.join(demoFolder, 'demo.json'), JSON.stringify(demo));
  const stack = await startStack({
    domainClock: { anchor: new Date().toISOString(), speed: SPEED },
    env: {
      BOOTSTRAP_SUPPORT_EMAIL: support,
      BOOTSTRAP_SUPPORT_PASSWORD: PASSWORD,
      DEMO_PAGES: demoFolder,
    },
  });
  const city = startProcess({
    name: 'demo-city',
    entry: path.join(checkoutDirectory, 'clients/simulator/src/demo-city/main.ts'),
    env: { ...stack.env, ENDPOINT: stack.graphqlUrl, DEMO_PASSWORD: PASSWORD },
    logsDirectory: demoFolder,
  });
  const close = async () => {
    await city.stop();
    await stack.stop();
    rmSync(demoFolder, { recursive: true });
  };
  try {
    await city.waitForLine('seeded', SEEDED_WITHIN_MS);
  } catch (error) {
    await close();
    throw error;
  }
  return { stack, close };
}
