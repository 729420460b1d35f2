// @ts-check

/** The restaurants on the map, with the orders under way and where their logs stand. */
export const RESTAURANTS = `query LiveMapRestaurants($near: GeoPointInput!) {
  restaurantsNearby(near: $near, radiusMeters: 20000, openNow: false, first: 30) {
    edges {
      node {
        id
        name
        location { latitude longitude }
        ordersCursor
        activeOrders(first: 20) {
          id
          number
          status
          deliverTo { latitude longitude }
        }
      }
    }
  }
}`;

/** Each change of state of a restaurant's orders. */
export const RESTAURANT_ORDERS = `subscription LiveMapOrders($restaurantId: ID!, $after: Cursor) {
  restaurantOrders(restaurantId: $restaurantId, after: $after) {
    cursor
    occurredAt
    status
    order {
      id
      number
      deliverTo { latitude longitude }
    }
  }
}`;

/** Where the drivers are. */
export const DRIVER_POSITIONS = `subscription LiveMapDrivers($cells: [String!]!) {
  driverPositions(cells: $cells) {
    driver { id vehicle }
    location { latitude longitude }
    order { id }
  }
}`;
