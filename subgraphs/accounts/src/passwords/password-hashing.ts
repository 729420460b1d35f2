import { hash, verify } from '@node-rs/argon2';
import { TiffinError } from '@tiffin/service';
import { accountsPolicy } from '../policy.ts';
import { createBoundedQueue } from './bounded-queue.ts';

/** Hashes and checks passwords with argon2id, on libuv's threads and not on the event loop. */
export interface PasswordHashing {
  /** The hash in PHC form, with a fresh salt. @throws TiffinError RATE_LIMITED when too many wait */
  hash(password: string): Promise<string>;
  /**
   * Whether the password fits the hash. Without a hash it does the same work and says no, so that the
   * time an answer takes does not tell whether an account exists. @throws TiffinError RATE_LIMITED
   */
  verify(passwordHash: string | undefined, password: string): Promise<boolean>;
}

/** Hashing with a queue of its own: memory and threads are bounded whatever arrives. */
export async function createPasswordHashing(): Promise<PasswordHashing> {
  const { hashingConcurrency, hashingQueue, hashingRetryAfterMs, argon2 } = accountsPolicy;
  const queue = createBoundedQueue(hashingConcurrency, hashingQueue, () => {
    return new TiffinError('RATE_LIMITED', 'Too many people are logging in; try again shortly.', {
      details: { retryAfterMs: hashingRetryAfterMs },
    });
  });
  // Fits no password anybody knows; its check takes as long as any other.
  const nobodysHash = await hash(crypto.randomUUID(), argon2);

  return {
    hash: (password) => queue.run(() => hash(normalised(password), argon2)),
    verify: (passwordHash, password) =>
      queue.run(async () => {
        const fits = await verify(passwordHash ?? nobodysHash, normalised(password));
        return fits && passwordHash !== undefined;
      }),
  };
}

/** The same password typed on another keyboard has the same bytes (NIST SP 800-63B, 5.1.1.2). */
function normalised(password: string): string {
  return password.normalize('NFKC');
}
