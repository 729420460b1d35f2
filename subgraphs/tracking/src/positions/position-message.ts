import type { Eta } from '../estimates/eta-rules.ts';
import type { LivePosition } from './live-position.ts';

/** What is published to those who follow an order: the driver's position and what it means for the arrival. */
export interface PositionMessage {
  readonly position: LivePosition;
  readonly eta: Eta | null;
}
