import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { DEMO_SPEED } from './demo-clock.ts';
import { demoLogins, demoPassword } from './demo-logins.ts';

/** The middle of the demo city, where the map begins. */
const CENTRE = { latitude: 41.1496, longitude: -8.611 };

/**
 * Writes what the start page and the map say of the demo city.
 *
 * @returns the folder, which the gateway serves at `/demo`
 */
export async function writeDemoPage(stateDirectory: string): Promise<string> {
  const folder = join(stateDirectory, 'demo');
  await mkdir(folder, { recursive: true });
  const demo = { password: demoPassword, speed: DEMO_SPEED, centre: CENTRE, logins: demoLogins };
  await writeFile(join(folder, 'demo.json'), JSON.stringify(demo));
  return folder;
}
