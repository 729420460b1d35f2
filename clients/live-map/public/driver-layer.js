// @ts-check
import { badge, L, latLng } from './city-map.js';
import { vehicleIcon } from './icons.js';

/** A driver who has not been heard of for this long leaves the map, milliseconds. */
const FORGOTTEN_AFTER_MS = 60_000;
const SWEEP_MS = 5_000;

/** Drivers where they were last heard of. */
export class DriverLayer {
  /** @param {import('leaflet').Map} map */
  constructor(map) {
    this.map = map;
    /** @type {Map<string, { marker: import('leaflet').Marker, heardAt: number }>} */
    this.drivers = new Map();
    setInterval(() => this.#sweep(), SWEEP_MS);
  }

  /**
   * Moves a driver to a new place.
   * @param {{ driver: { id: string, vehicle: keyof typeof import('./icons.js').VEHICLE_ICONS | null }, location: import('./city-map.js').Place, order: { id: string } | null }} position
   */
  move({ driver, location, order }) {
    const shown = this.drivers.get(driver.id) ?? this.#add(driver, location);
    shown.heardAt = Date.now();
    shown.marker.setLatLng(latLng(location));
    shown.marker.getElement()?.classList.toggle('busy', order !== null);
  }

  get count() {
    return this.drivers.size;
  }

  #add(driver, location) {
    const icon = badge('driver', 26, vehicleIcon(driver.vehicle));
    const marker = L.marker(latLng(location), { icon, zIndexOffset: 500 }).addTo(this.map);
    marker.getElement()?.setAttribute('data-driver', driver.id);
    const shown = { marker, heardAt: 0 };
    this.drivers.set(driver.id, shown);
    return shown;
  }

  #sweep() {
    for (const [id, { marker, heardAt }] of this.drivers) {
      if (Date.now() - heardAt < FORGOTTEN_AFTER_MS) continue;
      marker.remove();
      this.drivers.delete(id);
    }
  }
}
