import { expect, test } from '@jest/globals';
import { MULTIPART, SSE, streamFormatOf } from '../src/subscriptions/http/stream-format.ts';

const MULTIPART_TYPE = 'multipart/mixed;boundary=graphql;subscriptionSpec=1.0';

test.each([
  ['nothing', undefined, undefined],
  ['anything', '*/*', undefined],
  ['events', 'text/event-stream', SSE],
  ['events before JSON', 'text/event-stream, multipart/mixed, application/json', SSE],
  [
    'a single answer first, streams too',
    'application/graphql-response+json, application/json, text/event-stream, multipart/mixed',
    undefined,
  ],
  ['parts', `${MULTIPART_TYPE},application/graphql-response+json`, MULTIPART],
  ['parts of something else', 'multipart/mixed;deferSpec=20220824, application/json', undefined],
])('who accepts %s', (_name, accept, format) => {
  expect(streamFormatOf(accept)).toBe(format);
});
