import { cellToParent, getResolution, isValidCell, latLngToCell } from 'h3-js';
import type { GeoPoint } from '@tiffin/kernel';
import { followingPolicy } from '../policy.ts';

/** Cells of a map that an operator looks at. */
export interface CellSelection {
  readonly cells: readonly string[];
  /** The cells of the coarsest resolution they lie in: what is published to. */
  readonly parents: readonly string[];
  includes(place: GeoPoint): boolean;
}

/** The selection of these cells; null unless they are 1 to 64 H3 cells of resolution 5 to 9. */
export function selectCells(cells: readonly string[]): CellSelection | null {
  const { maxCells, minCellResolution, maxCellResolution } = followingPolicy;
  if (cells.length === 0 || cells.length > maxCells) return null;
  const isOffered = (cell: string) => {
    if (!isValidCell(cell)) return false;
    const resolution = getResolution(cell);
    return resolution >= minCellResolution && resolution <= maxCellResolution;
  };
  if (!cells.every(isOffered)) return null;
  const wanted = new Set(cells);
  const resolutions = [...new Set(cells.map((cell) => getResolution(cell)))];
  return {
    cells: [...wanted],
    parents: [...new Set(cells.map((cell) => cellToParent(cell, minCellResolution)))],
    includes: ({ latitude, longitude }) =>
      resolutions.some((resolution) => wanted.has(latLngToCell(latitude, longitude, resolution))),
  };
}
