import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyModel } from '@tiffin/kernel';
import type { Payment as PaymentModel } from '../payments/payment.ts';
import type { OrderReference } from '../payments/order-reference.ts';
import type { LedgerBalance as LedgerBalanceModel } from '../ledger/balances.ts';
import type { Reconciliation as ReconciliationModel } from '../reconciliation/reconciliation.ts';
import type { ReconciliationRow as ReconciliationRowModel } from '../reconciliation/sums.ts';
import type { ReconciliationDifference as ReconciliationDifferenceModel } from '../reconciliation/difference.ts';
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

/** What became of a hold. */
export type AuthorisationOutcome =
  /** The amount is held. */
  | 'AUTHORISED'
  /** The provider said no. */
  | 'DECLINED'
  /** The provider is down; the hold is queued and will be made, and `payments.payment.authorised.v1` or `payments.payment.declined.v1` will say so. */
  | 'PENDING';

/** An amount to hold. */
export type AuthorisePaymentInput = {
  /** The amount in minor units. */
  amountMinor: Scalars['Int']['input'];
  /** The currency. */
  currency: Scalars['CurrencyCode']['input'];
  /** The customer who pays. */
  customerId: Scalars['ID']['input'];
  /** The order; the key under which the payment is found again. */
  orderId: Scalars['ID']['input'];
  /** The payment method's token from the provider. */
  paymentMethod: Scalars['String']['input'];
  /** The restaurant that is paid. */
  restaurantId: Scalars['ID']['input'];
};

/** The outcome of a hold. */
export type AuthorisePaymentPayload = {
  __typename?: 'AuthorisePaymentPayload';
  /** The provider's reason for a decline, null otherwise. */
  declineCode?: Maybe<Scalars['String']['output']>;
  /** What became of it. */
  outcome: AuthorisationOutcome;
  /** The payment, null when the provider could not be reached at all. */
  payment?: Maybe<Payment>;
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

/** Kinds of ledger accounts. */
export type LedgerAccountKind =
  /** What customers owe or are owed. */
  | 'CUSTOMER'
  /** What is owed to drivers. */
  | 'DRIVER_PAYABLE'
  /** What the platform earned. */
  | 'PLATFORM_REVENUE'
  /** What promotions cost. */
  | 'PROMOTIONS_EXPENSE'
  /** What payment providers hold for us. */
  | 'PROVIDER_CLEARING'
  /** What is owed to restaurants. */
  | 'RESTAURANT_PAYABLE'
  /** What is owed to tax offices. */
  | 'TAX_PAYABLE';

/** A balance of the double-entry ledger. */
export type LedgerBalance = {
  __typename?: 'LedgerBalance';
  /** The kind of account. */
  account: LedgerAccountKind;
  /** The balance; debits are positive, credits negative. */
  balance: Money;
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
  /** For other subgraphs: holds an amount on the payment method; the same order id gives the same answer. */
  authorisePayment: AuthorisePaymentPayload;
  /** Gives captured money back to the customer, all of it or a part. Support and administrators. */
  refundPayment: RefundPaymentPayload;
  /** For other subgraphs: lets go of an order's hold; the same order id gives the same answer. */
  voidPayment: Scalars['Boolean']['output'];
};


export type MutationAuthorisePaymentArgs = {
  input: AuthorisePaymentInput;
};


export type MutationRefundPaymentArgs = {
  input: RefundPaymentInput;
};


export type MutationVoidPaymentArgs = {
  orderId: Scalars['ID']['input'];
};

/** A customer's order from one restaurant. */
export type Order = {
  __typename?: 'Order';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Its payment. The customer, support and administrators; null for others and before authorisation. */
  payment?: Maybe<Payment>;
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

/** The payment of one order. */
export type Payment = {
  __typename?: 'Payment';
  /** What was held. */
  authorised: Money;
  /** What was taken. */
  captured: Money;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The order. */
  order: Order;
  /** What went back after it was taken. */
  refunded: Money;
  /** The present state. */
  status: PaymentStatus;
};

/** The states of a payment. */
export type PaymentStatus =
  /** The amount is held. */
  | 'AUTHORISED'
  /** The amount, or a part of it, was taken. */
  | 'CAPTURED'
  /** The provider said no. Final. */
  | 'DECLINED'
  /** Waits for the provider. */
  | 'PENDING'
  /** All that was taken went back. Final. */
  | 'REFUNDED'
  /** The hold was let go. Final. */
  | 'VOIDED';

export type Query = {
  __typename?: 'Query';
  /** The balances of the ledger's accounts, summed by kind and currency. Administrators only. */
  ledgerBalances: Array<LedgerBalance>;
  /** Compares the provider's record, our payments and the ledger. Administrators only. */
  reconciliation: Reconciliation;
};

/** A comparison of the provider's record with ours, per currency. */
export type Reconciliation = {
  __typename?: 'Reconciliation';
  /** One row a currency. */
  currencies: Array<ReconciliationRow>;
  /** Payments that differ, at most 100. */
  differences: Array<ReconciliationDifference>;
};

/** A payment that differs between the provider and us. */
export type ReconciliationDifference = {
  __typename?: 'ReconciliationDifference';
  /** How it differs. */
  description: Scalars['String']['output'];
  /** The payment, null when only the provider knows it. */
  payment?: Maybe<Payment>;
};

/** The sums in one currency. */
export type ReconciliationRow = {
  __typename?: 'ReconciliationRow';
  /** The ledger's provider clearing account. */
  ledger: Money;
  /** Our payments' captures minus refunds. */
  payments: Money;
  /** The provider's captures minus refunds. */
  provider: Money;
};

/** What to give back. */
export type RefundPaymentInput = {
  /** How much, in the payment's currency; null for all that is left. */
  amount?: InputMaybe<Scalars['Decimal']['input']>;
  /** The caller's key for this refund; the same key and input refund once. */
  idempotencyKey: Scalars['UUID']['input'];
  /** The order whose payment is refunded. */
  orderId: Scalars['ID']['input'];
  /** Why, 1 to 300 characters. */
  reason: Scalars['String']['input'];
};

/** The outcome of a refund. */
export type RefundPaymentPayload = {
  __typename?: 'RefundPaymentPayload';
  /** The payment after the refund, null when `userErrors` is not empty. */
  payment?: Maybe<Payment>;
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
  /** More than is left of what was captured. */
  | 'EXCEEDS_CAPTURED'
  /** The value has the wrong form, length or range. */
  | 'INVALID_INPUT'
  /** The payment's state does not allow this; the message names the state. */
  | 'INVALID_TRANSITION'
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
  Order: Order;
  Payment: Payment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  Payment:
    ( { __typename: 'Payment' }
    & GraphQLRecursivePick<FederationTypes['Payment'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AuthorisationOutcome: AuthorisationOutcome;
  AuthorisePaymentInput: AuthorisePaymentInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AuthorisePaymentPayload: ResolverTypeWrapper<Omit<AuthorisePaymentPayload, 'payment'> & { payment?: Maybe<ResolversTypes['Payment']> }>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GeoPointInput: GeoPointInput;
  LedgerAccountKind: LedgerAccountKind;
  LedgerBalance: ResolverTypeWrapper<LedgerBalanceModel>;
  Money: ResolverTypeWrapper<MoneyModel>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Order: ResolverTypeWrapper<OrderReference>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Payment: ResolverTypeWrapper<PaymentModel>;
  PaymentStatus: PaymentStatus;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Reconciliation: ResolverTypeWrapper<ReconciliationModel>;
  ReconciliationDifference: ResolverTypeWrapper<ReconciliationDifferenceModel>;
  ReconciliationRow: ResolverTypeWrapper<ReconciliationRowModel>;
  RefundPaymentInput: RefundPaymentInput;
  RefundPaymentPayload: ResolverTypeWrapper<Omit<RefundPaymentPayload, 'payment'> & { payment?: Maybe<ResolversTypes['Payment']> }>;
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
  AuthorisePaymentInput: AuthorisePaymentInput;
  ID: Scalars['ID']['output'];
  AuthorisePaymentPayload: Omit<AuthorisePaymentPayload, 'payment'> & { payment?: Maybe<ResolversParentTypes['Payment']> };
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  GeoPoint: GeoPoint;
  Float: Scalars['Float']['output'];
  GeoPointInput: GeoPointInput;
  LedgerBalance: LedgerBalanceModel;
  Money: MoneyModel;
  Mutation: Record<PropertyKey, never>;
  Boolean: Scalars['Boolean']['output'];
  Order: OrderReference;
  PageInfo: PageInfo;
  Payment: PaymentModel;
  Query: Record<PropertyKey, never>;
  Reconciliation: ReconciliationModel;
  ReconciliationDifference: ReconciliationDifferenceModel;
  ReconciliationRow: ReconciliationRowModel;
  RefundPaymentInput: RefundPaymentInput;
  RefundPaymentPayload: Omit<RefundPaymentPayload, 'payment'> & { payment?: Maybe<ResolversParentTypes['Payment']> };
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

export type AuthorisePaymentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuthorisePaymentPayload'] = ResolversParentTypes['AuthorisePaymentPayload']> = {
  declineCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AuthorisationOutcome'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
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

export type LedgerBalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerBalance'] = ResolversParentTypes['LedgerBalance']> = {
  account?: Resolver<ResolversTypes['LedgerAccountKind'], ParentType, ContextType>;
  balance?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  authorisePayment?: Resolver<ResolversTypes['AuthorisePaymentPayload'], ParentType, ContextType, RequireFields<MutationAuthorisePaymentArgs, 'input'>>;
  refundPayment?: Resolver<ResolversTypes['RefundPaymentPayload'], ParentType, ContextType, RequireFields<MutationRefundPaymentArgs, 'input'>>;
  voidPayment?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationVoidPaymentArgs, 'orderId'>>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment'], FederationReferenceType extends FederationReferenceTypes['Payment'] = FederationReferenceTypes['Payment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Payment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  authorised?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  captured?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  refunded?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  ledgerBalances?: Resolver<Array<ResolversTypes['LedgerBalance']>, ParentType, ContextType>;
  reconciliation?: Resolver<ResolversTypes['Reconciliation'], ParentType, ContextType>;
};

export type ReconciliationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Reconciliation'] = ResolversParentTypes['Reconciliation']> = {
  currencies?: Resolver<Array<ResolversTypes['ReconciliationRow']>, ParentType, ContextType>;
  differences?: Resolver<Array<ResolversTypes['ReconciliationDifference']>, ParentType, ContextType>;
};

export type ReconciliationDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReconciliationDifference'] = ResolversParentTypes['ReconciliationDifference']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
};

export type ReconciliationRowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReconciliationRow'] = ResolversParentTypes['ReconciliationRow']> = {
  ledger?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  payments?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type RefundPaymentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefundPaymentPayload'] = ResolversParentTypes['RefundPaymentPayload']> = {
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
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
  AuthorisePaymentPayload?: AuthorisePaymentPayloadResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  GeoPoint?: GeoPointResolvers<ContextType>;
  LedgerBalance?: LedgerBalanceResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Reconciliation?: ReconciliationResolvers<ContextType>;
  ReconciliationDifference?: ReconciliationDifferenceResolvers<ContextType>;
  ReconciliationRow?: ReconciliationRowResolvers<ContextType>;
  RefundPaymentPayload?: RefundPaymentPayloadResolvers<ContextType>;
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
