export { command } from './actors/command.ts';
export { runCourier, type CourierOptions } from './actors/courier.ts';
export { buy, type Purchase } from './actors/customer.ts';
export { runKitchen, type CookingPlan, type KitchenOptions } from './actors/kitchen.ts';
export { OrderFollower, type ReceivedStatus } from './actors/order-follower.ts';
export {
  openRestaurant,
  type NewDish,
  type NewRestaurant,
  type OpenRestaurant,
} from './actors/restaurateur.ts';
export { clientFor, type Surroundings } from './actors/surroundings.ts';
export { providerNet } from './measurement/provider-totals.ts';
export { auditStream, type StatusAudit } from './measurement/status-audit.ts';
export { Tally } from './measurement/tally.ts';
export { sumsAgree, threeSums, type ThreeSums } from './measurement/three-sums.ts';
export { persistently } from './pacing/persistence.ts';
export { sleepMs, sleepUntil } from './pacing/sleep.ts';
export {
  administrator,
  administratorEnvironment,
  administratorLogin,
  administratorSession,
} from './stack/administrator.ts';
