export { start } from './subgraph.ts';
