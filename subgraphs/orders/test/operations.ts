/** The operations of the tests, as clients would write them. */

const ORDER = `id number status mode version total { amount currency } charged { amount currency }
  cancellation { by reason refunded { amount } } finishedAt promisedAt`;

export const QUOTE = `mutation ($input: QuoteOrderInput!) {
  quoteOrder(input: $input) {
    quote { token total { amount currency } priceLines { kind explanation amount { amount } }
      lines { name quantity unitPrice { amount } modifiers } expiresAt promisedAt }
    userErrors { code message field }
  }
}`;

export const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { ${ORDER} } userErrors { code message field } }
}`;

const command = (name: string, input: string): string => `mutation ($input: ${input}!) {
  ${name}(input: $input) { order { ${ORDER} } userErrors { code message field } }
}`;

export const ACCEPT = command('acceptOrder', 'AcceptOrderInput');
export const REJECT = command('rejectOrder', 'RejectOrderInput');
export const PREPARE = command('startPreparing', 'OrderCommandInput');
export const READY = command('markReady', 'OrderCommandInput');
export const HAND_OVER = command('handOver', 'OrderCommandInput');
export const CANCEL = command('cancelOrder', 'CancelOrderInput');

export const READ = `query ($id: ID!) { order(id: $id) {
  ${ORDER} note deliverTo { latitude longitude } deliveryAddress
  customer { id } restaurant { id }
  lines { name quantity unitPrice { amount } modifiers menuItem { id } }
  priceLines { kind amount { amount } }
  history { sequence previousStatus status actor }
} }`;

export const FOLLOW = `subscription ($orderId: ID!, $after: Cursor) {
  orderStatusChanged(orderId: $orderId, after: $after) {
    cursor sequence previousStatus status actor order { id status }
  }
}`;

export const FOLLOW_RESTAURANT = `subscription ($restaurantId: ID!, $after: Cursor) {
  restaurantOrders(restaurantId: $restaurantId, after: $after) { cursor sequence status order { id } }
}`;
