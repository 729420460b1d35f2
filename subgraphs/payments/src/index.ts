export { start, type PaymentsSubgraph } from './subgraph.ts';
