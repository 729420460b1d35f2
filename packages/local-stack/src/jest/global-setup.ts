import { LEASE_KEY } from './lease-key.ts';
import { leaseDataStores } from '../shared-stores/lease.ts';

/** Before a run: the stores of this checkout are up, and every suite finds them in its environment. */
export default async function setUp(): Promise<void> {
  const lease = await leaseDataStores();
  Object.assign(process.env, lease.env);
  Reflect.set(globalThis, LEASE_KEY, lease);
}
