export { principalOf, type Client, type CommandRequest } from './command-request.ts';
export { idempotent, notStored, type NotStored } from './idempotent.ts';
export { claim, ClaimLostError, type Answered, type Claim } from './claim.ts';
export { sweepExpiredKeys } from './sweep-expired-keys.ts';
export { inputHash } from './input-hash.ts';
export { ANSWER_MAX_CHARACTERS, KEY_LIFE_MS, LEASE_MS } from './command-policy.ts';
