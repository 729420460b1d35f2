import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { OrderRecord, OrderLineRecord, PriceLine as PriceLineRecord, CancellationRecord } from '../order/order-record.ts';
import type { Money as MoneyValue } from '@tiffin/kernel';
import type { QuoteRecord } from '../pricing/quote-order.ts';
import type { LogEntry } from '../lifecycle/log-entry.ts';
import type { RestaurantLogEntry } from '../following/restaurant-orders.ts';
import type { CommandOutcome } from '../lifecycle/run-command.ts';
import type { PlacementOutcome } from '../placement/place-order.ts';
import type { CurrencyTotals } from '../order/order-totals.ts';
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

/** Which order the restaurant takes. */
export type AcceptOrderInput = {
  /** The caller's key for this command. */
  idempotencyKey: Scalars['UUID']['input'];
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** How long the kitchen will take, 1 to 180 minutes; null for the usual time. */
  preparationTimeMinutes?: InputMaybe<Scalars['Int']['input']>;
};

/** A person or organisation that can log in. Visible to itself; to others only by name where an order joins them. */
export type Account = {
  __typename?: 'Account';
  /** Opaque id. */
  id: Scalars['ID']['output'];
};

/** Who did something. */
export type ActorKind =
  /** The customer. */
  | 'CUSTOMER'
  /** The driver. */
  | 'DRIVER'
  /** Staff of the restaurant. */
  | 'RESTAURANT'
  /** Support or an administrator. */
  | 'SUPPORT'
  /** Tiffin itself, by a timer or a policy. */
  | 'SYSTEM';

/** Which order ends, and why. */
export type CancelOrderInput = {
  /** The caller's key for this command. */
  idempotencyKey: Scalars['UUID']['input'];
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** Why; customers may only say CUSTOMER_REQUEST. */
  reason: CancellationReason;
};

/** Why an order ended early. */
export type Cancellation = {
  __typename?: 'Cancellation';
  /** Who ended it. */
  by: ActorKind;
  /** The reason. */
  reason: CancellationReason;
  /** What goes back to the customer. */
  refunded: Money;
};

/** Why an order was cancelled or rejected. */
export type CancellationReason =
  /** The restaurant did not answer in time. */
  | 'ACCEPTANCE_TIMEOUT'
  /** The customer no longer wants it. */
  | 'CUSTOMER_REQUEST'
  /** The delivery failed on the way. */
  | 'DELIVERY_FAILED'
  /** Something on the order is not there. */
  | 'ITEM_UNAVAILABLE'
  /** No driver was found. */
  | 'NO_DRIVER'
  /** The payment was declined in the end. */
  | 'PAYMENT_DECLINED'
  /** The platform ended it. */
  | 'PLATFORM'
  /** The restaurant is too busy. */
  | 'RESTAURANT_BUSY'
  /** The restaurant is closed. */
  | 'RESTAURANT_CLOSED';

/** How the food reaches the customer. */
export type DeliveryMode =
  /** A driver brings it first, for a fee. */
  | 'EXPRESS'
  /** The customer fetches it. */
  | 'PICKUP'
  /** A driver brings it at a chosen time. */
  | 'SCHEDULED'
  /** A driver brings it. */
  | 'STANDARD';

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

/** Something that can be ordered. */
export type MenuItem = {
  __typename?: 'MenuItem';
  /** Opaque id. */
  id: Scalars['ID']['output'];
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
  /** The restaurant takes the order. Staff of the restaurant. */
  acceptOrder: OrderPayload;
  /** Ends the order. Customers their own; staff of the restaurant theirs; support and administrators any. What is refunded follows the refund policy. */
  cancelOrder: OrderPayload;
  /** The customer took the food at the counter; for orders of mode PICKUP only. Staff of the restaurant. */
  handOver: OrderPayload;
  /** The food is packed and waits to be picked up. Staff of the restaurant. */
  markReady: OrderPayload;
  /** Places an order at the quoted price: reserves stock, authorises the payment, then hands the order to the restaurant. */
  placeOrder: PlaceOrderPayload;
  /** Prices a basket. The quote is signed, ends after 10 minutes of domain time, and is what placement charges. */
  quoteOrder: QuoteOrderPayload;
  /** The restaurant declines the order; the customer gets everything back. Staff of the restaurant. */
  rejectOrder: OrderPayload;
  /** The kitchen begins to cook. Staff of the restaurant. */
  startPreparing: OrderPayload;
};


export type MutationAcceptOrderArgs = {
  input: AcceptOrderInput;
};


export type MutationCancelOrderArgs = {
  input: CancelOrderInput;
};


export type MutationHandOverArgs = {
  input: OrderCommandInput;
};


export type MutationMarkReadyArgs = {
  input: OrderCommandInput;
};


export type MutationPlaceOrderArgs = {
  input: PlaceOrderInput;
};


export type MutationQuoteOrderArgs = {
  input: QuoteOrderInput;
};


export type MutationRejectOrderArgs = {
  input: RejectOrderInput;
};


export type MutationStartPreparingArgs = {
  input: OrderCommandInput;
};

/** A customer's order from one restaurant. */
export type Order = {
  __typename?: 'Order';
  /** Why it was cancelled or rejected, null otherwise. */
  cancellation?: Maybe<Cancellation>;
  /** What the order charges in the end: the total once delivered, what is kept after a cancellation, null while the order is under way. */
  charged?: Maybe<Money>;
  /** The customer. */
  customer: Account;
  /** Where the food goes, null for PICKUP. */
  deliverTo?: Maybe<GeoPoint>;
  /** The address in words, null for PICKUP. */
  deliveryAddress?: Maybe<Scalars['String']['output']>;
  /** When it reached its final state (domain time), null before. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** All changes of state so far, in sequence. */
  history: Array<OrderStatusEvent>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** What was ordered, with the prices of the quote. */
  lines: Array<OrderLine>;
  /** How the food reaches the customer. */
  mode: DeliveryMode;
  /** What the customer asked for, null when nothing. */
  note?: Maybe<Scalars['String']['output']>;
  /** A short number that people can say, unique for the restaurant and day. */
  number: Scalars['String']['output'];
  /** When it was placed (domain time). */
  placedAt: Scalars['DateTime']['output'];
  /** How the total comes about. */
  priceLines: Array<PriceLine>;
  /** When the food is promised, null for a cancelled order. */
  promisedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The restaurant. */
  restaurant: Restaurant;
  /** When the customer wants it, null unless the order was scheduled. */
  scheduledFor?: Maybe<Scalars['DateTime']['output']>;
  /** The present state. */
  status: OrderStatus;
  /** What the customer agreed to pay. */
  total: Money;
  /** Goes up with every change; for optimistic concurrency. */
  version: Scalars['Int']['output'];
};

/** Which order a command is about. */
export type OrderCommandInput = {
  /** The caller's key for this command. */
  idempotencyKey: Scalars['UUID']['input'];
  /** The order. */
  orderId: Scalars['ID']['input'];
};

/** A page of orders. */
export type OrderConnection = {
  __typename?: 'OrderConnection';
  /** The orders with their cursors. */
  edges: Array<OrderEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** An order in a page. */
export type OrderEdge = {
  __typename?: 'OrderEdge';
  /** Its position in the list. */
  cursor: Scalars['Cursor']['output'];
  /** The order. */
  node: Order;
};

/** What was ordered. */
export type OrderLine = {
  __typename?: 'OrderLine';
  /** The menu item; its present data may differ from what was ordered. */
  menuItem: MenuItem;
  /** Names of the chosen options. */
  modifiers: Array<Scalars['String']['output']>;
  /** The name at the time of the order. */
  name: Scalars['String']['output'];
  /** How many. */
  quantity: Scalars['Int']['output'];
  /** Price of one with its modifiers at the time of the order. */
  unitPrice: Money;
};

/** The outcome of a command on an order. */
export type OrderPayload = {
  __typename?: 'OrderPayload';
  /** The order after the command, null when `userErrors` is not empty. */
  order?: Maybe<Order>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** The states of an order. The transition table is printed in docs/order-lifecycle.md. */
export type OrderStatus =
  /** Ended by somebody, with a reason. Final. */
  | 'CANCELLED'
  /** The restaurant took it. */
  | 'CONFIRMED'
  /** The customer has it. Final. */
  | 'DELIVERED'
  /** The driver is on the way to the customer. */
  | 'EN_ROUTE'
  /** The payment provider is down; the order is kept and charged as soon as it is back. */
  | 'PAYMENT_PENDING'
  /** The driver has it. */
  | 'PICKED_UP'
  /** Waits for the restaurant, 5 minutes at most. */
  | 'PLACED'
  /** The kitchen cooks. */
  | 'PREPARING'
  /** Packed, waits to be picked up. */
  | 'READY'
  /** The restaurant declined. Final. */
  | 'REJECTED'
  /** Waits for its slot. */
  | 'SCHEDULED';

/** How many orders are in a state. */
export type OrderStatusCount = {
  __typename?: 'OrderStatusCount';
  /** How many. */
  count: Scalars['Int']['output'];
  /** The state. */
  status: OrderStatus;
};

/** One change of state of an order. */
export type OrderStatusEvent = {
  __typename?: 'OrderStatusEvent';
  /** Who did it. */
  actor: ActorKind;
  /** Where it stands in the order's log; give it back as `after` to resume. */
  cursor: Scalars['Cursor']['output'];
  /** When it happened (domain time). */
  occurredAt: Scalars['DateTime']['output'];
  /** The order. */
  order: Order;
  /** The state before, null for the first. */
  previousStatus?: Maybe<OrderStatus>;
  /** 1 for the first change, then one more each time, without a gap. */
  sequence: Scalars['Int']['output'];
  /** The state after. */
  status: OrderStatus;
};

/** Sums over orders in one currency. */
export type OrderTotals = {
  __typename?: 'OrderTotals';
  /** The sum of what orders charged. */
  charged: Money;
  /** How many orders there are in each state. */
  counts: Array<OrderStatusCount>;
  /** The currency. */
  currency: Scalars['CurrencyCode']['output'];
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

/** An order to place. */
export type PlaceOrderInput = {
  /** The caller's key for this order; the same key and input give the same order. */
  idempotencyKey: Scalars['UUID']['input'];
  /** What the customer asks for, at most 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** The payment method's token from the provider. */
  paymentMethod: Scalars['String']['input'];
  /** The token of a quote that has not ended and was not used. */
  quoteToken: Scalars['String']['input'];
};

/** The outcome of placing an order. */
export type PlaceOrderPayload = {
  __typename?: 'PlaceOrderPayload';
  /** The order, null when `userErrors` is not empty. */
  order?: Maybe<Order>;
  /** What the caller can put right; all violations together. */
  userErrors: Array<UserError>;
};

/** One line of a price. */
export type PriceLine = {
  __typename?: 'PriceLine';
  /** The amount, negative for a discount. */
  amount: Money;
  /** How it comes about, for people. */
  explanation: Scalars['String']['output'];
  /** What it is for. */
  kind: PriceLineKind;
};

/** What a line of a price is for. */
export type PriceLineKind =
  /** Bringing it, by distance and mode. */
  | 'DELIVERY_FEE'
  /** The items with their modifiers. */
  | 'ITEMS'
  /** Running the platform. */
  | 'SERVICE_FEE'
  /** The basket is small. */
  | 'SMALL_ORDER_FEE'
  /** Tax. */
  | 'TAX'
  /** For the driver, all of it. */
  | 'TIP';

export type Query = {
  __typename?: 'Query';
  /** The caller's own orders, newest first. */
  myOrders: OrderConnection;
  /** One order by id. Its customer, its restaurant's staff, its assigned driver, support and administrators; for all others it does not exist. */
  order?: Maybe<Order>;
  /** Sums over every order of the platform, per currency, for reconciliation. Administrators only. */
  orderTotals: Array<OrderTotals>;
  /** Every order of the platform, in the order of placement. Support and administrators only. */
  orders: OrderConnection;
};


export type QueryMyOrdersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOrdersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<OrderStatus>;
};

/** A signed price. */
export type Quote = {
  __typename?: 'Quote';
  /** When the quote ends (domain time). */
  expiresAt: Scalars['DateTime']['output'];
  /** The lines with their prices. */
  lines: Array<OrderLine>;
  /** How the total comes about. */
  priceLines: Array<PriceLine>;
  /** When the food would be there (domain time). */
  promisedAt: Scalars['DateTime']['output'];
  /** The restaurant. */
  restaurant: Restaurant;
  /** The signed quote to give to `placeOrder`. */
  token: Scalars['String']['output'];
  /** What placement will charge. */
  total: Money;
};

/** An item of a basket. */
export type QuoteLineInput = {
  /** The menu item. */
  menuItemId: Scalars['ID']['input'];
  /** The chosen modifier options. */
  modifierOptionIds?: Array<Scalars['ID']['input']>;
  /** How many, 1 to 99. */
  quantity: Scalars['Int']['input'];
};

/** A basket to price. */
export type QuoteOrderInput = {
  /** Where the food goes; not for PICKUP. */
  deliverTo?: InputMaybe<GeoPointInput>;
  /** The address in words, at most 300 characters; not for PICKUP. */
  deliveryAddress?: InputMaybe<Scalars['String']['input']>;
  /** The items; 1 to 100. */
  lines: Array<QuoteLineInput>;
  /** How the food reaches the customer. */
  mode?: DeliveryMode;
  /** The restaurant. */
  restaurantId: Scalars['ID']['input'];
  /** When the customer wants it; for SCHEDULED only, 15 minutes to 7 days ahead. */
  scheduledFor?: InputMaybe<Scalars['DateTime']['input']>;
  /** What the customer gives the driver, in the restaurant's currency. */
  tip?: Scalars['Decimal']['input'];
};

/** The outcome of pricing a basket. */
export type QuoteOrderPayload = {
  __typename?: 'QuoteOrderPayload';
  /** The quote, null when `userErrors` is not empty. */
  quote?: Maybe<Quote>;
  /** What the caller can put right; all violations together. */
  userErrors: Array<UserError>;
};

/** Which order the restaurant declines, and why. */
export type RejectOrderInput = {
  /** The caller's key for this command. */
  idempotencyKey: Scalars['UUID']['input'];
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** Why. */
  reason: CancellationReason;
};

/** A place that cooks. */
export type Restaurant = {
  __typename?: 'Restaurant';
  /** The orders under way, oldest first: what the kitchen's screen shows. Staff of the restaurant, support and administrators; null for others. */
  activeOrders?: Maybe<Array<Order>>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Where the restaurant's log stands; `restaurantOrders` after it misses nothing that happens to `activeOrders`. Staff of the restaurant, support and administrators; null for others. */
  ordersCursor?: Maybe<Scalars['Cursor']['output']>;
};


/** A place that cooks. */
export type RestaurantActiveOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One change of state of an order of a restaurant. */
export type RestaurantOrderEvent = {
  __typename?: 'RestaurantOrderEvent';
  /** Where it stands in the restaurant's log; give it back as `after` to resume. */
  cursor: Scalars['Cursor']['output'];
  /** When it happened (domain time). */
  occurredAt: Scalars['DateTime']['output'];
  /** The order. */
  order: Order;
  /** The state before, null for the first. */
  previousStatus?: Maybe<OrderStatus>;
  /** Goes up by one with each change of any of the restaurant's orders, without a gap. */
  sequence: Scalars['Int']['output'];
  /** The state after. */
  status: OrderStatus;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** Each change of state of one order, in sequence, without a gap. Without `after` the first event is a snapshot of the present state; with it, everything since. Completes after the final state. */
  orderStatusChanged: OrderStatusEvent;
  /** Each change of state of every order of one restaurant, in one sequence per restaurant. Without `after` it begins with what happens next. Staff of the restaurant. */
  restaurantOrders: RestaurantOrderEvent;
};


export type SubscriptionOrderStatusChangedArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  orderId: Scalars['ID']['input'];
};


export type SubscriptionRestaurantOrdersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  restaurantId: Scalars['ID']['input'];
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
  /** The items cost less than the restaurant's minimum. */
  | 'BELOW_MINIMUM_ORDER'
  /** The value has the wrong form, length or range. */
  | 'INVALID_INPUT'
  /** The order's state does not allow this command; the message names the states. */
  | 'INVALID_TRANSITION'
  /** The item does not exist or cannot be ordered now. */
  | 'ITEM_UNAVAILABLE'
  /** A modifier does not exist, cannot be chosen now, or there are too few or too many. */
  | 'MODIFIER_INVALID'
  /** The thing named by an id does not exist, or the caller may not know of it. */
  | 'NOT_FOUND'
  /** Fewer are left than were ordered. */
  | 'OUT_OF_STOCK'
  /** The restaurant does not deliver to this place. */
  | 'OUT_OF_ZONE'
  /** The payment was declined. */
  | 'PAYMENT_DECLINED'
  /** The quote was used for another order. */
  | 'QUOTE_ALREADY_USED'
  /** The quote has ended; ask for a new one. */
  | 'QUOTE_EXPIRED'
  /** The quote is not one of ours, was altered, or is of another customer. */
  | 'QUOTE_INVALID'
  /** The restaurant's prices have changed since the quote; ask for a new one. */
  | 'QUOTE_STALE'
  /** The restaurant is outside its opening hours. */
  | 'RESTAURANT_CLOSED'
  /** The restaurant takes no orders for now. */
  | 'RESTAURANT_PAUSED';

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
  Restaurant: Restaurant;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  Restaurant:
    ( { __typename: 'Restaurant' }
    & GraphQLRecursivePick<FederationTypes['Restaurant'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptOrderInput: AcceptOrderInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Account: ResolverTypeWrapper<Account>;
  ActorKind: ActorKind;
  CancelOrderInput: CancelOrderInput;
  Cancellation: ResolverTypeWrapper<CancellationRecord>;
  CancellationReason: CancellationReason;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DeliveryMode: DeliveryMode;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GeoPointInput: GeoPointInput;
  MenuItem: ResolverTypeWrapper<MenuItem>;
  Money: ResolverTypeWrapper<MoneyValue>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Order: ResolverTypeWrapper<OrderRecord>;
  OrderCommandInput: OrderCommandInput;
  OrderConnection: ResolverTypeWrapper<Omit<OrderConnection, 'edges'> & { edges: Array<ResolversTypes['OrderEdge']> }>;
  OrderEdge: ResolverTypeWrapper<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>;
  OrderLine: ResolverTypeWrapper<OrderLineRecord>;
  OrderPayload: ResolverTypeWrapper<CommandOutcome>;
  OrderStatus: OrderStatus;
  OrderStatusCount: ResolverTypeWrapper<OrderStatusCount>;
  OrderStatusEvent: ResolverTypeWrapper<LogEntry>;
  OrderTotals: ResolverTypeWrapper<CurrencyTotals>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  PlaceOrderInput: PlaceOrderInput;
  PlaceOrderPayload: ResolverTypeWrapper<PlacementOutcome>;
  PriceLine: ResolverTypeWrapper<PriceLineRecord>;
  PriceLineKind: PriceLineKind;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quote: ResolverTypeWrapper<QuoteRecord>;
  QuoteLineInput: QuoteLineInput;
  QuoteOrderInput: QuoteOrderInput;
  QuoteOrderPayload: ResolverTypeWrapper<Omit<QuoteOrderPayload, 'quote'> & { quote?: Maybe<ResolversTypes['Quote']> }>;
  RejectOrderInput: RejectOrderInput;
  Restaurant: ResolverTypeWrapper<Omit<Restaurant, 'activeOrders'> & { activeOrders?: Maybe<Array<ResolversTypes['Order']>> }>;
  RestaurantOrderEvent: ResolverTypeWrapper<RestaurantLogEntry>;
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
  AcceptOrderInput: AcceptOrderInput;
  ID: Scalars['ID']['output'];
  Account: Account;
  CancelOrderInput: CancelOrderInput;
  Cancellation: CancellationRecord;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  GeoPoint: GeoPoint;
  Float: Scalars['Float']['output'];
  GeoPointInput: GeoPointInput;
  MenuItem: MenuItem;
  Money: MoneyValue;
  Mutation: Record<PropertyKey, never>;
  Order: OrderRecord;
  OrderCommandInput: OrderCommandInput;
  OrderConnection: Omit<OrderConnection, 'edges'> & { edges: Array<ResolversParentTypes['OrderEdge']> };
  OrderEdge: Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] };
  OrderLine: OrderLineRecord;
  OrderPayload: CommandOutcome;
  OrderStatusCount: OrderStatusCount;
  OrderStatusEvent: LogEntry;
  OrderTotals: CurrencyTotals;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  PlaceOrderInput: PlaceOrderInput;
  PlaceOrderPayload: PlacementOutcome;
  PriceLine: PriceLineRecord;
  Query: Record<PropertyKey, never>;
  Quote: QuoteRecord;
  QuoteLineInput: QuoteLineInput;
  QuoteOrderInput: QuoteOrderInput;
  QuoteOrderPayload: Omit<QuoteOrderPayload, 'quote'> & { quote?: Maybe<ResolversParentTypes['Quote']> };
  RejectOrderInput: RejectOrderInput;
  Restaurant: Omit<Restaurant, 'activeOrders'> & { activeOrders?: Maybe<Array<ResolversParentTypes['Order']>> } | FederationReferenceTypes['Restaurant'];
  RestaurantOrderEvent: RestaurantLogEntry;
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

export type CancellationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Cancellation'] = ResolversParentTypes['Cancellation']> = {
  by?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['CancellationReason'], ParentType, ContextType>;
  refunded?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
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

export type MenuItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MenuItem'] = ResolversParentTypes['MenuItem']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptOrder?: Resolver<ResolversTypes['OrderPayload'], ParentType, ContextType, RequireFields<MutationAcceptOrderArgs, 'input'>>;
  cancelOrder?: Resolver<ResolversTypes['OrderPayload'], ParentType, ContextType, RequireFields<MutationCancelOrderArgs, 'input'>>;
  handOver?: Resolver<ResolversTypes['OrderPayload'], ParentType, ContextType, RequireFields<MutationHandOverArgs, 'input'>>;
  markReady?: Resolver<ResolversTypes['OrderPayload'], ParentType, ContextType, RequireFields<MutationMarkReadyArgs, 'input'>>;
  placeOrder?: Resolver<ResolversTypes['PlaceOrderPayload'], ParentType, ContextType, RequireFields<MutationPlaceOrderArgs, 'input'>>;
  quoteOrder?: Resolver<ResolversTypes['QuoteOrderPayload'], ParentType, ContextType, RequireFields<MutationQuoteOrderArgs, 'input'>>;
  rejectOrder?: Resolver<ResolversTypes['OrderPayload'], ParentType, ContextType, RequireFields<MutationRejectOrderArgs, 'input'>>;
  startPreparing?: Resolver<ResolversTypes['OrderPayload'], ParentType, ContextType, RequireFields<MutationStartPreparingArgs, 'input'>>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  cancellation?: Resolver<Maybe<ResolversTypes['Cancellation']>, ParentType, ContextType>;
  charged?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  deliverTo?: Resolver<Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  deliveryAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  history?: Resolver<Array<ResolversTypes['OrderStatusEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['DeliveryMode'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  priceLines?: Resolver<Array<ResolversTypes['PriceLine']>, ParentType, ContextType>;
  promisedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  restaurant?: Resolver<ResolversTypes['Restaurant'], ParentType, ContextType>;
  scheduledFor?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine']> = {
  menuItem?: Resolver<ResolversTypes['MenuItem'], ParentType, ContextType>;
  modifiers?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unitPrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type OrderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderPayload'] = ResolversParentTypes['OrderPayload']> = {
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type OrderStatusCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderStatusCount'] = ResolversParentTypes['OrderStatusCount']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
};

export type OrderStatusEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderStatusEvent'] = ResolversParentTypes['OrderStatusEvent']> = {
  actor?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  previousStatus?: Resolver<Maybe<ResolversTypes['OrderStatus']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
};

export type OrderTotalsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderTotals'] = ResolversParentTypes['OrderTotals']> = {
  charged?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  counts?: Resolver<Array<ResolversTypes['OrderStatusCount']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type PlaceOrderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlaceOrderPayload'] = ResolversParentTypes['PlaceOrderPayload']> = {
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PriceLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceLine'] = ResolversParentTypes['PriceLine']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PriceLineKind'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  myOrders?: Resolver<ResolversTypes['OrderConnection'], ParentType, ContextType, RequireFields<QueryMyOrdersArgs, 'first'>>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
  orderTotals?: Resolver<Array<ResolversTypes['OrderTotals']>, ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['OrderConnection'], ParentType, ContextType, RequireFields<QueryOrdersArgs, 'first'>>;
};

export type QuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quote'] = ResolversParentTypes['Quote']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  priceLines?: Resolver<Array<ResolversTypes['PriceLine']>, ParentType, ContextType>;
  promisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  restaurant?: Resolver<ResolversTypes['Restaurant'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type QuoteOrderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteOrderPayload'] = ResolversParentTypes['QuoteOrderPayload']> = {
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RestaurantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Restaurant'] = ResolversParentTypes['Restaurant'], FederationReferenceType extends FederationReferenceTypes['Restaurant'] = FederationReferenceTypes['Restaurant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Restaurant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activeOrders?: Resolver<Maybe<Array<ResolversTypes['Order']>>, ParentType, ContextType, RequireFields<RestaurantActiveOrdersArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ordersCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type RestaurantOrderEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestaurantOrderEvent'] = ResolversParentTypes['RestaurantOrderEvent']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  previousStatus?: Resolver<Maybe<ResolversTypes['OrderStatus']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  orderStatusChanged?: SubscriptionResolver<ResolversTypes['OrderStatusEvent'], "orderStatusChanged", ParentType, ContextType, RequireFields<SubscriptionOrderStatusChangedArgs, 'orderId'>>;
  restaurantOrders?: SubscriptionResolver<ResolversTypes['RestaurantOrderEvent'], "restaurantOrders", ParentType, ContextType, RequireFields<SubscriptionRestaurantOrdersArgs, 'restaurantId'>>;
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
  Cancellation?: CancellationResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  GeoPoint?: GeoPointResolvers<ContextType>;
  MenuItem?: MenuItemResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  OrderPayload?: OrderPayloadResolvers<ContextType>;
  OrderStatusCount?: OrderStatusCountResolvers<ContextType>;
  OrderStatusEvent?: OrderStatusEventResolvers<ContextType>;
  OrderTotals?: OrderTotalsResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PlaceOrderPayload?: PlaceOrderPayloadResolvers<ContextType>;
  PriceLine?: PriceLineResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Quote?: QuoteResolvers<ContextType>;
  QuoteOrderPayload?: QuoteOrderPayloadResolvers<ContextType>;
  Restaurant?: RestaurantResolvers<ContextType>;
  RestaurantOrderEvent?: RestaurantOrderEventResolvers<ContextType>;
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
