export type * from './catalogue/index.ts';
export { sourceUri } from './envelope/envelope.ts';
export type { EventOf, NewEvent } from './envelope/envelope.ts';
export {
  EventsError,
  InvalidCursorError,
  LogGapError,
  LogUnavailableError,
  SubscriptionRevokedError,
  TryAgainLaterError,
} from './errors.ts';
export { appendToOutbox } from './outbox/append.ts';
export { nextSequence } from './counter/next-sequence.ts';
export { createRelay } from './relay/relay.ts';
export type { Relay, RelayOptions } from './relay/relay.ts';
export { createConsumer } from './inbox/consumer.ts';
export type { Consumer, ConsumerOptions, EventHandler, EventHandlers } from './inbox/consumer.ts';
export {
  discardDeadLetter,
  listParkedEvents,
  replayDeadLetters,
} from './dead-letter/dead-letters.ts';
export type { ParkedEvent } from './dead-letter/dead-letters.ts';
export { followStream } from './following/follow-stream.ts';
export type { Following, FollowOptions } from './following/follow-stream.ts';
export { connectRedis, untilReady } from './redis/connect.ts';
export type { RedisUse } from './redis/connect.ts';
export { connectPubSub } from './subscription/pub-sub.ts';
export type { Listening, PubSub } from './subscription/pub-sub.ts';
export type { ChannelListener } from './subscription/channel.ts';
export { resumable } from './subscription/resumable.ts';
export type { ResumableOptions } from './subscription/resumable.ts';
export { newest } from './subscription/newest.ts';
export type { LatestFeed } from './subscription/latest-feed.ts';
export type { ReadLog, Sequenced } from './subscription/log-reader.ts';
export { decodeCursor, encodeCursor } from './subscription/cursor.ts';
export { eventsPolicy } from './policy.ts';
export type { Client } from './sql.ts';
