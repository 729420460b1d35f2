import { z } from 'zod';
import { IDENTITY_MAX_MEMBERSHIPS, IDENTITY_MAX_SCOPES } from './identity-policy.ts';

/** What an account may act as. An account can have several. */
export const ROLES = [
  'CUSTOMER',
  'RESTAURANT_STAFF',
  'DRIVER',
  'PARTNER',
  'SUPPORT',
  'ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** What an account may do inside one restaurant. */
export const MEMBERSHIP_ROLES = ['OWNER', 'MANAGER', 'STAFF'] as const;
export type MembershipRole = (typeof MEMBERSHIP_ROLES)[number];

export interface Membership {
  restaurantId: string;
  role: MembershipRole;
}

export interface AnonymousIdentity {
  kind: 'anonymous';
}

export interface UserIdentity {
  kind: 'user';
  accountId: string;
  roles: Role[];
  scopes: string[];
  memberships: Membership[];
  sessionId: string;
  /**
   * The API key by which a partner's program calls; undefined for a person. With one, the account gets
   * only what the schema opens to partners, and of that only what is its own.
   */
  apiKeyId?: string | undefined;
  /** End of the user's access token, process time, milliseconds since the epoch. */
  expiresAt: number;
}

/** A process of ours that acts for itself: a subgraph in a saga, the relay, a job. */
export interface ServiceIdentity {
  kind: 'service';
  name: string;
}

/** On whose behalf a request runs, as the gateway (or a calling service) has established it. */
export type Identity = AnonymousIdentity | UserIdentity | ServiceIdentity;

export const ANONYMOUS: AnonymousIdentity = Object.freeze({ kind: 'anonymous' });

const ID_MAX_CHARACTERS = 64;
const SCOPE_MAX_CHARACTERS = 64;
const id = z.string().min(1).max(ID_MAX_CHARACTERS);

export const identitySchema: z.ZodType<Identity> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({
    kind: z.literal('user'),
    accountId: id,
    roles: z.array(z.enum(ROLES)).max(ROLES.length),
    scopes: z.array(z.string().min(1).max(SCOPE_MAX_CHARACTERS)).max(IDENTITY_MAX_SCOPES),
    memberships: z
      .array(z.object({ restaurantId: id, role: z.enum(MEMBERSHIP_ROLES) }))
      .max(IDENTITY_MAX_MEMBERSHIPS),
    sessionId: id,
    apiKeyId: id.optional(),
    expiresAt: z.number().int().positive(),
  }),
  z.object({ kind: z.literal('service'), name: id }),
]);
