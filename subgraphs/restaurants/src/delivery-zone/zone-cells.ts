import { ZONE_RESOLUTION, type GeoPoint } from '@tiffin/kernel';
import { POLYGON_TO_CELLS_FLAGS, polygonToCellsExperimental } from 'h3-js';

/** An H3 cell that a zone covers. */
export interface ZoneCell {
  readonly cell: string;
  /** Covered in part only: there the outline decides. */
  readonly border: boolean;
}

/** The cells that an outline touches; H3 and the outline agree that sides are straight in degrees. */
export function zoneCells(outline: readonly GeoPoint[]): ZoneCell[] {
  const corners = outline.map(({ latitude, longitude }) => [latitude, longitude]);
  const { containmentFull, containmentOverlapping } = POLYGON_TO_CELLS_FLAGS;
  const touched = polygonToCellsExperimental(corners, ZONE_RESOLUTION, containmentOverlapping);
  const inside = new Set(polygonToCellsExperimental(corners, ZONE_RESOLUTION, containmentFull));
  return touched.map((cell) => ({ cell, border: !inside.has(cell) }));
}
