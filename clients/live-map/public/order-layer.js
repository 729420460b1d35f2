// @ts-check
import { badge, L, latLng } from './city-map.js';
import { FINAL, STATUSES, statusText } from './statuses.js';

/** How long a finished order stays on the map, milliseconds. */
const LINGER_MS = 6_000;
/** Orders shown at most; the oldest goes first. */
const MOST_ORDERS = 500;

/** Orders at their doorsteps, each with a line from its restaurant. */
export class OrderLayer {
  /** @param {import('leaflet').Map} map */
  constructor(map) {
    this.map = map;
    /** @type {Map<string, { marker: import('leaflet').Marker, line: import('leaflet').Polyline, status: string }>} */
    this.orders = new Map();
  }

  /**
   * Shows an order in a state.
   * @param {{ id: string, number: string, deliverTo: import('./city-map.js').Place | null }} order
   * @param {import('./city-map.js').Place} from the restaurant
   * @param {string} status
   */
  show(order, from, status) {
    if (!order.deliverTo) return;
    const shown = this.orders.get(order.id) ?? this.#add(order, order.deliverTo, from);
    shown.status = status;
    const element = shown.marker.getElement();
    element?.style.setProperty('--status', STATUSES[status] ?? '#fff');
    element?.setAttribute('data-status', status);
    shown.line.setStyle({ color: STATUSES[status] ?? '#fff' });
    shown.marker.setTooltipContent(`Order ${order.number}: ${statusText(status)}`);
    if (FINAL.has(status)) setTimeout(() => this.#remove(order.id), LINGER_MS);
  }

  /** How many orders are in each state. */
  counts() {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const { status } of this.orders.values()) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  /** How many orders are under way. */
  get underWay() {
    return [...this.orders.values()].filter(({ status }) => !FINAL.has(status)).length;
  }

  #add(order, to, from) {
    const [oldest] = this.orders.keys();
    if (this.orders.size >= MOST_ORDERS && oldest !== undefined) this.#remove(oldest);
    const line = L.polyline([latLng(from), latLng(to)], { weight: 1.5, dashArray: '4 6' });
    const marker = L.marker(latLng(to), { icon: badge('order', 16) });
    marker.bindTooltip('');
    line.addTo(this.map);
    marker.addTo(this.map);
    marker.getElement()?.setAttribute('data-order', order.id);
    const shown = { marker, line, status: '' };
    this.orders.set(order.id, shown);
    return shown;
  }

  #remove(/** @type {string} */ id) {
    const shown = this.orders.get(id);
    shown?.marker.remove();
    shown?.line.remove();
    this.orders.delete(id);
  }
}
