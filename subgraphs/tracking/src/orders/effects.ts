/** Whom a committed event concerns. */
export interface Effects {
  /** Orders whose log has grown or that became known. */
  readonly orders: Set<string>;
  /** Drivers whose session, or the order of it, has changed. */
  readonly sessions: Set<string>;
  /** Drivers who left the map. */
  readonly gone: Set<string>;
}

export function noEffects(): Effects {
  return { orders: new Set(), sessions: new Set(), gone: new Set() };
}
