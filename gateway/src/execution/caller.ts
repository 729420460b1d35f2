import {
  IDENTITY_EXTENSION,
  IDENTITY_HEADER,
  REQUEST_ID_HEADER,
  TRACEPARENT_HEADER,
  type Identity,
  type IdentitySigner,
  type RequestScope,
} from '@tiffin/service';
import { fieldText } from './transport/http1/request-text.ts';

/** On whose behalf an operation runs, and what is told about them to the subgraphs. */
export interface Caller {
  /** Can change while a subscription runs: its owner may bring a fresh token. */
  readonly identity: Identity;
  readonly scope: RequestScope;
}

/** A caller who is whoever somebody else is at the moment: the owner of a socket, say. */
export class CallerLike implements Caller {
  readonly scope: RequestScope;
  readonly #like: Pick<Caller, 'identity'>;

  constructor(like: Pick<Caller, 'identity'>, scope: RequestScope) {
    this.#like = like;
    this.scope = scope;
  }

  get identity(): Identity {
    return this.#like.identity;
  }
}

/** Who a caller is at this moment, to remain so: for work of which others get a part. */
export function callerNow({ identity, scope }: Caller): Caller {
  return { identity, scope };
}

/** Tells subgraphs who is calling. Nothing that the client sent as a header is passed on. */
export interface CallerForwarder {
  /** As fields of an HTTP request, each with the end of its line. */
  fields(caller: Caller): string | Promise<string>;
  /** The same for one operation on a shared socket. */
  extensions(caller: Caller): Promise<Record<string, string>>;
}

/** Without a signer (no secret configured) subgraphs learn the request's ids only. */
export function createCallerForwarder(signer: IdentitySigner | undefined): CallerForwarder {
  return {
    fields({ identity, scope }) {
      const ids =
        fieldText(REQUEST_ID_HEADER, scope.requestId) +
        (scope.traceparent === undefined ? '' : fieldText(TRACEPARENT_HEADER, scope.traceparent));
      if (signer === undefined) return ids;
      const signed = signer.sign(identity);
      const withIdentity = (token: string): string => ids + fieldText(IDENTITY_HEADER, token);
      return typeof signed === 'string' ? withIdentity(signed) : signed.then(withIdentity);
    },
    async extensions({ identity, scope }) {
      return {
        [REQUEST_ID_HEADER]: scope.requestId,
        ...(scope.traceparent === undefined ? {} : { [TRACEPARENT_HEADER]: scope.traceparent }),
        ...(signer === undefined ? {} : { [IDENTITY_EXTENSION]: await signer.sign(identity) }),
      };
    },
  };
}
