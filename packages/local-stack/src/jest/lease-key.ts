/** Under which name Jest's set-up leaves the lease for its tear-down, in the process they share. */
export const LEASE_KEY = Symbol.for('tiffin.local-stack.lease');
