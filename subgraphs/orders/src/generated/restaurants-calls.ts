/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A point on the earth, WGS 84. */
export type GeoPointInput = {
  /** Degrees north of the equator, -90 to 90. */
  latitude: number;
  /** Degrees east of Greenwich, -180 to 180. */
  longitude: number;
};

/** Items of an order as the caller chose them. */
export type OrderLineInput = {
  /** The menu item. */
  menuItemId: string | number;
  /** The chosen modifier options. */
  modifierOptionIds?: Array<string | number>;
  /** How many, 1 to 99. */
  quantity: number;
};

/** An order that might be placed. */
export type OrderabilityInput = {
  /** The domain instant at which the kitchen would get the order. */
  at: string;
  /** Where the food goes; null when the customer picks it up. */
  deliverTo?: GeoPointInput | null | undefined;
  /** The items; 1 to 100. */
  lines: Array<OrderLineInput>;
  /** The restaurant. */
  restaurantId: string | number;
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

/** Stock to reserve for an order. */
export type ReserveStockInput = {
  /** The items. */
  lines: Array<OrderLineInput>;
  /** The order; the key under which the reservation can be released. */
  orderId: string | number;
  /** The restaurant. */
  restaurantId: string | number;
};

/** Whether a kitchen takes orders. */
export type RestaurantMode =
  /** Takes orders, and takes longer over them. */
  | 'BUSY'
  /** Takes orders. */
  | 'OPEN'
  /** Takes no orders for now. */
  | 'PAUSED';

export type OrderabilityQueryVariables = Exact<{
  input: OrderabilityInput;
}>;


export type OrderabilityQuery = { orderability: { restaurant: { id: string, timeZone: string, currency: string, preparationTimeMinutes: number, mode: RestaurantMode, location: { latitude: number, longitude: number } } | null, lines: Array<{ menuItemId: string, name: string, quantity: number, unitPriceMinor: number, modifiers: Array<{ optionId: string, name: string, priceDeltaMinor: number }> }>, violations: Array<{ code: OrderabilityViolationCode, message: string, lineIndex: number | null }> } };

export type ReserveStockMutationVariables = Exact<{
  input: ReserveStockInput;
}>;


export type ReserveStockMutation = { reserveStock: { reserved: boolean, violations: Array<{ code: OrderabilityViolationCode, message: string, lineIndex: number | null }> } };

export type ReleaseStockMutationVariables = Exact<{
  orderId: string | number;
}>;


export type ReleaseStockMutation = { releaseStock: boolean };


export const OrderabilityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Orderability"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OrderabilityInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"orderability"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restaurant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"latitude"}},{"kind":"Field","name":{"kind":"Name","value":"longitude"}}]}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"preparationTimeMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"menuItemId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"unitPriceMinor"}},{"kind":"Field","name":{"kind":"Name","value":"modifiers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"priceDeltaMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"lineIndex"}}]}}]}}]}}]} as unknown as DocumentNode<OrderabilityQuery, OrderabilityQueryVariables>;
export const ReserveStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReserveStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReserveStockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reserveStock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"violations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"lineIndex"}}]}}]}}]}}]} as unknown as DocumentNode<ReserveStockMutation, ReserveStockMutationVariables>;
export const ReleaseStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReleaseStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"releaseStock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}}}]}]}}]} as unknown as DocumentNode<ReleaseStockMutation, ReleaseStockMutationVariables>;