import type { Identity } from '@tiffin/service';
import { MAX_TIMER_MS } from './subscription-policy.ts';

/** Calls back when the caller's access token ends; never for callers without one. @returns what forgets it */
export function awaitExpiry(identity: Identity, onExpired: () => void): () => void {
  if (identity.kind !== 'user') return () => undefined;
  const { expiresAt } = identity;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const remainingMs = expiresAt - Date.now();
    timer = setTimeout(
      () => (remainingMs > MAX_TIMER_MS ? wait() : onExpired()),
      Math.min(Math.max(remainingMs, 0), MAX_TIMER_MS),
    );
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
