/** What the keeper tells each caller, one JSON line each. */
export type KeeperMessage =
  /** The stores run; the environment stands in the file `environmentPath` names. */
  | { readonly kind: 'ready' }
  /** They could not be started; the reason is a line for the person at the keyboard. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The last caller has just gone: come again when this connection has closed. */
  | { readonly kind: 'stopping' };
