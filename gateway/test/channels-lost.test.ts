import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FixtureGateway } from './fixture/fixture-gateway.ts';
import type { Journal } from './fixture/journal.ts';
import type { JournalGraph } from './fixture/journal-graph.ts';
import {
  following as query,
  JournalScene,
  nextEvent as next,
  WAIT_MS,
} from './fixture/journal-scene.ts';
import type { SocketClient } from './fixture/socket-client.ts';
import { within } from './fixture/within.ts';

let scene: JournalScene;
let fixture: FixtureGateway<JournalGraph>;
let journal: Journal;

beforeEach(async () => {
  scene = await JournalScene.start();
  ({ fixture, journal } = scene);
});
afterEach(() => scene.close());

const open = (sub?: string): Promise<SocketClient> => scene.open(sub);
const readers = (count: number): Promise<void> => scene.readers(count);

describe('a source that is lost', () => {
  test('and back is not noticed by those who can resume; nothing is missing', async () => {
    journal.publish();
    const [one, other] = [await open('ann'), await open('ben')];
    one.subscribe('1', query('entries'));
    other.subscribe('1', query('own'));
    await next(one);
    await next(other);
    await fixture.graph.stop();
    journal.publish();
    journal.publish();
    await fixture.graph.start();
    for (const client of [one, other]) {
      expect([await next(client), await next(client)]).toEqual([{ sequence: 2 }, { sequence: 3 }]);
    }
    journal.publish();
    for (const client of [one, other]) expect(await next(client)).toEqual({ sequence: 4 });
  });

  test('and repeats itself when it is asked again is heard once', async () => {
    journal.repeats = true;
    journal.publish();
    const client = await open();
    client.subscribe('1', query('entries'));
    client.subscribe('2', query('own'));
    for (const id of ['1', '2']) await next(client, id);
    await fixture.graph.stop();
    await fixture.graph.start();
    await readers(2);
    journal.publish();
    for (const id of ['1', '2']) expect(await next(client, id)).toEqual({ sequence: 2 });
    expect(client.frames).toEqual([]);
  });

  test('after the one who opened the stream has left is asked again for another', async () => {
    journal.publish();
    const [ann, ben] = [await open('ann'), await open('ben')];
    for (const client of [ann, ben]) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    await readers(1);
    ann.send({ type: 'complete', id: '1' });
    ben.subscribe('q', '{ last }');
    await within(WAIT_MS, ben.next('q'));
    await fixture.graph.stop();
    // Asked on behalf of the one who left, the source would refuse.
    journal.banned.add('ann');
    journal.publish();
    await fixture.graph.start();
    expect(await next(ben)).toEqual({ sequence: 2 });
  });

  test('is asked again for who is still being let in, and not for who has left', async () => {
    journal.publish();
    const [ann, ben] = [await open('ann'), await open('ben')];
    ann.subscribe('1', query('entries'));
    await next(ann);
    const asking: string[] = [];
    let arrived = Promise.withResolvers<void>();
    const letIn = Promise.withResolvers<void>();
    journal.beforeAdmission = (name) => {
      asking.push(name);
      arrived.resolve();
      return letIn.promise;
    };
    ben.subscribe('1', query('entries'));
    await within(WAIT_MS, arrived.promise);
    ann.send({ type: 'complete', id: '1' });
    ann.subscribe('q', '{ last }');
    await within(WAIT_MS, ann.next('q'));
    await fixture.graph.stop();
    await fixture.graph.start();
    // The shared stream, and the one in ben's own name.
    while (asking.length < 3) {
      arrived = Promise.withResolvers();
      await within(WAIT_MS, arrived.promise);
    }
    expect(asking).toEqual(['ben', 'ben', 'ben']);
    letIn.resolve();
    expect(await next(ben)).toEqual({ sequence: 1 });
    journal.publish();
    expect(await next(ben)).toEqual({ sequence: 2 });
  });

  test('interrupts those who cannot be resumed', async () => {
    journal.publish();
    const client = await open();
    client.subscribe('1', query('undeclared'));
    await next(client);
    client.subscribe('2', query('coming'));
    await readers(2);
    await fixture.graph.stop();
    for (const id of ['1', '2']) {
      expect(await within(WAIT_MS, client.next(id))).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
      });
    }
  });

  test('refuses afterwards: the subscriber is told so', async () => {
    journal.publish();
    const ann = await open('ann');
    ann.subscribe('1', query('own'));
    await next(ann);
    await fixture.graph.stop();
    journal.banned.add('ann');
    await fixture.graph.start();
    expect(await within(WAIT_MS, ann.next('1'))).toMatchObject({
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });
});
