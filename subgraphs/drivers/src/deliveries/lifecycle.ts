import type { EventType } from '@tiffin/events';

/**
 * Where a delivery stands. EN_ROUTE is a stage of its own here, because it can be left only towards the
 * customer; the graph shows it as PICKED_UP.
 */
export type Stage =
  | 'SEARCHING'
  | 'OFFERED'
  | 'ASSIGNED'
  | 'AT_RESTAURANT'
  | 'PICKED_UP'
  | 'EN_ROUTE'
  | 'AT_CUSTOMER'
  | 'DELIVERED'
  | 'FAILED'
  | 'CANCELLED';

/** What moves a delivery. */
export type LifecycleCommand =
  | 'OFFER'
  | 'REOPEN'
  | 'ACCEPT'
  | 'ARRIVE_AT_RESTAURANT'
  | 'CONFIRM_PICK_UP'
  | 'START_DROP_OFF'
  | 'ARRIVE_AT_CUSTOMER'
  | 'COMPLETE'
  | 'FAIL'
  | 'CANCEL'
  | 'GIVE_UP';

/** Who moves it: the driver, or the platform by itself (dispatch, timers, the order's events). */
export type Actor = 'DRIVER' | 'SYSTEM';

/** A column that is stamped with the domain time of the transition. */
export type Stamp =
  | 'assigned_at'
  | 'arrived_at_restaurant_at'
  | 'picked_up_at'
  | 'arrived_at_customer_at'
  | 'delivered_at';

/** One row of the table: from any of these stages, by this command of this actor, to that stage. */
export interface Transition {
  readonly command: LifecycleCommand;
  readonly actor: Actor;
  readonly from: readonly Stage[];
  readonly to: Stage;
  readonly event?: EventType & `drivers.delivery.${string}`;
  readonly stamp?: Stamp;
  /** The food must stand at the counter. */
  readonly needsFood?: true;
  /** The driver can take another delivery afterwards. */
  readonly freesDriver?: true;
}

/** The whole lifecycle; what is not in it is refused. */
export const TRANSITIONS: readonly Transition[] = [
  { command: 'OFFER', actor: 'SYSTEM', from: ['SEARCHING'], to: 'OFFERED' },
  { command: 'REOPEN', actor: 'SYSTEM', from: ['OFFERED'], to: 'SEARCHING' },
  {
    command: 'ACCEPT',
    actor: 'DRIVER',
    from: ['OFFERED'],
    to: 'ASSIGNED',
    event: 'drivers.delivery.assigned.v1',
    stamp: 'assigned_at',
  },
  {
    command: 'ARRIVE_AT_RESTAURANT',
    actor: 'DRIVER',
    from: ['ASSIGNED'],
    to: 'AT_RESTAURANT',
    event: 'drivers.delivery.at_restaurant.v1',
    stamp: 'arrived_at_restaurant_at',
  },
  {
    command: 'CONFIRM_PICK_UP',
    actor: 'DRIVER',
    from: ['AT_RESTAURANT'],
    to: 'PICKED_UP',
    event: 'drivers.delivery.picked_up.v1',
    stamp: 'picked_up_at',
    needsFood: true,
  },
  {
    command: 'START_DROP_OFF',
    actor: 'DRIVER',
    from: ['PICKED_UP'],
    to: 'EN_ROUTE',
    event: 'drivers.delivery.en_route.v1',
  },
  {
    command: 'ARRIVE_AT_CUSTOMER',
    actor: 'DRIVER',
    from: ['EN_ROUTE'],
    to: 'AT_CUSTOMER',
    event: 'drivers.delivery.at_customer.v1',
    stamp: 'arrived_at_customer_at',
  },
  {
    command: 'COMPLETE',
    actor: 'DRIVER',
    from: ['AT_CUSTOMER'],
    to: 'DELIVERED',
    event: 'drivers.delivery.delivered.v1',
    stamp: 'delivered_at',
    freesDriver: true,
  },
  {
    command: 'FAIL',
    actor: 'DRIVER',
    from: ['ASSIGNED', 'AT_RESTAURANT', 'PICKED_UP', 'EN_ROUTE', 'AT_CUSTOMER'],
    to: 'FAILED',
    event: 'drivers.delivery.failed.v1',
    freesDriver: true,
  },
  {
    command: 'CANCEL',
    actor: 'SYSTEM',
    from: [
      'SEARCHING',
      'OFFERED',
      'ASSIGNED',
      'AT_RESTAURANT',
      'PICKED_UP',
      'EN_ROUTE',
      'AT_CUSTOMER',
    ],
    to: 'CANCELLED',
    freesDriver: true,
  },
  {
    command: 'GIVE_UP',
    actor: 'SYSTEM',
    from: ['SEARCHING'],
    to: 'FAILED',
    event: 'drivers.delivery.no_driver.v1',
  },
];

const BY_COMMAND = new Map(TRANSITIONS.map((transition) => [transition.command, transition]));

/** The stages in which a driver is bound to a delivery. */
export const ACTIVE_STAGES: readonly Stage[] = [
  'ASSIGNED',
  'AT_RESTAURANT',
  'PICKED_UP',
  'EN_ROUTE',
  'AT_CUSTOMER',
];

/** The stages nothing leaves. */
export const FINAL_STAGES: readonly Stage[] = ['DELIVERED', 'FAILED', 'CANCELLED'];

/** The row of a command. */
export function transitionOf(command: LifecycleCommand): Transition {
  const transition = BY_COMMAND.get(command);
  if (!transition) throw new RangeError(`no transition for ${command}`);
  return transition;
}

/** Whether a delivery at `stage` may take this command. */
export function allows(command: LifecycleCommand, stage: Stage): boolean {
  return transitionOf(command).from.includes(stage);
}

/** A stage as the graph and the events name it. */
export function statusOf(stage: Stage): Exclude<Stage, 'EN_ROUTE'> {
  return stage === 'EN_ROUTE' ? 'PICKED_UP' : stage;
}

/** Why a command was refused, for people, with both states. */
export function refusal(command: LifecycleCommand, stage: Stage): string {
  const { to } = transitionOf(command);
  return `A delivery that is ${stage} cannot become ${to}.`;
}
