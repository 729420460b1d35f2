import type { Stack } from '@tiffin/local-stack';

/** Something that can be killed and brought back. */
export interface Victim {
  name: string;
  kill(): Promise<void>;
  /** Settles when it works again. */
  revive(): Promise<void>;
}

const PROCESSES = [
  'gateway',
  'orders',
  'drivers',
  'payments',
  'tracking',
  'restaurants',
  'accounts',
] as const;

/** Every process of a system that a crash may take, the stores among them. */
export function victimsOf(stack: Stack): Victim[] {
  const { stores, processes } = stack;
  if (!stores) throw new Error('only stores of the system’s own may be killed');
  const services = PROCESSES.map((name) => {
    const running = processes[name];
    return {
      name,
      kill: () => running.kill('SIGKILL'),
      revive: () => {
        running.start();
        return running.waitUntilReady();
      },
    };
  });
  const store = (name: 'postgres' | 'redis') => ({
    name,
    kill: () => stores[name].kill('SIGKILL'),
    revive: () => stores[name].start(),
  });
  return [...services, store('postgres'), store('redis')];
}
