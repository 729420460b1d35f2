/** Kind of the timer that ends an offer nobody answered; its subject is the offer's id. */
export const OFFER_EXPIRY = 'offer-expiry';
