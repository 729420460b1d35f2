export { cellOf, cellsAround, ZONE_RESOLUTION } from './geo/cell.ts';
export {
  bearingDegrees,
  distanceMeters,
  interpolate,
  isGeoPoint,
  type GeoPoint,
} from './geo/point.ts';
export { isInside } from './geo/polygon.ts';
export { routeMeters, travelMs, type Vehicle } from './geo/travel.ts';
export { isUuid, uuidv7 } from './identifiers/uuid.ts';
export { isCurrencyCode, minorUnitExponent, type CurrencyCode } from './money/currencies.ts';
export {
  add,
  BASIS_POINTS,
  compare,
  formatDecimal,
  money,
  multiply,
  negate,
  parseMoney,
  portion,
  subtract,
  zero,
  type Money,
} from './money/money.ts';
export {
  createDomainClock,
  domainClockFromEnv,
  processClock,
  type DomainClock,
  type DomainClockEnvironment,
  type DomainClockSetting,
  type ProcessClock,
} from './time/clocks.ts';
export {
  domainInstant,
  domainInstantFromRfc3339,
  plusMs,
  processInstant,
  toRfc3339,
  type DomainInstant,
  type ProcessInstant,
} from './time/instants.ts';
