/** The bounded contexts that keep data, in the order in which they are migrated. */
export const subgraphNames = [
  'accounts',
  'restaurants',
  'orders',
  'drivers',
  'tracking',
  'payments',
] as const;

export type SubgraphName = (typeof subgraphNames)[number];
