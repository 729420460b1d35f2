import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RestaurantInAnswer } from '../profile/restaurant.ts';
import type { ChangeOutcome } from '../profile/change-restaurant.ts';
import type { AvailabilityOutcome } from '../menu/set-item-availability.ts';
import type { Menu as MenuModel, MenuSection as MenuSectionModel, MenuItem as MenuItemModel, ModifierGroup as ModifierGroupModel, ModifierOption as ModifierOptionModel } from '../menu/menu.ts';
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

/** A new restaurant. */
export type CreateRestaurantInput = {
  /** The street address, 1 to 300 characters. */
  address: Scalars['String']['input'];
  /** Kinds of cuisine, lower-case, at most 10. */
  cuisines?: Array<Scalars['String']['input']>;
  /** The currency of its prices. */
  currency: Scalars['CurrencyCode']['input'];
  /** The outline of the area it delivers to, 3 to 200 points. */
  deliveryZone: Array<GeoPointInput>;
  /** What it is about, at most 1000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The caller's key for this creation; the same key and input give the same restaurant. */
  idempotencyKey: Scalars['UUID']['input'];
  /** Where it stands. */
  location: GeoPointInput;
  /** The smallest sum of items that can be delivered, in the restaurant's currency. */
  minimumOrder?: Scalars['Decimal']['input'];
  /** The name to show, 1 to 120 characters. */
  name: Scalars['String']['input'];
  /** The weekly opening hours; empty means never open. */
  openingHours: Array<OpeningHoursInput>;
  /** How long the kitchen usually takes, 1 to 180 minutes. */
  preparationTimeMinutes?: Scalars['Int']['input'];
  /** The IANA time zone of its opening hours. */
  timeZone: Scalars['TimeZone']['input'];
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

/** What a restaurant offers. */
export type Menu = {
  __typename?: 'Menu';
  /** The parts of the menu, in order. */
  sections: Array<MenuSection>;
  /** Goes up with every change. */
  version: Scalars['Int']['output'];
};

/** Something that can be ordered. */
export type MenuItem = {
  __typename?: 'MenuItem';
  /** Whether it can be ordered now. */
  available: Scalars['Boolean']['output'];
  /** What it is, null when nothing was written. */
  description?: Maybe<Scalars['String']['output']>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** What can be chosen with it. */
  modifierGroups: Array<ModifierGroup>;
  /** The name to show. */
  name: Scalars['String']['output'];
  /** The price without modifiers. */
  price: Money;
  /** How many are left; null for items made to order without a count. */
  stock?: Maybe<Scalars['Int']['output']>;
};

/** Something that can be ordered. */
export type MenuItemInput = {
  /** Whether it can be ordered. */
  available?: Scalars['Boolean']['input'];
  /** What it is, at most 1000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The id of an item that stays; null for a new one. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** What can be chosen with it; at most 20. */
  modifierGroups?: Array<ModifierGroupInput>;
  /** The name to show, 1 to 120 characters. */
  name: Scalars['String']['input'];
  /** The price without modifiers, in the restaurant's currency. */
  price: Scalars['Decimal']['input'];
  /** How many there are of a counted item; null for items made to order. */
  stock?: InputMaybe<Scalars['Int']['input']>;
};

/** A part of a menu. */
export type MenuSection = {
  __typename?: 'MenuSection';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The dishes, in order. */
  items: Array<MenuItem>;
  /** The name to show. */
  name: Scalars['String']['output'];
};

/** A part of a menu. */
export type MenuSectionInput = {
  /** The dishes, in order; at most 200. */
  items: Array<MenuItemInput>;
  /** The name to show, 1 to 120 characters. */
  name: Scalars['String']['input'];
};

/** A choice that comes with an item. */
export type ModifierGroup = {
  __typename?: 'ModifierGroup';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** How many options may be chosen at most. */
  maximum: Scalars['Int']['output'];
  /** How many options must be chosen at least. */
  minimum: Scalars['Int']['output'];
  /** The name to show. */
  name: Scalars['String']['output'];
  /** The options. */
  options: Array<ModifierOption>;
};

/** A choice that comes with an item. */
export type ModifierGroupInput = {
  /** How many options may be chosen at most. */
  maximum?: Scalars['Int']['input'];
  /** How many options must be chosen at least. */
  minimum?: Scalars['Int']['input'];
  /** The name to show. */
  name: Scalars['String']['input'];
  /** The options; 1 to 50. */
  options: Array<ModifierOptionInput>;
};

/** One thing to choose in a group. */
export type ModifierOption = {
  __typename?: 'ModifierOption';
  /** Whether it can be chosen now. */
  available: Scalars['Boolean']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The name to show. */
  name: Scalars['String']['output'];
  /** What it adds to the price of the item. */
  priceDelta: Money;
};

/** One thing to choose in a group. */
export type ModifierOptionInput = {
  /** Whether it can be chosen. */
  available?: Scalars['Boolean']['input'];
  /** The name to show. */
  name: Scalars['String']['input'];
  /** What it adds to the price, in the restaurant's currency. */
  priceDelta?: Scalars['Decimal']['input'];
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
  /** Creates a restaurant owned by the caller. The caller's next access token carries the membership. */
  createRestaurant: RestaurantPayload;
  /** For other subgraphs: gives an order's stock back, once. When it comes before the reservation, that reservation will fail. */
  releaseStock: Scalars['Boolean']['output'];
  /** Replaces the whole menu. Items keep their id when it is given, and within them choices and options of the same name keep theirs. Owners and managers. */
  replaceMenu: RestaurantPayload;
  /** For other subgraphs: reserves stock for an order, all or nothing. The same order id and items give the same answer, other items are IDEMPOTENCY_CONFLICT; after a release it is INVALID_TRANSITION. A refusal keeps nothing, so the order may try again. */
  reserveStock: ReserveStockPayload;
  /** Replaces the delivery zone. Owners and managers. */
  setDeliveryZone: RestaurantPayload;
  /** Says whether an item can be ordered, and how many are left of a counted one. Any member of staff. */
  setItemAvailability: SetItemAvailabilityPayload;
  /** Replaces the weekly opening hours. Owners and managers. */
  setOpeningHours: RestaurantPayload;
  /** Starts or stops taking orders, or says that the kitchen is busy. Any member of staff. */
  setRestaurantMode: RestaurantPayload;
  /** Changes a restaurant's profile. Owners and managers. */
  updateRestaurant: RestaurantPayload;
};


export type MutationCreateRestaurantArgs = {
  input: CreateRestaurantInput;
};


export type MutationReleaseStockArgs = {
  orderId: Scalars['ID']['input'];
};


export type MutationReplaceMenuArgs = {
  input: ReplaceMenuInput;
};


export type MutationReserveStockArgs = {
  input: ReserveStockInput;
};


export type MutationSetDeliveryZoneArgs = {
  input: SetDeliveryZoneInput;
};


export type MutationSetItemAvailabilityArgs = {
  input: SetItemAvailabilityInput;
};


export type MutationSetOpeningHoursArgs = {
  input: SetOpeningHoursInput;
};


export type MutationSetRestaurantModeArgs = {
  input: SetRestaurantModeInput;
};


export type MutationUpdateRestaurantArgs = {
  input: UpdateRestaurantInput;
};

/** One stretch of a week in which a restaurant is open. */
export type OpeningHours = {
  __typename?: 'OpeningHours';
  /** When it closes, local wall-clock time, `HH:MM`, up to `24:00`; before `opensAt` when it closes after midnight. */
  closesAt: Scalars['String']['output'];
  /** Day of the week, ISO 8601: 1 is Monday, 7 is Sunday. */
  dayOfWeek: Scalars['Int']['output'];
  /** When it opens, local wall-clock time, `HH:MM`. */
  opensAt: Scalars['String']['output'];
};

/** One stretch of a week in which a restaurant is open. */
export type OpeningHoursInput = {
  /** When it closes, `HH:MM`, up to `24:00`; before `opensAt` when it closes after midnight. */
  closesAt: Scalars['String']['input'];
  /** Day of the week, ISO 8601: 1 is Monday, 7 is Sunday. */
  dayOfWeek: Scalars['Int']['input'];
  /** When it opens, `HH:MM`. */
  opensAt: Scalars['String']['input'];
};

/** Items of an order as the caller chose them. */
export type OrderLineInput = {
  /** The menu item. */
  menuItemId: Scalars['ID']['input'];
  /** The chosen modifier options. */
  modifierOptionIds?: Array<Scalars['ID']['input']>;
  /** How many, 1 to 99. */
  quantity: Scalars['Int']['input'];
};

/** What an order would meet. */
export type Orderability = {
  __typename?: 'Orderability';
  /** The lines with their prices, in the order of the input, without those whose item the restaurant does not have; empty when the restaurant is unknown. */
  lines: Array<PricedLine>;
  /** The restaurant, null when there is none. */
  restaurant?: Maybe<Restaurant>;
  /** Everything that speaks against the order. */
  violations: Array<OrderabilityViolation>;
};

/** An order that might be placed. */
export type OrderabilityInput = {
  /** The domain instant at which the kitchen would get the order. */
  at: Scalars['DateTime']['input'];
  /** Where the food goes; null when the customer picks it up. */
  deliverTo?: InputMaybe<GeoPointInput>;
  /** The items; 1 to 100. */
  lines: Array<OrderLineInput>;
  /** The restaurant. */
  restaurantId: Scalars['ID']['input'];
};

/** One thing that speaks against an order. */
export type OrderabilityViolation = {
  __typename?: 'OrderabilityViolation';
  /** What is wrong. */
  code: OrderabilityViolationCode;
  /** The index of the line at fault, null when it is not about one line. */
  lineIndex?: Maybe<Scalars['Int']['output']>;
  /** What is wrong, for people. */
  message: Scalars['String']['output'];
};

/** What can speak against an order. */
export type OrderabilityViolationCode =
  /** The items cost less than the restaurant delivers; never for an order that is picked up. */
  | 'BELOW_MINIMUM_ORDER'
  /** The item does not exist or cannot be ordered now. */
  | 'ITEM_UNAVAILABLE'
  /** A modifier does not exist, cannot be chosen now, or there are too few or too many. */
  | 'MODIFIER_INVALID'
  /** Fewer are left than were ordered. */
  | 'OUT_OF_STOCK'
  /** The restaurant does not deliver to this place. */
  | 'OUT_OF_ZONE'
  /** The restaurant is outside its opening hours. */
  | 'RESTAURANT_CLOSED'
  /** There is no such restaurant. */
  | 'RESTAURANT_NOT_FOUND'
  /** The restaurant takes no orders for now. */
  | 'RESTAURANT_PAUSED';

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

/** A line of an order with its price. */
export type PricedLine = {
  __typename?: 'PricedLine';
  /** The menu item's id. */
  menuItemId: Scalars['ID']['output'];
  /** The chosen options. */
  modifiers: Array<PricedModifier>;
  /** The menu item's name. */
  name: Scalars['String']['output'];
  /** How many. */
  quantity: Scalars['Int']['output'];
  /** Price of one with its modifiers, in minor units of the restaurant's currency. */
  unitPriceMinor: Scalars['Int']['output'];
};

/** A chosen option with its price. */
export type PricedModifier = {
  __typename?: 'PricedModifier';
  /** The option's name. */
  name: Scalars['String']['output'];
  /** The option's id. */
  optionId: Scalars['ID']['output'];
  /** What it adds, in minor units. */
  priceDeltaMinor: Scalars['Int']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** For other subgraphs: what an order of these items, to this place, at this time would meet. Violations come back together. */
  orderability: Orderability;
  /** One restaurant by id, null when there is none. */
  restaurant?: Maybe<Restaurant>;
  /** Restaurants that deliver to a place and are open, nearest first. */
  restaurantsNearby: RestaurantConnection;
};


export type QueryOrderabilityArgs = {
  input: OrderabilityInput;
};


export type QueryRestaurantArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRestaurantsNearbyArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  near: GeoPointInput;
  openNow?: InputMaybe<Scalars['Boolean']['input']>;
  radiusMeters?: InputMaybe<Scalars['Int']['input']>;
};

/** A whole menu. */
export type ReplaceMenuInput = {
  /** The restaurant. */
  restaurantId: Scalars['ID']['input'];
  /** The parts of the menu, in order; at most 50. */
  sections: Array<MenuSectionInput>;
};

/** Stock to reserve for an order. */
export type ReserveStockInput = {
  /** The items. */
  lines: Array<OrderLineInput>;
  /** The order; the key under which the reservation can be released. */
  orderId: Scalars['ID']['input'];
  /** The restaurant. */
  restaurantId: Scalars['ID']['input'];
};

/** The outcome of a reservation. */
export type ReserveStockPayload = {
  __typename?: 'ReserveStockPayload';
  /** Whether all was reserved. */
  reserved: Scalars['Boolean']['output'];
  /** What was not there. */
  violations: Array<OrderabilityViolation>;
};

/** A place that cooks. */
export type Restaurant = {
  __typename?: 'Restaurant';
  /** The street address. */
  address: Scalars['String']['output'];
  /** Kinds of cuisine, lower-case, for example `colombian`. */
  cuisines: Array<Scalars['String']['output']>;
  /** The currency of its prices. */
  currency: Scalars['CurrencyCode']['output'];
  /** The outline of the area it delivers to, in order, the last point joined to the first. */
  deliveryZone: Array<GeoPoint>;
  /** What it is about, null when nothing was written. */
  description?: Maybe<Scalars['String']['output']>;
  /** Metres from the place searched for, null outside `restaurantsNearby`. */
  distanceMeters?: Maybe<Scalars['Int']['output']>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Whether it is inside its opening hours and taking orders now. */
  isOpen: Scalars['Boolean']['output'];
  /** Where it stands and couriers pick up. */
  location: GeoPoint;
  /** The menu, null when none was written yet. */
  menu?: Maybe<Menu>;
  /** The smallest sum of items that can be delivered. */
  minimumOrder: Money;
  /** Whether the kitchen takes orders. */
  mode: RestaurantMode;
  /** The name to show. */
  name: Scalars['String']['output'];
  /** The weekly opening hours, in its time zone. */
  openingHours: Array<OpeningHours>;
  /** How long the kitchen usually takes, in minutes. */
  preparationTimeMinutes: Scalars['Int']['output'];
  /** The IANA time zone of its opening hours. */
  timeZone: Scalars['TimeZone']['output'];
};

/** A page of restaurants. */
export type RestaurantConnection = {
  __typename?: 'RestaurantConnection';
  /** The restaurants with their cursors. */
  edges: Array<RestaurantEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A restaurant in a page. */
export type RestaurantEdge = {
  __typename?: 'RestaurantEdge';
  /** Its position in the list. */
  cursor: Scalars['Cursor']['output'];
  /** The restaurant. */
  node: Restaurant;
};

/** Whether a kitchen takes orders. */
export type RestaurantMode =
  /** Takes orders, and takes longer over them. */
  | 'BUSY'
  /** Takes orders. */
  | 'OPEN'
  /** Takes no orders for now. */
  | 'PAUSED';

/** The outcome of a change to a restaurant. */
export type RestaurantPayload = {
  __typename?: 'RestaurantPayload';
  /** The restaurant after the change, null when `userErrors` is not empty. */
  restaurant?: Maybe<Restaurant>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** A new delivery zone. */
export type SetDeliveryZoneInput = {
  /** The outline, 3 to 200 points. */
  outline: Array<GeoPointInput>;
  /** The restaurant. */
  restaurantId: Scalars['ID']['input'];
};

/** Whether an item can be ordered. */
export type SetItemAvailabilityInput = {
  /** Whether it can be ordered. */
  available: Scalars['Boolean']['input'];
  /** The item. */
  itemId: Scalars['ID']['input'];
  /** How many are left of a counted item; null leaves the count as it is. */
  stock?: InputMaybe<Scalars['Int']['input']>;
};

/** The outcome of a change to an item. */
export type SetItemAvailabilityPayload = {
  __typename?: 'SetItemAvailabilityPayload';
  /** The item after the change, null when `userErrors` is not empty. */
  item?: Maybe<MenuItem>;
  /** What the caller can put right. */
  userErrors: Array<UserError>;
};

/** New opening hours. */
export type SetOpeningHoursInput = {
  /** All stretches of the week. */
  openingHours: Array<OpeningHoursInput>;
  /** The restaurant. */
  restaurantId: Scalars['ID']['input'];
};

/** Whether the kitchen takes orders. */
export type SetRestaurantModeInput = {
  /** The mode from now on. */
  mode: RestaurantMode;
  /** The restaurant. */
  restaurantId: Scalars['ID']['input'];
};

/** Changes to a restaurant's profile; what is left out stays. */
export type UpdateRestaurantInput = {
  /** Kinds of cuisine. */
  cuisines?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What it is about. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The smallest sum of items that can be delivered, in the restaurant's currency. */
  minimumOrder?: InputMaybe<Scalars['Decimal']['input']>;
  /** The name to show. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** How long the kitchen usually takes, 1 to 180 minutes. */
  preparationTimeMinutes?: InputMaybe<Scalars['Int']['input']>;
  /** The restaurant. */
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
  /** Somebody else changed it at the same time; read it again. */
  | 'CONFLICT'
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
  MenuItem: MenuItem;
  Restaurant: Restaurant;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  MenuItem:
    ( { __typename: 'MenuItem' }
    & GraphQLRecursivePick<FederationTypes['MenuItem'], {"id":true}> );
  Restaurant:
    ( { __typename: 'Restaurant' }
    & GraphQLRecursivePick<FederationTypes['Restaurant'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CreateRestaurantInput: CreateRestaurantInput;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  GeoPoint: ResolverTypeWrapper<GeoPoint>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  GeoPointInput: GeoPointInput;
  Menu: ResolverTypeWrapper<MenuModel>;
  MenuItem: ResolverTypeWrapper<MenuItemModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  MenuItemInput: MenuItemInput;
  MenuSection: ResolverTypeWrapper<MenuSectionModel>;
  MenuSectionInput: MenuSectionInput;
  ModifierGroup: ResolverTypeWrapper<ModifierGroupModel>;
  ModifierGroupInput: ModifierGroupInput;
  ModifierOption: ResolverTypeWrapper<ModifierOptionModel>;
  ModifierOptionInput: ModifierOptionInput;
  Money: ResolverTypeWrapper<Money>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OpeningHours: ResolverTypeWrapper<OpeningHours>;
  OpeningHoursInput: OpeningHoursInput;
  OrderLineInput: OrderLineInput;
  Orderability: ResolverTypeWrapper<Omit<Orderability, 'restaurant'> & { restaurant?: Maybe<ResolversTypes['Restaurant']> }>;
  OrderabilityInput: OrderabilityInput;
  OrderabilityViolation: ResolverTypeWrapper<OrderabilityViolation>;
  OrderabilityViolationCode: OrderabilityViolationCode;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PricedLine: ResolverTypeWrapper<PricedLine>;
  PricedModifier: ResolverTypeWrapper<PricedModifier>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReplaceMenuInput: ReplaceMenuInput;
  ReserveStockInput: ReserveStockInput;
  ReserveStockPayload: ResolverTypeWrapper<ReserveStockPayload>;
  Restaurant: ResolverTypeWrapper<RestaurantInAnswer>;
  RestaurantConnection: ResolverTypeWrapper<Omit<RestaurantConnection, 'edges'> & { edges: Array<ResolversTypes['RestaurantEdge']> }>;
  RestaurantEdge: ResolverTypeWrapper<Omit<RestaurantEdge, 'node'> & { node: ResolversTypes['Restaurant'] }>;
  RestaurantMode: RestaurantMode;
  RestaurantPayload: ResolverTypeWrapper<ChangeOutcome>;
  SetDeliveryZoneInput: SetDeliveryZoneInput;
  SetItemAvailabilityInput: SetItemAvailabilityInput;
  SetItemAvailabilityPayload: ResolverTypeWrapper<AvailabilityOutcome>;
  SetOpeningHoursInput: SetOpeningHoursInput;
  SetRestaurantModeInput: SetRestaurantModeInput;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  UUID: ResolverTypeWrapper<Scalars['UUID']['output']>;
  UpdateRestaurantInput: UpdateRestaurantInput;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  subscription__IdentityPart: Subscription__IdentityPart;
  subscription__Opening: Subscription__Opening;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CreateRestaurantInput: CreateRestaurantInput;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Cursor: Scalars['Cursor']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  GeoPoint: GeoPoint;
  Float: Scalars['Float']['output'];
  GeoPointInput: GeoPointInput;
  Menu: MenuModel;
  MenuItem: MenuItemModel;
  Boolean: Scalars['Boolean']['output'];
  ID: Scalars['ID']['output'];
  MenuItemInput: MenuItemInput;
  MenuSection: MenuSectionModel;
  MenuSectionInput: MenuSectionInput;
  ModifierGroup: ModifierGroupModel;
  ModifierGroupInput: ModifierGroupInput;
  ModifierOption: ModifierOptionModel;
  ModifierOptionInput: ModifierOptionInput;
  Money: Money;
  Mutation: Record<PropertyKey, never>;
  OpeningHours: OpeningHours;
  OpeningHoursInput: OpeningHoursInput;
  OrderLineInput: OrderLineInput;
  Orderability: Omit<Orderability, 'restaurant'> & { restaurant?: Maybe<ResolversParentTypes['Restaurant']> };
  OrderabilityInput: OrderabilityInput;
  OrderabilityViolation: OrderabilityViolation;
  PageInfo: PageInfo;
  PricedLine: PricedLine;
  PricedModifier: PricedModifier;
  Query: Record<PropertyKey, never>;
  ReplaceMenuInput: ReplaceMenuInput;
  ReserveStockInput: ReserveStockInput;
  ReserveStockPayload: ReserveStockPayload;
  Restaurant: RestaurantInAnswer;
  RestaurantConnection: Omit<RestaurantConnection, 'edges'> & { edges: Array<ResolversParentTypes['RestaurantEdge']> };
  RestaurantEdge: Omit<RestaurantEdge, 'node'> & { node: ResolversParentTypes['Restaurant'] };
  RestaurantPayload: ChangeOutcome;
  SetDeliveryZoneInput: SetDeliveryZoneInput;
  SetItemAvailabilityInput: SetItemAvailabilityInput;
  SetItemAvailabilityPayload: AvailabilityOutcome;
  SetOpeningHoursInput: SetOpeningHoursInput;
  SetRestaurantModeInput: SetRestaurantModeInput;
  TimeZone: Scalars['TimeZone']['output'];
  UUID: Scalars['UUID']['output'];
  UpdateRestaurantInput: UpdateRestaurantInput;
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

export type GeoPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MenuResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Menu'] = ResolversParentTypes['Menu']> = {
  sections?: Resolver<Array<ResolversTypes['MenuSection']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MenuItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MenuItem'] = ResolversParentTypes['MenuItem'], FederationReferenceType extends FederationReferenceTypes['MenuItem'] = FederationReferenceTypes['MenuItem']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['MenuItem']> | FederationReferenceType, FederationReferenceType, ContextType>;
  available?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modifierGroups?: Resolver<Array<ResolversTypes['ModifierGroup']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  stock?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MenuSectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MenuSection'] = ResolversParentTypes['MenuSection']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  items?: Resolver<Array<ResolversTypes['MenuItem']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModifierGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModifierGroup'] = ResolversParentTypes['ModifierGroup']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  maximum?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minimum?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<Array<ResolversTypes['ModifierOption']>, ParentType, ContextType>;
};

export type ModifierOptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ModifierOption'] = ResolversParentTypes['ModifierOption']> = {
  available?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priceDelta?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createRestaurant?: Resolver<ResolversTypes['RestaurantPayload'], ParentType, ContextType, RequireFields<MutationCreateRestaurantArgs, 'input'>>;
  releaseStock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationReleaseStockArgs, 'orderId'>>;
  replaceMenu?: Resolver<ResolversTypes['RestaurantPayload'], ParentType, ContextType, RequireFields<MutationReplaceMenuArgs, 'input'>>;
  reserveStock?: Resolver<ResolversTypes['ReserveStockPayload'], ParentType, ContextType, RequireFields<MutationReserveStockArgs, 'input'>>;
  setDeliveryZone?: Resolver<ResolversTypes['RestaurantPayload'], ParentType, ContextType, RequireFields<MutationSetDeliveryZoneArgs, 'input'>>;
  setItemAvailability?: Resolver<ResolversTypes['SetItemAvailabilityPayload'], ParentType, ContextType, RequireFields<MutationSetItemAvailabilityArgs, 'input'>>;
  setOpeningHours?: Resolver<ResolversTypes['RestaurantPayload'], ParentType, ContextType, RequireFields<MutationSetOpeningHoursArgs, 'input'>>;
  setRestaurantMode?: Resolver<ResolversTypes['RestaurantPayload'], ParentType, ContextType, RequireFields<MutationSetRestaurantModeArgs, 'input'>>;
  updateRestaurant?: Resolver<ResolversTypes['RestaurantPayload'], ParentType, ContextType, RequireFields<MutationUpdateRestaurantArgs, 'input'>>;
};

export type OpeningHoursResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpeningHours'] = ResolversParentTypes['OpeningHours']> = {
  closesAt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dayOfWeek?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  opensAt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrderabilityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Orderability'] = ResolversParentTypes['Orderability']> = {
  lines?: Resolver<Array<ResolversTypes['PricedLine']>, ParentType, ContextType>;
  restaurant?: Resolver<Maybe<ResolversTypes['Restaurant']>, ParentType, ContextType>;
  violations?: Resolver<Array<ResolversTypes['OrderabilityViolation']>, ParentType, ContextType>;
};

export type OrderabilityViolationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderabilityViolation'] = ResolversParentTypes['OrderabilityViolation']> = {
  code?: Resolver<ResolversTypes['OrderabilityViolationCode'], ParentType, ContextType>;
  lineIndex?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type PricedLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PricedLine'] = ResolversParentTypes['PricedLine']> = {
  menuItemId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modifiers?: Resolver<Array<ResolversTypes['PricedModifier']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unitPriceMinor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PricedModifierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PricedModifier'] = ResolversParentTypes['PricedModifier']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  optionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  priceDeltaMinor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  orderability?: Resolver<ResolversTypes['Orderability'], ParentType, ContextType, RequireFields<QueryOrderabilityArgs, 'input'>>;
  restaurant?: Resolver<Maybe<ResolversTypes['Restaurant']>, ParentType, ContextType, RequireFields<QueryRestaurantArgs, 'id'>>;
  restaurantsNearby?: Resolver<ResolversTypes['RestaurantConnection'], ParentType, ContextType, RequireFields<QueryRestaurantsNearbyArgs, 'first' | 'near' | 'openNow' | 'radiusMeters'>>;
};

export type ReserveStockPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReserveStockPayload'] = ResolversParentTypes['ReserveStockPayload']> = {
  reserved?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  violations?: Resolver<Array<ResolversTypes['OrderabilityViolation']>, ParentType, ContextType>;
};

export type RestaurantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Restaurant'] = ResolversParentTypes['Restaurant'], FederationReferenceType extends FederationReferenceTypes['Restaurant'] = FederationReferenceTypes['Restaurant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Restaurant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  cuisines?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  deliveryZone?: Resolver<Array<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  distanceMeters?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isOpen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  location?: Resolver<ResolversTypes['GeoPoint'], ParentType, ContextType>;
  menu?: Resolver<Maybe<ResolversTypes['Menu']>, ParentType, ContextType>;
  minimumOrder?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['RestaurantMode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openingHours?: Resolver<Array<ResolversTypes['OpeningHours']>, ParentType, ContextType>;
  preparationTimeMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
};

export type RestaurantConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestaurantConnection'] = ResolversParentTypes['RestaurantConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RestaurantEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RestaurantEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestaurantEdge'] = ResolversParentTypes['RestaurantEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Restaurant'], ParentType, ContextType>;
};

export type RestaurantPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RestaurantPayload'] = ResolversParentTypes['RestaurantPayload']> = {
  restaurant?: Resolver<Maybe<ResolversTypes['Restaurant']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SetItemAvailabilityPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetItemAvailabilityPayload'] = ResolversParentTypes['SetItemAvailabilityPayload']> = {
  item?: Resolver<Maybe<ResolversTypes['MenuItem']>, ParentType, ContextType>;
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
  CurrencyCode?: GraphQLScalarType;
  Cursor?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  GeoPoint?: GeoPointResolvers<ContextType>;
  Menu?: MenuResolvers<ContextType>;
  MenuItem?: MenuItemResolvers<ContextType>;
  MenuSection?: MenuSectionResolvers<ContextType>;
  ModifierGroup?: ModifierGroupResolvers<ContextType>;
  ModifierOption?: ModifierOptionResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  OpeningHours?: OpeningHoursResolvers<ContextType>;
  Orderability?: OrderabilityResolvers<ContextType>;
  OrderabilityViolation?: OrderabilityViolationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PricedLine?: PricedLineResolvers<ContextType>;
  PricedModifier?: PricedModifierResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReserveStockPayload?: ReserveStockPayloadResolvers<ContextType>;
  Restaurant?: RestaurantResolvers<ContextType>;
  RestaurantConnection?: RestaurantConnectionResolvers<ContextType>;
  RestaurantEdge?: RestaurantEdgeResolvers<ContextType>;
  RestaurantPayload?: RestaurantPayloadResolvers<ContextType>;
  SetItemAvailabilityPayload?: SetItemAvailabilityPayloadResolvers<ContextType>;
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
