import type { DataStoreLease } from '../shared-stores/lease.ts';
import { LEASE_KEY } from './lease-key.ts';

/** After a run: this run's use of the stores ends; the last one stops them. */
export default async function tearDown(): Promise<void> {
  const lease = Reflect.get(globalThis, LEASE_KEY) as DataStoreLease | undefined;
  await lease?.release();
}
