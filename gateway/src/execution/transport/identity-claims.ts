import type { Identity } from '@tiffin/service';

const texts = new WeakMap<Identity, string>();

/**
 * All that an identity says, as one text: equal for equal claims, whatever token they came in. A
 * subgraph's answer can depend on every part of it.
 */
export function canonicalClaims(identity: Identity): string {
  let text = texts.get(identity);
  if (text === undefined) {
    text = canonicalText(identity);
    texts.set(identity, text);
  }
  return text;
}

/** Whose doings can change what this identity sees: the account, whatever its tokens say besides. */
export function ownerOf(identity: Identity): string {
  switch (identity.kind) {
    case 'user':
      return `user ${identity.accountId}`;
    case 'service':
      return `service ${identity.name}`;
    case 'anonymous':
      return 'anonymous';
  }
}

/** JSON with names in order, and the elements of lists too: roles and scopes are sets. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).toSorted().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonicalText(inner)}`);
  return `{${members.join(',')}}`;
}
