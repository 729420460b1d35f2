import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccountView } from '../accounts/account-view.ts';
import type { Membership } from '../staff/membership.ts';
import type { StoredApiKey } from '../api-keys/api-key.ts';
import type { SessionOutcome } from '../sessions/issue-tokens.ts';
import type { SessionTokens } from '../sessions/session.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 alphabetic currency code, for example `EUR`. */
  CurrencyCode: { input: string; output: string; }
  /** An opaque position in a list or an event log. Clients store and send it back, and never read it. */
  Cursor: { input: string; output: string; }
  /** An instant in UTC, RFC 3339 with milliseconds, for example `2026-11-20T18:05:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number as a string, for example `12.50`. Never a float. */
  Decimal: { input: string; output: string; }
  /** An IANA time zone name, for example `America/Bogota`. */
  TimeZone: { input: string; output: string; }
  /** A UUID in canonical lower-case form. Tiffin generates version 7; clients may send any version as an idempotency key. */
  UUID: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** A person or organisation that can log in. Visible to itself; to others only by name where an order joins them. */
export type Account = {
  __typename?: 'Account';
  /** The account's API keys, newest first, revoked ones too. Null unless the account is a partner's and the viewer is the account itself, support or an administrator. */
  apiKeys?: Maybe<Array<ApiKey>>;
  /** When the account was opened. Null unless the viewer is the account itself, support or an administrator. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The name to show. */
  displayName: Scalars['String']['output'];
  /** The e-mail address. Null unless the viewer is the account itself, support or an administrator. */
  email?: Maybe<Scalars['String']['output']>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The restaurants whose staff the account belongs to. Null unless the viewer is the account itself, support or an administrator. */
  memberships?: Maybe<Array<RestaurantMembership>>;
  /** What the account may act as. Null unless the viewer is the account itself, support or an administrator. */
  roles?: Maybe<Array<Role>>;
  /** Since when the account is suspended (process time), null while it is open. Null unless the viewer is the account itself, support or an administrator. */
  suspendedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Which account. */
export type AccountInput = {
  /** Its id. */
  accountId: Scalars['ID']['input'];
};

/** The outcome of a command about an account. */
export type AccountPayload = {
  __typename?: 'AccountPayload';
  /** The account as it is now, null when `userErrors` is not empty. */
  account?: Maybe<Account>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** Who joins which restaurant's staff. */
export type AddRestaurantMemberInput = {
  /** The e-mail address of the account that joins. */
  email: Scalars['String']['input'];
  /** The restaurant. */
  restaurantId: Scalars['ID']['input'];
  /** What the new member may do. */
  role: RestaurantRole;
};

/** The outcome of adding a member of staff. */
export type AddRestaurantMemberPayload = {
  __typename?: 'AddRestaurantMemberPayload';
  /** The new place on the staff, null when `userErrors` is not empty. */
  membership?: Maybe<RestaurantMembership>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** A key by which a partner's programs call. All its times are process time. */
export type ApiKey = {
  __typename?: 'ApiKey';
  /** The first characters of the secret, to tell keys apart. */
  beginning: Scalars['String']['output'];
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** What its owner calls it. */
  name: Scalars['String']['output'];
  /** When it ended, null while it is in force. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it got its present secret, null while it has its first. */
  rotatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it may be used for. */
  scopes: Array<ApiKeyScope>;
};

/** Which API key. */
export type ApiKeyInput = {
  /** Its id. */
  id: Scalars['ID']['input'];
};

/** The outcome of a command about an API key. */
export type ApiKeyPayload = {
  __typename?: 'ApiKeyPayload';
  /** The key, null when `userErrors` is not empty. */
  apiKey?: Maybe<ApiKey>;
  /** The secret to send as `Authorization: Bearer …` or `X-API-Key` to `/partner/graphql`. Shown this once; null when none was made. */
  secret?: Maybe<Scalars['String']['output']>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** What an API key may be used for. */
export type ApiKeyScope =
  /** Changing menus, opening hours, modes and availability. */
  | 'CATALOG_WRITE'
  /** Reading orders, and following them. */
  | 'ORDERS_READ'
  /** Pricing, placing and cancelling orders. */
  | 'ORDERS_WRITE';

/** What a new API key is for. */
export type CreateApiKeyInput = {
  /** What to call it, 1 to 80 characters. */
  name: Scalars['String']['input'];
  /** What it may be used for, at least one. */
  scopes: Array<ApiKeyScope>;
};

/** A point on the earth, WGS 84. */
export type GeoPoint = {
  __typename?: 'GeoPoint';
  /** Degrees north of the equator, -90 to 90. */
  latitude: Scalars['Float']['output'];
  /** Degrees east of Greenwich, -180 to 180. */
  longitude: Scalars['Float']['output'];
};

/** A point on the earth, WGS 84. */
export type GeoPointInput = {
  /** Degrees north of the equator, -90 to 90. */
  latitude: Scalars['Float']['input'];
  /** Degrees east of Greenwich, -180 to 180. */
  longitude: Scalars['Float']['input'];
};

/** Which role to give to whom. */
export type GrantRoleInput = {
  /** The account that receives the role. */
  accountId: Scalars['ID']['input'];
  /** The role. */
  role: Role;
};

/** The outcome of giving a role. */
export type GrantRolePayload = {
  __typename?: 'GrantRolePayload';
  /** The account with its new role, null when `userErrors` is not empty. */
  account?: Maybe<Account>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** Who logs in. */
export type LogInInput = {
  /** The e-mail address given at registration. */
  email: Scalars['String']['input'];
  /** The password. */
  password: Scalars['String']['input'];
};

/** The outcome of ending a session. */
export type LogOutPayload = {
  __typename?: 'LogOutPayload';
  /** Always empty today. */
  userErrors: Array<UserError>;
};

/** An amount of money. Computed on the server in integer minor units. */
export type Money = {
  __typename?: 'Money';
  /** The amount in major units with the currency's ISO 4217 number of decimals. */
  amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  currency: Scalars['CurrencyCode']['output'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Makes an account a member of a restaurant's staff, or changes what it may do there; the account's next access token says so. Owners of that restaurant, managers (who neither appoint nor change owners) and administrators; nobody changes their own place. */
  addRestaurantMember: AddRestaurantMemberPayload;
  /** Makes an API key for the caller's account. Partners only; an account has at most 20 in force. */
  createApiKey: ApiKeyPayload;
  /** Gives an account a role. Administrators only. */
  grantRole: GrantRolePayload;
  /** Opens a session with e-mail address and password. */
  logIn: SessionPayload;
  /** Ends the caller's session: its tokens stop working, and what is connected with them closes. */
  logOut: LogOutPayload;
  /** Ends all sessions of the caller's account, this one too. API keys go on. */
  logOutEverywhere: LogOutPayload;
  /** Exchanges a refresh token for a new pair of tokens. A refresh token works once; using it a second time ends the whole session. */
  refreshSession: SessionPayload;
  /** Opens an account and a first session. Anybody may register as a customer, a driver or a restaurant owner; other roles are granted by an administrator. */
  register: SessionPayload;
  /** Gives a suspended account back. Administrators only. */
  reinstateAccount: AccountPayload;
  /** Ends an API key for good. Partners, their own keys. */
  revokeApiKey: ApiKeyPayload;
  /** Gives an API key a new secret; the old one stops working. Partners, their own keys. */
  rotateApiKey: ApiKeyPayload;
  /** Shuts an account: its sessions end, its API keys open nothing, and nobody signs in until it is reinstated. Administrators only, and not their own. */
  suspendAccount: AccountPayload;
};


export type MutationAddRestaurantMemberArgs = {
  input: AddRestaurantMemberInput;
};


export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


export type MutationGrantRoleArgs = {
  input: GrantRoleInput;
};


export type MutationLogInArgs = {
  input: LogInInput;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationRegisterArgs = {
  input: RegisterInput;
};


export type MutationReinstateAccountArgs = {
  input: AccountInput;
};


export type MutationRevokeApiKeyArgs = {
  input: ApiKeyInput;
};


export type MutationRotateApiKeyArgs = {
  input: ApiKeyInput;
};


export type MutationSuspendAccountArgs = {
  input: AccountInput;
};

/** Where a page stands in its list, as in the Relay connection specification. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the last item, null when the page is empty. */
  endCursor?: Maybe<Scalars['Cursor']['output']>;
  /** Whether more items follow this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether items precede this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first item, null when the page is empty. */
  startCursor?: Maybe<Scalars['Cursor']['output']>;
};

export type Query = {
  __typename?: 'Query';
  /** The account of the caller, null for an anonymous caller. */
  me?: Maybe<Account>;
};

/** Which session goes on. */
export type RefreshSessionInput = {
  /** The last refresh token received. */
  refreshToken: Scalars['String']['input'];
};

/** Who registers. */
export type RegisterInput = {
  /** The name to show, 1 to 80 characters. */
  displayName: Scalars['String']['input'];
  /** E-mail address, the name to log in with. At most 254 characters. */
  email: Scalars['String']['input'];
  /** Password, 10 to 128 characters. */
  password: Scalars['String']['input'];
  /** What the account will act as: `CUSTOMER`, `DRIVER` or `RESTAURANT_STAFF`. */
  role?: Role;
};

/** A place that cooks. */
export type Restaurant = {
  __typename?: 'Restaurant';
  /** Opaque id. */
  id: Scalars['ID']['output'];
};

/** A place on a restaurant's staff. */
export type RestaurantMembership = {
  __typename?: 'RestaurantMembership';
  /** The restaurant. */
  restaurant: Restaurant;
  /** What the member may do there. */
  role: RestaurantRole;
};

/** What a member of a restaurant's staff may do. */
export type RestaurantRole =
  /** Menu, hours, zones, stock and orders. */
  | 'MANAGER'
  /** Everything, including money and staff. */
  | 'OWNER'
  /** Orders. */
  | 'STAFF';

/** What an account may act as. */
export type Role =
  /** Operates the platform. */
  | 'ADMIN'
  /** Orders food. */
  | 'CUSTOMER'
  /** Delivers orders. */
  | 'DRIVER'
  /** Integrates through an API key. */
  | 'PARTNER'
  /** Works for one or more restaurants. */
  | 'RESTAURANT_STAFF'
  /** Helps customers, restaurants and drivers. */
  | 'SUPPORT';

/** A pair of tokens for one device. */
export type Session = {
  __typename?: 'Session';
  /** JSON Web Token to send as `Authorization: Bearer …`; valid for 15 minutes. */
  accessToken: Scalars['String']['output'];
  /** When the access token ends (process time). */
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /** Opaque id of the session. */
  id: Scalars['ID']['output'];
  /** Opaque token for `refreshSession`; works once. */
  refreshToken: Scalars['String']['output'];
  /** When the refresh token ends (process time). */
  refreshTokenExpiresAt: Scalars['DateTime']['output'];
};

/** The outcome of opening or continuing a session. */
export type SessionPayload = {
  __typename?: 'SessionPayload';
  /** The account, null when `userErrors` is not empty. */
  account?: Maybe<Account>;
  /** The tokens, null when `userErrors` is not empty. */
  session?: Maybe<Session>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** Something the caller can put right. Authorisation, limits, outages and bugs are in the response's `errors` instead. */
export type UserError = {
  __typename?: 'UserError';
  /** What is wrong, stable and made for programs. */
  code: UserErrorCode;
  /** The path of the input field at fault, null when it is not about one field. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, in English, made for people. */
  message: Scalars['String']['output'];
};

/** What can be wrong with an input. */
export type UserErrorCode =
  /** The account is suspended. */
  | 'ACCOUNT_SUSPENDED'
  /** An account with this e-mail address exists. */
  | 'EMAIL_TAKEN'
  /** The e-mail address or the password is wrong. */
  | 'INVALID_CREDENTIALS'
  /** The value has the wrong form or length. */
  | 'INVALID_INPUT'
  /** The refresh token is unknown, expired or was used before; the session is over. */
  | 'INVALID_REFRESH_TOKEN'
  /** Too many failed attempts; try again later. */
  | 'LOCKED_OUT'
  /** The thing named by an id does not exist, or the caller may not know of it. */
  | 'NOT_FOUND';

/** A part of what is known of a caller. */
export type Subscription__IdentityPart =
  /** Which account it is. */
  | 'ACCOUNT'
  /** The restaurants the account works for, and as what. */
  | 'MEMBERSHIPS'
  /** What the account may act as. */
  | 'ROLES'
  /** What the token allows. */
  | 'SCOPES';

/** What a stream begins with when no cursor is given. */
export type Subscription__Opening =
  /** Whatever happens next. */
  | 'NEXT'
  /** The event that stands last, so that the present state is known. */
  | 'SNAPSHOT';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Account: Account;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Account:
    ( { __typename: 'Account' }
    & GraphQLRecursivePick<FederationTypes['Account'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<AccountView>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AccountInput: AccountInput;
  AccountPayload: ResolverTypeWrapper<Omit<AccountPayload, 'account'> & { account?: Maybe<ResolversTypes['Account']> }>;
  AddRestaurantMemberInput: AddRestaurantMemberInput;
  AddRestaurantMemberPayload: ResolverTypeWrapper<Omit<AddRestaurantMemberPayload, 'membership'> & { membership?: Maybe<ResolversTypes['RestaurantMembership']> }>;
  ApiKey: ResolverTypeWrapper<StoredApiKey>;
  ApiKeyInput: ApiKeyInput;
  ApiKeyPayload: ResolverTypeWrapper<Omit<ApiKeyPayload, 'apiKey'> & { apiKey?: Maybe<ResolversTypes['ApiKey']> }>;
  ApiKeyScope: ApiKeyScope;
  CreateApiKeyInput: CreateApiKeyInput;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GeoPointInput: GeoPointInput;
  GrantRoleInput: GrantRoleInput;
  GrantRolePayload: ResolverTypeWrapper<Omit<GrantRolePayload, 'account'> & { account?: Maybe<ResolversTypes['Account']> }>;
  LogInInput: LogInInput;
  LogOutPayload: ResolverTypeWrapper<LogOutPayload>;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefreshSessionInput: RefreshSessionInput;
  RegisterInput: RegisterInput;
  Restaurant: ResolverTypeWrapper<Restaurant>;
  RestaurantMembership: ResolverTypeWrapper<Membership>;
  RestaurantRole: RestaurantRole;
  Role: Role;
  Session: ResolverTypeWrapper<SessionTokens>;
  SessionPayload: ResolverTypeWrapper<SessionOutcome>;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  UUID: ResolverTypeWrapper<Scalars['UUID']['output']>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  subscription__IdentityPart: Subscription__IdentityPart;
  subscription__Opening: Subscription__Opening;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: AccountView;
  ID: Scalars['ID']['output'];
  AccountInput: AccountInput;
  AccountPayload: Omit<AccountPayload, 'account'> & { account?: Maybe<ResolversParentTypes['Account']> };
  AddRestaurantMemberInput: AddRestaurantMemberInput;
  AddRestaurantMemberPayload: Omit<AddRestaurantMemberPayload, 'membership'> & { membership?: Maybe<ResolversParentTypes['RestaurantMembership']> };
  ApiKey: StoredApiKey;
  ApiKeyInput: ApiKeyInput;
  ApiKeyPayload: Omit<ApiKeyPayload, 'apiKey'> & { apiKey?: Maybe<ResolversParentTypes['ApiKey']> };
  CreateApiKeyInput: CreateApiKeyInput;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  GeoPoint: GeoPoint;
  Float: Scalars['Float']['output'];
  GeoPointInput: GeoPointInput;
  GrantRoleInput: GrantRoleInput;
  GrantRolePayload: Omit<GrantRolePayload, 'account'> & { account?: Maybe<ResolversParentTypes['Account']> };
  LogInInput: LogInInput;
  LogOutPayload: LogOutPayload;
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  RefreshSessionInput: RefreshSessionInput;
  RegisterInput: RegisterInput;
  Restaurant: Restaurant;
  RestaurantMembership: Membership;
  Session: SessionTokens;
  SessionPayload: SessionOutcome;
  TimeZone: Scalars['TimeZone']['output'];
  UUID: Scalars['UUID']['output'];
  UserError: UserError;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
};

export type ApiKeyScopeDirectiveArgs = {
  scope: Scalars['String']['input'];
};

export type ApiKeyScopeDirectiveResolver<Result, Parent, ContextType = Context, Args = ApiKeyScopeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AudienceDirectiveArgs = {
  of: Array<Subscription__IdentityPart>;
};

export type AudienceDirectiveResolver<Result, Parent, ContextType = Context, Args = AudienceDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ConflatedDirectiveArgs = {
  by?: Maybe<Scalars['String']['input']>;
  is?: Array<Scalars['String']['input']>;
  lastsSeconds?: Maybe<Scalars['Int']['input']>;
  when?: Maybe<Scalars['String']['input']>;
};

export type ConflatedDirectiveResolver<Result, Parent, ContextType = Context, Args = ConflatedDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RateLimitDirectiveArgs = {
  class: Scalars['String']['input'];
};

export type RateLimitDirectiveResolver<Result, Parent, ContextType = Context, Args = RateLimitDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ResumableDirectiveArgs = {
  argument?: Scalars['String']['input'];
  cursor?: Scalars['String']['input'];
  opens?: Subscription__Opening;
  sequence?: Scalars['String']['input'];
};

export type ResumableDirectiveResolver<Result, Parent, ContextType = Context, Args = ResumableDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account'], FederationReferenceType extends FederationReferenceTypes['Account'] = FederationReferenceTypes['Account']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Account']> | FederationReferenceType, FederationReferenceType, ContextType>;
  apiKeys?: Resolver<Maybe<Array<ResolversTypes['ApiKey']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberships?: Resolver<Maybe<Array<ResolversTypes['RestaurantMembership']>>, ParentType, ContextType>;
  roles?: Resolver<Maybe<Array<ResolversTypes['Role']>>, ParentType, ContextType>;
  suspendedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountPayload'] = ResolversParentTypes['AccountPayload']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type AddRestaurantMemberPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddRestaurantMemberPayload'] = ResolversParentTypes['AddRestaurantMemberPayload']> = {
  membership?: Resolver<Maybe<ResolversTypes['RestaurantMembership']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  beginning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rotatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['ApiKeyScope']>, ParentType, ContextType>;
};

export type ApiKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyPayload'] = ResolversParentTypes['ApiKeyPayload']> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type GeoPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type GrantRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantRolePayload'] = ResolversParentTypes['GrantRolePayload']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type LogOutPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LogOutPayload'] = ResolversParentTypes['LogOutPayload']> = {
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addRestaurantMember?: Resolver<ResolversTypes['AddRestaurantMemberPayload'], ParentType, ContextType, RequireFields<MutationAddRestaurantMemberArgs, 'input'>>;
  createApiKey?: Resolver<ResolversTypes['ApiKeyPayload'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  grantRole?: Resolver<ResolversTypes['GrantRolePayload'], ParentType, ContextType, RequireFields<MutationGrantRoleArgs, 'input'>>;
  logIn?: Resolver<ResolversTypes['SessionPayload'], ParentType, ContextType, RequireFields<MutationLogInArgs, 'input'>>;
  logOut?: Resolver<ResolversTypes['LogOutPayload'], ParentType, ContextType>;
  logOutEverywhere?: Resolver<ResolversTypes['LogOutPayload'], ParentType, ContextType>;
  refreshSession?: Resolver<ResolversTypes['SessionPayload'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  register?: Resolver<ResolversTypes['SessionPayload'], ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  reinstateAccount?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType, RequireFields<MutationReinstateAccountArgs, 'input'>>;
  revokeApiKey?: Resolver<ResolversTypes['ApiKeyPayload'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'input'>>;
  rotateApiKey?: Resolver<ResolversTypes['ApiKeyPayload'], ParentType, ContextType, RequireFields<MutationRotateApiKeyArgs, 'input'>>;
  suspendAccount?: Resolver<ResolversTypes['AccountPayload'], ParentType, ContextType, RequireFields<MutationSuspendAccountArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  me?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
};

export type RestaurantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Restaurant'] = ResolversParentTypes['Restaurant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RestaurantMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestaurantMembership'] = ResolversParentTypes['RestaurantMembership']> = {
  restaurant?: Resolver<ResolversTypes['Restaurant'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['RestaurantRole'], ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refreshTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionPayload'] = ResolversParentTypes['SessionPayload']> = {
  account?: Resolver<Maybe<ResolversTypes['Account']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export interface UuidScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['UUID'], any> {
  name: 'UUID';
}

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Account?: AccountResolvers<ContextType>;
  AccountPayload?: AccountPayloadResolvers<ContextType>;
  AddRestaurantMemberPayload?: AddRestaurantMemberPayloadResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyPayload?: ApiKeyPayloadResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  GeoPoint?: GeoPointResolvers<ContextType>;
  GrantRolePayload?: GrantRolePayloadResolvers<ContextType>;
  LogOutPayload?: LogOutPayloadResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Restaurant?: RestaurantResolvers<ContextType>;
  RestaurantMembership?: RestaurantMembershipResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionPayload?: SessionPayloadResolvers<ContextType>;
  TimeZone?: GraphQLScalarType;
  UUID?: GraphQLScalarType;
  UserError?: UserErrorResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  apiKeyScope?: ApiKeyScopeDirectiveResolver<any, any, ContextType>;
  audience?: AudienceDirectiveResolver<any, any, ContextType>;
  conflated?: ConflatedDirectiveResolver<any, any, ContextType>;
  rateLimit?: RateLimitDirectiveResolver<any, any, ContextType>;
  resumable?: ResumableDirectiveResolver<any, any, ContextType>;
};
