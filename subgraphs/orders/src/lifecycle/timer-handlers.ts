import type { DomainClock } from '@tiffin/kernel';
import type { TimerHandler } from '@tiffin/timers';
import { changeOrder, findLocked } from './change-order.ts';
import { SYSTEM_ACTOR } from './command.ts';
import { STATE_TIMERS, type StateTimer } from './transition-table.ts';

/**
 * What happens when the timer of a state is due: the command the table names. An order that has left the state
 * meanwhile is let be.
 *
 * @param onChanged called before the commit: what it wakes looks again by itself
 */
export function timerHandlers(
  clock: DomainClock,
  onChanged: () => void,
): Record<StateTimer, TimerHandler> {
  const handle =
    (command: 'expire' | 'release'): TimerHandler =>
    async (timer, client) => {
      const order = await findLocked(client, timer.subject);
      if (order === null || STATE_TIMERS[order.status]?.command !== command) return;
      await changeOrder(client, order, { name: command }, SYSTEM_ACTOR, clock.now());
      onChanged();
    };
  return { acceptance: handle('expire'), release: handle('release') };
}
