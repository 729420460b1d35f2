/** An amount as it travels in events: integer minor units as a decimal string, ISO 4217 code. */
export interface MoneyData {
  minor: string;
  currency: string;
}

/** A point, WGS 84 degrees. */
export interface GeoPointData {
  latitude: number;
  longitude: number;
}
