import { gridDisk, latLngToCell } from 'h3-js';
import type { GeoPoint } from './point.ts';

/** Resolution of zones and `geoKey`: H3 cells of about 5 km² (edge 1.4 km). */
export const ZONE_RESOLUTION = 7;

/** The H3 cell a point is in. */
export function cellOf(point: GeoPoint, resolution: number = ZONE_RESOLUTION): string {
  return latLngToCell(point.latitude, point.longitude, resolution);
}

/** A cell and its neighbours up to some rings away. */
export function cellsAround(cell: string, rings: number): string[] {
  return gridDisk(cell, rings);
}
