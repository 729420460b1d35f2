// @ts-check
import * as L from '/vendor/leaflet/leaflet-src.esm.js';
import { cellToBoundary, gridDisk, latLngToCell } from '/vendor/h3-js/h3-js.es.js';

/** Cells drawn behind the city: H3 resolution 8, about 0.7 km², this many rings around the centre. */
const BACKDROP = { resolution: 8, rings: 9 };
/** Cells watched for drivers: resolution 5, about 250 km² each. */
const WATCHED = { resolution: 5, rings: 1 };
const ZOOM = 14;

/** @typedef {{ latitude: number, longitude: number }} Place */

/** @param {Place} place @returns {[number, number]} */
export const latLng = ({ latitude, longitude }) => [latitude, longitude];

/**
 * A map without streets: the cells of the city and what moves on them.
 * @param {Place} centre
 */
export function createCityMap(centre) {
  const map = L.map('map', { zoomControl: false, attributionControl: false });
  map.setView(latLng(centre), ZOOM);
  L.control.zoom({ position: 'topleft' }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  for (const cell of cellsAround(centre, BACKDROP)) {
    L.polygon(cellToBoundary(cell), {
      color: '#2b3643',
      weight: 1,
      fillColor: '#1b232d',
      fillOpacity: 0.5,
      interactive: false,
    }).addTo(map);
  }
  return map;
}

/** The cells in which drivers of a city are watched. */
export function watchedCells(/** @type {Place} */ centre) {
  return cellsAround(centre, WATCHED);
}

/** @param {Place} centre @param {{ resolution: number, rings: number }} extent */
function cellsAround({ latitude, longitude }, { resolution, rings }) {
  return gridDisk(latLngToCell(latitude, longitude, resolution), rings);
}

/**
 * A marker made of one element.
 * @param {string} className
 * @param {number} size pixels
 * @param {string} [label]
 */
export function badge(className, size, label = '') {
  return L.divIcon({ className, iconSize: [size, size], html: label });
}

export { L };
