import {
  IDENTITY_EXTENSION,
  IDENTITY_HEADER,
  REQUEST_ID_HEADER,
  TRACEPARENT_HEADER,
  type Identity,
  type IdentitySigner,
  type RequestScope,
} from '@tiffin/service';

/** On whose behalf an operation runs, and what is told about them to the subgraphs. */
export interface Caller {
  /** Can change while a subscription runs: its owner may bring a fresh token. */
  readonly identity: Identity;
  readonly scope: RequestScope;
}

/** Tells subgraphs who is calling. Nothing that the client sent as a header is passed on. */
export interface CallerForwarder {
  headers(caller: Caller): Promise<Record<string, string>>;
  /** The same for one operation on a shared socket. */
  extensions(caller: Caller): Promise<Record<string, string>>;
}

/** Without a signer (no secret configured) subgraphs learn the request's ids only. */
export function createCallerForwarder(signer: IdentitySigner | undefined): CallerForwarder {
  const forward = async (caller: Caller, identityKey: string): Promise<Record<string, string>> => {
    const facts: Record<string, string> = { [REQUEST_ID_HEADER]: caller.scope.requestId };
    if (caller.scope.traceparent !== undefined) {
      facts[TRACEPARENT_HEADER] = caller.scope.traceparent;
    }
    if (signer !== undefined) facts[identityKey] = await signer.sign(caller.identity);
    return facts;
  };
  return {
    headers: (caller) => forward(caller, IDENTITY_HEADER),
    extensions: (caller) => forward(caller, IDENTITY_EXTENSION),
  };
}
