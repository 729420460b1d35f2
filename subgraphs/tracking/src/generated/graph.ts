import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { LivePosition } from '../positions/live-position.ts';
import type { TrackingEvent } from '../following/tracking-event.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { OrderReference } from '../orders/order-reference.ts';
import type { DriverReference } from '../positions/driver-reference.ts';
import type { Eta as EtaModel } from '../estimates/eta-rules.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
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

/** Something that happened on the way of an order. */
export type DeliveryTrackingEvent = {
  __typename?: 'DeliveryTrackingEvent';
  /** Where it stands in the order's log; give it back as `after` to resume. */
  cursor: Scalars['Cursor']['output'];
  /** When the food should be there, as of this event; null when unknown or final. */
  eta?: Maybe<Eta>;
  /** What happened. */
  kind: DeliveryTrackingKind;
  /** When it happened (domain time). */
  occurredAt: Scalars['DateTime']['output'];
  /** The order. */
  order: Order;
  /** The driver's position; null for a change of state without a driver. */
  position?: Maybe<DriverPosition>;
  /** The order's sequence as of this event: goes up by one with each change of state; a position carries the sequence of the last change. */
  sequence: Scalars['Int']['output'];
  /** The order's state as of this event, named as in `OrderStatus`. */
  status: Scalars['String']['output'];
};

/** What a tracking event is about. */
export type DeliveryTrackingKind =
  /** The driver moved. */
  | 'POSITION'
  /** The order's state changed, or a snapshot of it. */
  | 'STATUS';

/** Somebody who delivers. The id is the account's id. */
export type Driver = {
  __typename?: 'Driver';
  /** Opaque id. */
  id: Scalars['ID']['output'];
};

/** A position of a driver. */
export type DriverPosition = {
  __typename?: 'DriverPosition';
  /** Radius within which the driver is, in metres. */
  accuracyMeters: Scalars['Float']['output'];
  /** Whether the accuracy is worse than 50 m; such positions move no geofence. */
  coarse: Scalars['Boolean']['output'];
  /** The driver. */
  driver: Driver;
  /** Direction of movement, degrees clockwise from north, null when unknown. */
  headingDegrees?: Maybe<Scalars['Float']['output']>;
  /** The place. */
  location: GeoPoint;
  /** The order that is being delivered, null for a free driver. */
  order?: Maybe<Order>;
  /** When the driver was there (domain time). */
  recordedAt: Scalars['DateTime']['output'];
  /** Speed in metres per second, null when unknown. */
  speedMetersPerSecond?: Maybe<Scalars['Float']['output']>;
};

/** An estimated time of arrival. */
export type Eta = {
  __typename?: 'Eta';
  /** The most likely instant (domain time). */
  at: Scalars['DateTime']['output'];
  /** When it was computed (domain time). */
  computedAt: Scalars['DateTime']['output'];
  /** The early end of the 80 % band. */
  earliestAt: Scalars['DateTime']['output'];
  /** The late end of the 80 % band. */
  latestAt: Scalars['DateTime']['output'];
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
  /** Takes positions of the calling driver, one or a batch collected while offline. Each is accepted or rejected on its own. */
  reportPositions: ReportPositionsPayload;
};


export type MutationReportPositionsArgs = {
  input: ReportPositionsInput;
};

/** A customer's order from one restaurant. */
export type Order = {
  __typename?: 'Order';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Its tracking. Those who may see the order; null before the restaurant took it. */
  tracking?: Maybe<OrderTracking>;
};

/** The tracking of an order. */
export type OrderTracking = {
  __typename?: 'OrderTracking';
  /** The driver's last position while the delivery is under way, null otherwise. */
  driverPosition?: Maybe<DriverPosition>;
  /** When the food should be there, null when unknown or final. */
  eta?: Maybe<Eta>;
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

/** A position as the device measured it. */
export type PositionInput = {
  /** Radius within which the driver is, in metres, 0 to 10000. */
  accuracyMeters: Scalars['Float']['input'];
  /** Direction of movement, degrees clockwise from north, 0 to 360. */
  headingDegrees?: InputMaybe<Scalars['Float']['input']>;
  /** The place. */
  location: GeoPointInput;
  /** Whether the device says that the place is simulated. */
  mocked?: Scalars['Boolean']['input'];
  /** When the driver was there (domain time). */
  recordedAt: Scalars['DateTime']['input'];
  /** Speed in metres per second. */
  speedMetersPerSecond?: InputMaybe<Scalars['Float']['input']>;
};

/** Why a position is not taken. */
export type PositionRejection =
  /** From the future, by more than 5 s. */
  | 'FUTURE'
  /** Faster than 200 km/h from the last one accepted. */
  | 'IMPOSSIBLE_JUMP'
  /** The device says that the place is simulated. */
  | 'MOCKED'
  /** Not later than the last one accepted. */
  | 'NOT_MONOTONIC'
  /** The driver is not on shift. */
  | 'NO_SESSION'
  /** Latitude, longitude or accuracy out of range. */
  | 'OUT_OF_RANGE'
  /** More than 1 a second sustained, 5 at once. */
  | 'TOO_FREQUENT'
  /** Older than 24 h. */
  | 'TOO_OLD';

export type Query = {
  __typename?: 'Query';
  /** For other subgraphs: the last known positions of drivers; drivers without a recent one are left out. At most 1000 ids. */
  lastPositions: Array<DriverPosition>;
};


export type QueryLastPositionsArgs = {
  driverIds: Array<Scalars['ID']['input']>;
};

/** A position that was not taken. */
export type RejectedPosition = {
  __typename?: 'RejectedPosition';
  /** Its index in the report. */
  index: Scalars['Int']['output'];
  /** Why. */
  reason: PositionRejection;
};

/** Positions to report. */
export type ReportPositionsInput = {
  /** The positions in the order of time; 1 to 100. */
  positions: Array<PositionInput>;
};

/** The outcome of reporting positions. */
export type ReportPositionsPayload = {
  __typename?: 'ReportPositionsPayload';
  /** How many were accepted. */
  acceptedCount: Scalars['Int']['output'];
  /** Those that were rejected, with the reason. */
  rejected: Array<RejectedPosition>;
  /** What the caller can put right about the report as a whole. */
  userErrors: Array<UserError>;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** What a customer's live map needs of one order: each change of state, without a gap, and the driver's positions, newest first wins. `after` resumes the states; positions resume at the latest. Completes after the final state. */
  deliveryTracking: DeliveryTrackingEvent;
  /** Positions of drivers with an active delivery and of free drivers, within cells of the map, for operators. Positions may be left out, newest first wins. */
  driverPositions: DriverPosition;
};


export type SubscriptionDeliveryTrackingArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  orderId: Scalars['ID']['input'];
};


export type SubscriptionDriverPositionsArgs = {
  cells: Array<Scalars['String']['input']>;
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
  /** The value has the wrong form, length or range. */
  | 'INVALID_INPUT'
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
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DeliveryTrackingEvent: ResolverTypeWrapper<TrackingEvent>;
  DeliveryTrackingKind: DeliveryTrackingKind;
  Driver: ResolverTypeWrapper<DriverReference>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  DriverPosition: ResolverTypeWrapper<LivePosition>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Eta: ResolverTypeWrapper<EtaModel>;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  GeoPointInput: GeoPointInput;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Order: ResolverTypeWrapper<OrderReference>;
  OrderTracking: ResolverTypeWrapper<TrackedOrder>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PositionInput: PositionInput;
  PositionRejection: PositionRejection;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RejectedPosition: ResolverTypeWrapper<RejectedPosition>;
  ReportPositionsInput: ReportPositionsInput;
  ReportPositionsPayload: ResolverTypeWrapper<ReportPositionsPayload>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
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
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DeliveryTrackingEvent: TrackingEvent;
  Driver: DriverReference;
  ID: Scalars['ID']['output'];
  DriverPosition: LivePosition;
  Float: Scalars['Float']['output'];
  Boolean: Scalars['Boolean']['output'];
  Eta: EtaModel;
  GeoPoint: GeoPoint;
  GeoPointInput: GeoPointInput;
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  Order: OrderReference;
  OrderTracking: TrackedOrder;
  PageInfo: PageInfo;
  PositionInput: PositionInput;
  Query: Record<PropertyKey, never>;
  RejectedPosition: RejectedPosition;
  ReportPositionsInput: ReportPositionsInput;
  ReportPositionsPayload: ReportPositionsPayload;
  Subscription: Record<PropertyKey, never>;
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

export type DeliveryTrackingEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeliveryTrackingEvent'] = ResolversParentTypes['DeliveryTrackingEvent']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  eta?: Resolver<Maybe<ResolversTypes['Eta']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DeliveryTrackingKind'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['DriverPosition']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DriverResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Driver'] = ResolversParentTypes['Driver']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DriverPositionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DriverPosition'] = ResolversParentTypes['DriverPosition']> = {
  accuracyMeters?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  coarse?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  driver?: Resolver<ResolversTypes['Driver'], ParentType, ContextType>;
  headingDegrees?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  location?: Resolver<ResolversTypes['GeoPoint'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  speedMetersPerSecond?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type EtaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Eta'] = ResolversParentTypes['Eta']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  computedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  earliestAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  latestAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type GeoPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  reportPositions?: Resolver<ResolversTypes['ReportPositionsPayload'], ParentType, ContextType, RequireFields<MutationReportPositionsArgs, 'input'>>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  tracking?: Resolver<Maybe<ResolversTypes['OrderTracking']>, ParentType, ContextType>;
};

export type OrderTrackingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderTracking'] = ResolversParentTypes['OrderTracking']> = {
  driverPosition?: Resolver<Maybe<ResolversTypes['DriverPosition']>, ParentType, ContextType>;
  eta?: Resolver<Maybe<ResolversTypes['Eta']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  lastPositions?: Resolver<Array<ResolversTypes['DriverPosition']>, ParentType, ContextType, RequireFields<QueryLastPositionsArgs, 'driverIds'>>;
};

export type RejectedPositionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RejectedPosition'] = ResolversParentTypes['RejectedPosition']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['PositionRejection'], ParentType, ContextType>;
};

export type ReportPositionsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportPositionsPayload'] = ResolversParentTypes['ReportPositionsPayload']> = {
  acceptedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<Array<ResolversTypes['RejectedPosition']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  deliveryTracking?: SubscriptionResolver<ResolversTypes['DeliveryTrackingEvent'], "deliveryTracking", ParentType, ContextType, RequireFields<SubscriptionDeliveryTrackingArgs, 'orderId'>>;
  driverPositions?: SubscriptionResolver<ResolversTypes['DriverPosition'], "driverPositions", ParentType, ContextType, RequireFields<SubscriptionDriverPositionsArgs, 'cells'>>;
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
  CurrencyCode?: GraphQLScalarType;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DeliveryTrackingEvent?: DeliveryTrackingEventResolvers<ContextType>;
  Driver?: DriverResolvers<ContextType>;
  DriverPosition?: DriverPositionResolvers<ContextType>;
  Eta?: EtaResolvers<ContextType>;
  GeoPoint?: GeoPointResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderTracking?: OrderTrackingResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RejectedPosition?: RejectedPositionResolvers<ContextType>;
  ReportPositionsPayload?: ReportPositionsPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
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
