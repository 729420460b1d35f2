/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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
  amountMinor: number;
  /** The currency. */
  currency: string;
  /** The customer who pays. */
  customerId: string | number;
  /** The order; the key under which the payment is found again. */
  orderId: string | number;
  /** The payment method's token from the provider. */
  paymentMethod: string;
  /** The restaurant that is paid. */
  restaurantId: string | number;
};

export type AuthorisePaymentMutationVariables = Exact<{
  input: AuthorisePaymentInput;
}>;


export type AuthorisePaymentMutation = { authorisePayment: { outcome: AuthorisationOutcome, declineCode: string | null, payment: { id: string } | null } };

export type VoidPaymentMutationVariables = Exact<{
  orderId: string | number;
}>;


export type VoidPaymentMutation = { voidPayment: boolean };


export const AuthorisePaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AuthorisePayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AuthorisePaymentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"authorisePayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"declineCode"}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<AuthorisePaymentMutation, AuthorisePaymentMutationVariables>;
export const VoidPaymentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VoidPayment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"voidPayment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"orderId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderId"}}}]}]}}]} as unknown as DocumentNode<VoidPaymentMutation, VoidPaymentMutationVariables>;