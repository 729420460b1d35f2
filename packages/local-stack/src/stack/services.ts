import { subgraphNames } from '@tiffin/database';

/** Every process of the system, in the order in which they are named to a reader. */
export const serviceNames = ['sandbox-provider', ...subgraphNames, 'gateway'] as const;

export type ServiceName = (typeof serviceNames)[number];

export type Ports = Readonly<Record<ServiceName, number>>;

/** The ports of `npm start`, which also stand in the committed supergraph. */
export const defaultPorts: Ports = {
  gateway: 4000,
  accounts: 4101,
  restaurants: 4102,
  orders: 4103,
  drivers: 4104,
  tracking: 4105,
  payments: 4106,
  'sandbox-provider': 4107,
};

/** The processes of a co-located system: the gateway's holds the subgraphs. */
export const colocatedServiceNames: readonly ServiceName[] = ['sandbox-provider', 'gateway'];

/** Tells the co-located gateway which subgraphs it holds and where their code is. */
export const colocatedEnvironment = {
  COLOCATED_SUBGRAPHS: subgraphNames
    .map((name) => `${name}=subgraphs/${name}/src/subgraph.ts`)
    .join(','),
};

/** The file each process runs, from the root of the checkout. */
export function entryOf(name: ServiceName, colocated: boolean): string {
  if (name === 'gateway' && colocated) return 'gateway/src/colocated.ts';
  if (name === 'gateway') return 'gateway/src/main.ts';
  if (name === 'sandbox-provider') return 'subgraphs/payments/sandbox-provider/main.ts';
  return `subgraphs/${name}/src/main.ts`;
}
