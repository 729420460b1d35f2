/** Names in Redis; keys get the prefix here, channels get it from the pub/sub connection. */
export interface RedisNames {
  /** The last position taken, and the bucket. */
  track(driverId: string): string;
  lastPosition(driverId: string): string;
  /** Where all drivers with a session were last. */
  readonly map: string;
  /** A channel's name as published. */
  published(channel: string): string;
}

export function redisNames(prefix: string): RedisNames {
  return {
    track: (driverId) => `${prefix}tracking:{${driverId}}:track`,
    lastPosition: (driverId) => `${prefix}tracking:{${driverId}}:position`,
    map: `${prefix}tracking:map`,
    published: (channel) => `${prefix}${channel}`,
  };
}

/** Published to when an order's log has grown. */
export function orderChannel(orderId: string): string {
  return `tracking:order:${orderId}`;
}

/** Positions of the driver who brings an order. */
export function positionChannel(orderId: string): string {
  return `tracking:position:${orderId}`;
}

/** Positions within one cell of the coarsest resolution. */
export function cellChannel(cell: string): string {
  return `tracking:cell:${cell}`;
}

/** Ids of drivers whose session has changed. */
export const SESSION_CHANNEL = 'tracking:session';
