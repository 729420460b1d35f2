export { start } from './main.ts';
export type { RunningGateway } from './gateway.ts';
