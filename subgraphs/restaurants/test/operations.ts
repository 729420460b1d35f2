const RESTAURANT = `
  id name description cuisines location { latitude longitude } address timeZone currency
  minimumOrder { amount currency } preparationTimeMinutes mode isOpen
  openingHours { dayOfWeek opensAt closesAt } deliveryZone { latitude longitude }
  menu { version sections { id name items {
    id name description price { amount currency } available stock
    modifierGroups { id name minimum maximum options { id name priceDelta { amount } available } }
  } } }`;
const PAYLOAD = `restaurant { ${RESTAURANT} } userErrors { code message field }`;

export const CREATE = `mutation ($input: CreateRestaurantInput!) { createRestaurant(input: $input) { ${PAYLOAD} } }`;
export const UPDATE = `mutation ($input: UpdateRestaurantInput!) { updateRestaurant(input: $input) { ${PAYLOAD} } }`;
export const SET_HOURS = `mutation ($input: SetOpeningHoursInput!) { setOpeningHours(input: $input) { ${PAYLOAD} } }`;
export const SET_ZONE = `mutation ($input: SetDeliveryZoneInput!) { setDeliveryZone(input: $input) { ${PAYLOAD} } }`;
export const SET_MODE = `mutation ($input: SetRestaurantModeInput!) { setRestaurantMode(input: $input) { ${PAYLOAD} } }`;
export const REPLACE_MENU = `mutation ($input: ReplaceMenuInput!) { replaceMenu(input: $input) { ${PAYLOAD} } }`;
export const SET_AVAILABILITY = `mutation ($input: SetItemAvailabilityInput!) {
  setItemAvailability(input: $input) { item { id available stock } userErrors { code message field } }
}`;
export const READ = `query ($id: ID!) { restaurant(id: $id) { ${RESTAURANT} } }`;
export const NEARBY = `query ($near: GeoPointInput!, $radiusMeters: Int, $openNow: Boolean, $first: Int, $after: Cursor) {
  restaurantsNearby(near: $near, radiusMeters: $radiusMeters, openNow: $openNow, first: $first, after: $after) {
    edges { cursor node { id name distanceMeters isOpen } }
    pageInfo { hasNextPage endCursor }
  }
}`;
export const ORDERABILITY = `query ($input: OrderabilityInput!) {
  orderability(input: $input) {
    restaurant { id currency }
    lines { menuItemId name quantity unitPriceMinor modifiers { optionId name priceDeltaMinor } }
    violations { code message lineIndex }
  }
}`;
export const RESERVE = `mutation ($input: ReserveStockInput!) {
  reserveStock(input: $input) { reserved violations { code lineIndex } }
}`;
export const RELEASE = `mutation ($orderId: ID!) { releaseStock(orderId: $orderId) }`;
