// @ts-check

/** Drawings of 16 by 16, drawn with the colour of the text around them. */
const draw = (/** @type {string} */ shapes) =>
  `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes}</svg>`;

const WHEELS = '<circle cx="4" cy="11.5" r="2.3"/><circle cx="12" cy="11.5" r="2.3"/>';

/** What a driver moves with. */
export const VEHICLE_ICONS = {
  WALKING: '<circle cx="8" cy="3" r="1.3"/><path d="M8 5v4l-2 4M8 9l2.5 4M5 8l3-2 3 2"/>',
  BICYCLE: `${WHEELS}<path d="M4 11.5 6.5 6h4L12 11.5M6.5 6 9 11.5H4M10.5 6l.5-2h1.5M5.5 5h2"/>`,
  MOTORCYCLE: `${WHEELS}<path d="M6.3 11.5h3.4L12 8.5 10.5 4H12M3 8.5h5l2.5-1"/>`,
  CAR: '<path d="M2 11V8.5L4 5h8l2 3.5V11zM2.5 8.5h11"/><circle cx="4.8" cy="11.5" r="1.2"/><circle cx="11.2" cy="11.5" r="1.2"/>',
};

/** @param {keyof VEHICLE_ICONS | null} vehicle */
export function vehicleIcon(vehicle) {
  return draw(VEHICLE_ICONS[vehicle ?? 'WALKING'] ?? VEHICLE_ICONS.WALKING);
}

/** A stack of lunch boxes. */
export const RESTAURANT_ICON = draw(
  '<path d="M5.5 4a2.5 2.5 0 0 1 5 0"/><rect x="3" y="4" width="10" height="3.4" rx="1"/><rect x="3" y="7.4" width="10" height="3.4" rx="1"/><rect x="3" y="10.8" width="10" height="3.4" rx="1"/>',
);
