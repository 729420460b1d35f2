import type { Subscriptions } from '../subscriptions/streams/subscriptions.ts';
import type { Overload } from './overload.ts';
import { SpacedSubscriber } from './spaced-subscriber.ts';

/** Subscriptions whose conflatable events go out less often under overload. */
export function spacedSubscriptions(
  subscriptions: Pick<Subscriptions, 'open'>,
  overload: Pick<Overload, 'spacing'>,
): Pick<Subscriptions, 'open'> {
  return {
    open(request, subscriber) {
      const spaced = new SpacedSubscriber(subscriber, overload);
      const opened = subscriptions.open(request, spaced);
      return {
        operation: opened.operation,
        leave() {
          spaced.leave();
          opened.leave();
        },
        interrupt: (reason) => opened.interrupt(reason),
      };
    },
  };
}
