import { serveJson } from '../measuring/serve-json.ts';
import type { SubscriberOrder, SubscriberState } from './subscriber-orders.ts';
import { Subscribers } from './subscribers.ts';

/** The subscribers of one contestant as a process of their own. */
const subscribers = new Subscribers();
serveJson<SubscriberOrder, SubscriberState>((order) => subscribers.follow(order));
