// @ts-check

/** Operations to start from, each with the role that may run it and the variables it needs. */
export const EXAMPLES = [
  {
    name: 'Restaurants nearby (anybody)',
    query: `query RestaurantsNearby($near: GeoPointInput!) {
  restaurantsNearby(near: $near, first: 10) {
    edges {
      node {
        id
        name
        isOpen
        distanceMeters
        menu {
          sections {
            name
            items {
              id
              name
              price { amount currency }
            }
          }
        }
      }
    }
  }
}`,
    variables: { near: { latitude: 41.1496, longitude: -8.611 } },
  },
  {
    name: 'My orders across six subgraphs (customer)',
    query: `query MyOrders {
  myOrders(first: 5) {
    edges {
      node {
        id
        number
        status
        total { amount currency }
        restaurant { name }
        delivery {
          status
          driver { vehicle account { displayName } }
        }
        tracking {
          driverPosition { location { latitude longitude } }
          eta { at }
        }
        payment { status captured { amount } }
      }
    }
  }
}`,
    variables: {},
  },
  {
    name: 'Subscription: one order on its way (customer)',
    query: `subscription DeliveryTracking($orderId: ID!) {
  deliveryTracking(orderId: $orderId) {
    sequence
    kind
    status
    occurredAt
    position { location { latitude longitude } }
    eta { at }
    order {
      number
      restaurant { name }
      delivery { driver { account { displayName } } }
      payment { status }
    }
  }
}`,
    variables: { orderId: 'an id from "My orders"' },
  },
  {
    name: 'Subscription: my offers (driver)',
    query: `subscription DriverOffers {
  driverOffers {
    sequence
    status
    offer {
      id
      pay { amount currency }
      distanceToPickUpMeters
      expiresAt
      delivery { pickUp { latitude longitude } distanceMeters }
    }
  }
}`,
    variables: {},
  },
  {
    name: 'The ledger and three sums of money (admin)',
    query: `query Money {
  orderTotals {
    currency
    charged { amount }
    counts { status count }
  }
  ledgerBalances {
    account
    balance { amount currency }
  }
  reconciliation {
    currencies {
      provider { amount currency }
      payments { amount }
      ledger { amount }
    }
    differences { description }
  }
}`,
    variables: {},
  },
];
