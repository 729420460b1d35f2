export {
  checkoutDirectory,
  compileCacheDirectory,
  logsDirectory,
  sharedStoresDirectory,
  tiffinDirectory,
} from './checkout.ts';
export {
  startDataStores,
  type DataStoreEnvironment,
  type DataStoreOptions,
  type DataStores,
} from './data-stores.ts';
export { freePort, isPortFree } from './free-port.ts';
export { LocalStackError } from './local-stack-error.ts';
export { generateClients } from './prisma-command/generate-clients.ts';
export { runPrisma } from './prisma-command/run-prisma.ts';
export { startRedis, type Redis } from './redis/start-redis.ts';
export { leaseDataStores, type DataStoreLease } from './shared-stores/lease.ts';
export type { Store } from './store.ts';
export { waitUntil } from './wait-until.ts';
export { logTail } from './processes/log-tail.ts';
export { startProcess, type ProcessOptions, type StackProcess } from './processes/start-process.ts';
export { defaultPorts, serviceNames, type Ports, type ServiceName } from './stack/services.ts';
export type { DomainClockSetting, Environment } from './stack/stack-environment.ts';
export { startStack, type Stack, type StackOptions } from './stack/start-stack.ts';
