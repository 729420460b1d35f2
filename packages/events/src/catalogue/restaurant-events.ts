import type { GeoPointData } from './values.ts';

/** Events of the restaurants context; the subject is the restaurant's id. */
export interface RestaurantEvents {
  /** A restaurant was created; its owner becomes a member of its staff. */
  'restaurants.restaurant.created.v1': {
    restaurantId: string;
    ownerId: string;
    name: string;
    location: GeoPointData;
    timeZone: string;
    currency: string;
  };
}
