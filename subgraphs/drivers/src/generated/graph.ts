import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Driver as DriverModel } from '../drivers/driver.ts';
import type { Delivery as DeliveryModel } from '../deliveries/delivery.ts';
import type { Offer as OfferModel } from '../offers/offer.ts';
import type { OfferEvent } from '../offers/offer-log.ts';
import type { Earning as EarningModel } from '../earnings/earning.ts';
import type { Money as MoneyModel } from '@tiffin/kernel';
import type { OrderReference } from '../deliveries/order-reference.ts';
import type { DriverOutcome } from '../drivers/driver-payload.ts';
import type { DeliveryOutcome } from '../deliveries/delivery-payload.ts';
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
  /** Opaque id. */
  id: Scalars['ID']['output'];
};

/** Which delivery is done. */
export type CompleteDeliveryInput = {
  /** The delivery. */
  deliveryId: Scalars['ID']['input'];
  /** The caller's key for this command. */
  idempotencyKey: Scalars['UUID']['input'];
  /** A reference to the proof: the customer's PIN or a photo's key, at most 200 characters. */
  proof?: InputMaybe<Scalars['String']['input']>;
};

/** Bringing one order from restaurant to customer. */
export type Delivery = {
  __typename?: 'Delivery';
  /** When a driver accepted (domain time), null before. */
  assignedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was delivered (domain time), null before. */
  deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** From restaurant to customer along the assumed route, in metres. */
  distanceMeters: Scalars['Int']['output'];
  /** The driver, null until somebody accepted. */
  driver?: Maybe<Driver>;
  /** Where the food goes. Null for drivers who have not accepted. */
  dropOff?: Maybe<GeoPoint>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The order. */
  order: Order;
  /** Where the food is picked up. */
  pickUp: GeoPoint;
  /** When the food was picked up (domain time), null before. */
  pickedUpAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the food waits at the counter. */
  ready: Scalars['Boolean']['output'];
  /** The present state. */
  status: DeliveryStatus;
};

/** Which delivery a command is about. */
export type DeliveryCommandInput = {
  /** The delivery. */
  deliveryId: Scalars['ID']['input'];
  /** The caller's key for this command. */
  idempotencyKey: Scalars['UUID']['input'];
};

/** The outcome of a command on a delivery or an offer. */
export type DeliveryPayload = {
  __typename?: 'DeliveryPayload';
  /** The delivery after the command, null when `userErrors` is not empty. */
  delivery?: Maybe<Delivery>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** The states of a delivery. */
export type DeliveryStatus =
  /** A driver accepted and is on the way to the restaurant. */
  | 'ASSIGNED'
  /** The driver stands at the customer's. */
  | 'AT_CUSTOMER'
  /** The driver waits at the restaurant. */
  | 'AT_RESTAURANT'
  /** The order ended before. Final. */
  | 'CANCELLED'
  /** Done. Final. */
  | 'DELIVERED'
  /** Could not be finished. Final. */
  | 'FAILED'
  /** Offered to a driver who has not answered. */
  | 'OFFERED'
  /** The driver has the food. */
  | 'PICKED_UP'
  /** Looks for a driver. */
  | 'SEARCHING';

/** Somebody who delivers. The id is the account's id. */
export type Driver = {
  __typename?: 'Driver';
  /** The account. */
  account: Account;
  /** Whether offers reach the driver. */
  availability: DriverAvailability;
  /** What the driver has earned, per delivery, newest first. The driver, support and administrators. */
  earnings?: Maybe<EarningConnection>;
  /** Opaque id, the same as the account's. */
  id: Scalars['ID']['output'];
  /** What the driver moves with. */
  vehicle: Vehicle;
};


/** Somebody who delivers. The id is the account's id. */
export type DriverEarningsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Whether offers reach a driver. */
export type DriverAvailability =
  /** On shift with an offer or a delivery. */
  | 'BUSY'
  /** Off shift. */
  | 'OFFLINE'
  /** On shift and free. */
  | 'ONLINE';

/** One change of an offer. */
export type DriverOfferEvent = {
  __typename?: 'DriverOfferEvent';
  /** Where it stands in the driver's log; give it back as `after` to resume. */
  cursor: Scalars['Cursor']['output'];
  /** When it happened (domain time). */
  occurredAt: Scalars['DateTime']['output'];
  /** The offer. */
  offer: Offer;
  /** Goes up by one with each event of this driver, without a gap. */
  sequence: Scalars['Int']['output'];
  /** The offer's state by this event. */
  status: OfferStatus;
};

/** The outcome of a change to a driver. */
export type DriverPayload = {
  __typename?: 'DriverPayload';
  /** The driver after the change, null when `userErrors` is not empty. */
  driver?: Maybe<Driver>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** What a driver earned with one delivery. */
export type Earning = {
  __typename?: 'Earning';
  /** Base pay. */
  base: Money;
  /** Extra for a delivery that was hard to place. */
  bonus: Money;
  /** The delivery. */
  delivery: Delivery;
  /** Pay for the distance. */
  distance: Money;
  /** When it was earned (domain time). */
  earnedAt: Scalars['DateTime']['output'];
  /** The customer's tip, all of it. */
  tip: Money;
  /** The sum. */
  total: Money;
  /** Pay for waiting at the restaurant. */
  wait: Money;
};

/** A page of earnings. */
export type EarningConnection = {
  __typename?: 'EarningConnection';
  /** The lines with their cursors. */
  edges: Array<EarningEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A line of earnings in a page. */
export type EarningEdge = {
  __typename?: 'EarningEdge';
  /** Its position in the list. */
  cursor: Scalars['Cursor']['output'];
  /** The line. */
  node: Earning;
};

/** Which delivery cannot be finished, and why. */
export type FailDeliveryInput = {
  /** The delivery. */
  deliveryId: Scalars['ID']['input'];
  /** The caller's key for this command. */
  idempotencyKey: Scalars['UUID']['input'];
  /** Why, 1 to 300 characters. */
  reason: Scalars['String']['input'];
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
  /** Takes an offered delivery. */
  acceptOffer: DeliveryPayload;
  /** The driver stands at the customer's. */
  arriveAtCustomer: DeliveryPayload;
  /** The driver stands at the restaurant. */
  arriveAtRestaurant: DeliveryPayload;
  /** The customer has the food. */
  completeDelivery: DeliveryPayload;
  /** The driver has the food. The order must be ready. */
  confirmPickUp: DeliveryPayload;
  /** Declines an offered delivery; it goes to the next driver. */
  declineOffer: DeliveryPayload;
  /** Ends the shift: no more offers; a delivery under way is still finished. */
  endShift: DriverPayload;
  /** The delivery cannot be finished. */
  failDelivery: DeliveryPayload;
  /** Makes the caller a driver with a vehicle. The account needs the role DRIVER. */
  registerDriver: DriverPayload;
  /** The driver leaves for the customer. */
  startDropOff: DeliveryPayload;
  /** Begins a shift: the driver gets offers from now on. */
  startShift: DriverPayload;
};


export type MutationAcceptOfferArgs = {
  input: OfferCommandInput;
};


export type MutationArriveAtCustomerArgs = {
  input: DeliveryCommandInput;
};


export type MutationArriveAtRestaurantArgs = {
  input: DeliveryCommandInput;
};


export type MutationCompleteDeliveryArgs = {
  input: CompleteDeliveryInput;
};


export type MutationConfirmPickUpArgs = {
  input: DeliveryCommandInput;
};


export type MutationDeclineOfferArgs = {
  input: OfferCommandInput;
};


export type MutationFailDeliveryArgs = {
  input: FailDeliveryInput;
};


export type MutationRegisterDriverArgs = {
  input: RegisterDriverInput;
};


export type MutationStartDropOffArgs = {
  input: DeliveryCommandInput;
};


export type MutationStartShiftArgs = {
  input: StartShiftInput;
};

/** A delivery offered to one driver for a limited time. */
export type Offer = {
  __typename?: 'Offer';
  /** The delivery. */
  delivery: Delivery;
  /** From the driver to the restaurant, in metres. */
  distanceToPickUpMeters: Scalars['Int']['output'];
  /** When it ends (domain time). */
  expiresAt: Scalars['DateTime']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** What the driver would earn, without the tip. */
  pay: Money;
  /** What became of it. */
  status: OfferStatus;
};

/** Which offer is answered. */
export type OfferCommandInput = {
  /** The caller's key for this command. */
  idempotencyKey: Scalars['UUID']['input'];
  /** The offer. */
  offerId: Scalars['ID']['input'];
};

/** What became of an offer. */
export type OfferStatus =
  /** The driver took it. */
  | 'ACCEPTED'
  /** The driver declined. */
  | 'DECLINED'
  /** The driver did not answer in time. */
  | 'EXPIRED'
  /** Waits for the driver's answer. */
  | 'OPEN'
  /** The delivery ended before the driver answered. */
  | 'WITHDRAWN';

/** A customer's order from one restaurant. */
export type Order = {
  __typename?: 'Order';
  /** The delivery, null before the restaurant took the order and for PICKUP. Those who may see the order. */
  delivery?: Maybe<Delivery>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
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
  /** The caller's delivery under way, null when there is none. */
  myActiveDelivery?: Maybe<Delivery>;
  /** The caller as a driver, null when the caller is none. */
  myDriver?: Maybe<Driver>;
};

/** A new driver. */
export type RegisterDriverInput = {
  /** What the driver moves with. */
  vehicle: Vehicle;
};

/** The beginning of a shift. */
export type StartShiftInput = {
  /** When the shift is planned to end (domain time), null when open; no offers after it. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where the driver stands. */
  location: GeoPointInput;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** Each offer made to the caller and what became of it, in one sequence per driver. Without `after` it begins with the offers that are open. */
  driverOffers: DriverOfferEvent;
};


export type SubscriptionDriverOffersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
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
  /** The driver is not on shift, or already busy. */
  | 'DRIVER_UNAVAILABLE'
  /** The value has the wrong form, length or range. */
  | 'INVALID_INPUT'
  /** The state does not allow this command; the message names the states. */
  | 'INVALID_TRANSITION'
  /** The thing named by an id does not exist, or the caller may not know of it. */
  | 'NOT_FOUND'
  /** The food is not ready yet. */
  | 'NOT_READY'
  /** The offer has ended or was given to somebody else. */
  | 'OFFER_GONE';

/** What a driver moves with. */
export type Vehicle =
  /** A bicycle. */
  | 'BICYCLE'
  /** A car. */
  | 'CAR'
  /** A motorcycle or scooter. */
  | 'MOTORCYCLE'
  /** On foot. */
  | 'WALKING';

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
  Delivery: Delivery;
  Driver: Driver;
  Order: Order;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Delivery:
    ( { __typename: 'Delivery' }
    & GraphQLRecursivePick<FederationTypes['Delivery'], {"id":true}> );
  Driver:
    ( { __typename: 'Driver' }
    & GraphQLRecursivePick<FederationTypes['Driver'], {"id":true}> );
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Account: ResolverTypeWrapper<Account>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CompleteDeliveryInput: CompleteDeliveryInput;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Delivery: ResolverTypeWrapper<DeliveryModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DeliveryCommandInput: DeliveryCommandInput;
  DeliveryPayload: ResolverTypeWrapper<DeliveryOutcome>;
  DeliveryStatus: DeliveryStatus;
  Driver: ResolverTypeWrapper<DriverModel>;
  DriverAvailability: DriverAvailability;
  DriverOfferEvent: ResolverTypeWrapper<OfferEvent>;
  DriverPayload: ResolverTypeWrapper<DriverOutcome>;
  Earning: ResolverTypeWrapper<EarningModel>;
  EarningConnection: ResolverTypeWrapper<Omit<EarningConnection, 'edges'> & { edges: Array<ResolversTypes['EarningEdge']> }>;
  EarningEdge: ResolverTypeWrapper<Omit<EarningEdge, 'node'> & { node: ResolversTypes['Earning'] }>;
  FailDeliveryInput: FailDeliveryInput;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GeoPointInput: GeoPointInput;
  Money: ResolverTypeWrapper<MoneyModel>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Offer: ResolverTypeWrapper<OfferModel>;
  OfferCommandInput: OfferCommandInput;
  OfferStatus: OfferStatus;
  Order: ResolverTypeWrapper<OrderReference>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterDriverInput: RegisterDriverInput;
  StartShiftInput: StartShiftInput;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  UUID: ResolverTypeWrapper<Scalars['UUID']['output']>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Vehicle: Vehicle;
  subscription__IdentityPart: Subscription__IdentityPart;
  subscription__Opening: Subscription__Opening;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Account: Account;
  ID: Scalars['ID']['output'];
  CompleteDeliveryInput: CompleteDeliveryInput;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Delivery: DeliveryModel;
  Boolean: Scalars['Boolean']['output'];
  DeliveryCommandInput: DeliveryCommandInput;
  DeliveryPayload: DeliveryOutcome;
  Driver: DriverModel;
  DriverOfferEvent: OfferEvent;
  DriverPayload: DriverOutcome;
  Earning: EarningModel;
  EarningConnection: Omit<EarningConnection, 'edges'> & { edges: Array<ResolversParentTypes['EarningEdge']> };
  EarningEdge: Omit<EarningEdge, 'node'> & { node: ResolversParentTypes['Earning'] };
  FailDeliveryInput: FailDeliveryInput;
  GeoPoint: GeoPoint;
  Float: Scalars['Float']['output'];
  GeoPointInput: GeoPointInput;
  Money: MoneyModel;
  Mutation: Record<PropertyKey, never>;
  Offer: OfferModel;
  OfferCommandInput: OfferCommandInput;
  Order: OrderReference;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RegisterDriverInput: RegisterDriverInput;
  StartShiftInput: StartShiftInput;
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

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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

export type DeliveryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Delivery'] = ResolversParentTypes['Delivery'], FederationReferenceType extends FederationReferenceTypes['Delivery'] = FederationReferenceTypes['Delivery']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Delivery']> | FederationReferenceType, FederationReferenceType, ContextType>;
  assignedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  distanceMeters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  driver?: Resolver<Maybe<ResolversTypes['Driver']>, ParentType, ContextType>;
  dropOff?: Resolver<Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  pickUp?: Resolver<ResolversTypes['GeoPoint'], ParentType, ContextType>;
  pickedUpAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ready?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeliveryStatus'], ParentType, ContextType>;
};

export type DeliveryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeliveryPayload'] = ResolversParentTypes['DeliveryPayload']> = {
  delivery?: Resolver<Maybe<ResolversTypes['Delivery']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DriverResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Driver'] = ResolversParentTypes['Driver'], FederationReferenceType extends FederationReferenceTypes['Driver'] = FederationReferenceTypes['Driver']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Driver']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  availability?: Resolver<ResolversTypes['DriverAvailability'], ParentType, ContextType>;
  earnings?: Resolver<Maybe<ResolversTypes['EarningConnection']>, ParentType, ContextType, RequireFields<DriverEarningsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  vehicle?: Resolver<ResolversTypes['Vehicle'], ParentType, ContextType>;
};

export type DriverOfferEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DriverOfferEvent'] = ResolversParentTypes['DriverOfferEvent']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OfferStatus'], ParentType, ContextType>;
};

export type DriverPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DriverPayload'] = ResolversParentTypes['DriverPayload']> = {
  driver?: Resolver<Maybe<ResolversTypes['Driver']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type EarningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Earning'] = ResolversParentTypes['Earning']> = {
  base?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  bonus?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  delivery?: Resolver<ResolversTypes['Delivery'], ParentType, ContextType>;
  distance?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  earnedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  tip?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  wait?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type EarningConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EarningConnection'] = ResolversParentTypes['EarningConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EarningEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EarningEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EarningEdge'] = ResolversParentTypes['EarningEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Earning'], ParentType, ContextType>;
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
  acceptOffer?: Resolver<ResolversTypes['DeliveryPayload'], ParentType, ContextType, RequireFields<MutationAcceptOfferArgs, 'input'>>;
  arriveAtCustomer?: Resolver<ResolversTypes['DeliveryPayload'], ParentType, ContextType, RequireFields<MutationArriveAtCustomerArgs, 'input'>>;
  arriveAtRestaurant?: Resolver<ResolversTypes['DeliveryPayload'], ParentType, ContextType, RequireFields<MutationArriveAtRestaurantArgs, 'input'>>;
  completeDelivery?: Resolver<ResolversTypes['DeliveryPayload'], ParentType, ContextType, RequireFields<MutationCompleteDeliveryArgs, 'input'>>;
  confirmPickUp?: Resolver<ResolversTypes['DeliveryPayload'], ParentType, ContextType, RequireFields<MutationConfirmPickUpArgs, 'input'>>;
  declineOffer?: Resolver<ResolversTypes['DeliveryPayload'], ParentType, ContextType, RequireFields<MutationDeclineOfferArgs, 'input'>>;
  endShift?: Resolver<ResolversTypes['DriverPayload'], ParentType, ContextType>;
  failDelivery?: Resolver<ResolversTypes['DeliveryPayload'], ParentType, ContextType, RequireFields<MutationFailDeliveryArgs, 'input'>>;
  registerDriver?: Resolver<ResolversTypes['DriverPayload'], ParentType, ContextType, RequireFields<MutationRegisterDriverArgs, 'input'>>;
  startDropOff?: Resolver<ResolversTypes['DeliveryPayload'], ParentType, ContextType, RequireFields<MutationStartDropOffArgs, 'input'>>;
  startShift?: Resolver<ResolversTypes['DriverPayload'], ParentType, ContextType, RequireFields<MutationStartShiftArgs, 'input'>>;
};

export type OfferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Offer'] = ResolversParentTypes['Offer']> = {
  delivery?: Resolver<ResolversTypes['Delivery'], ParentType, ContextType>;
  distanceToPickUpMeters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  pay?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OfferStatus'], ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  delivery?: Resolver<Maybe<ResolversTypes['Delivery']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  myActiveDelivery?: Resolver<Maybe<ResolversTypes['Delivery']>, ParentType, ContextType>;
  myDriver?: Resolver<Maybe<ResolversTypes['Driver']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  driverOffers?: SubscriptionResolver<ResolversTypes['DriverOfferEvent'], "driverOffers", ParentType, ContextType, Partial<SubscriptionDriverOffersArgs>>;
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
  CurrencyCode?: GraphQLScalarType;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Delivery?: DeliveryResolvers<ContextType>;
  DeliveryPayload?: DeliveryPayloadResolvers<ContextType>;
  Driver?: DriverResolvers<ContextType>;
  DriverOfferEvent?: DriverOfferEventResolvers<ContextType>;
  DriverPayload?: DriverPayloadResolvers<ContextType>;
  Earning?: EarningResolvers<ContextType>;
  EarningConnection?: EarningConnectionResolvers<ContextType>;
  EarningEdge?: EarningEdgeResolvers<ContextType>;
  GeoPoint?: GeoPointResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Offer?: OfferResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
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
