import { describe, expect, test } from '@jest/globals';
import { journalScene, next, query, WAIT_MS } from './fixture/journal-scene.ts';
import { within } from './fixture/within.ts';

const scene = journalScene();

describe('a source that is lost', () => {
  test('and back is not noticed by those who can resume; nothing is missing', async () => {
    scene.journal.publish();
    const [one, other] = [await scene.open('ann'), await scene.open('ben')];
    one.subscribe('1', query('entries'));
    other.subscribe('1', query('own'));
    await next(one);
    await next(other);
    await scene.graph.stop();
    scene.journal.publish();
    scene.journal.publish();
    await scene.graph.start();
    for (const client of [one, other]) {
      expect([await next(client), await next(client)]).toEqual([{ sequence: 2 }, { sequence: 3 }]);
    }
    scene.journal.publish();
    for (const client of [one, other]) expect(await next(client)).toEqual({ sequence: 4 });
  });

  test('and repeats itself when it is asked again is heard once', async () => {
    scene.journal.repeats = true;
    scene.journal.publish();
    const client = await scene.open();
    client.subscribe('1', query('entries'));
    client.subscribe('2', query('own'));
    for (const id of ['1', '2']) await next(client, id);
    await scene.graph.stop();
    await scene.graph.start();
    await scene.readers(2);
    scene.journal.publish();
    for (const id of ['1', '2']) expect(await next(client, id)).toEqual({ sequence: 2 });
    expect(client.frames).toEqual([]);
  });

  test('after the one who opened the stream has left is asked again for another', async () => {
    scene.journal.publish();
    const [ann, ben] = [await scene.open('ann'), await scene.open('ben')];
    for (const client of [ann, ben]) {
      client.subscribe('1', query('entries'));
      await next(client);
    }
    await scene.readers(1);
    ann.send({ type: 'complete', id: '1' });
    ben.subscribe('q', '{ last }');
    await within(WAIT_MS, ben.next('q'));
    await scene.graph.stop();
    // Asked on behalf of the one who left, the source would refuse.
    scene.journal.banned.add('ann');
    scene.journal.publish();
    await scene.graph.start();
    expect(await next(ben)).toEqual({ sequence: 2 });
  });

  test('is asked again for who is still being let in, and not for who has left', async () => {
    scene.journal.publish();
    const [ann, ben] = [await scene.open('ann'), await scene.open('ben')];
    ann.subscribe('1', query('entries'));
    await next(ann);
    const asking: string[] = [];
    let arrived = Promise.withResolvers<void>();
    const letIn = Promise.withResolvers<void>();
    scene.journal.beforeAdmission = (name) => {
      asking.push(name);
      arrived.resolve();
      return letIn.promise;
    };
    ben.subscribe('1', query('entries'));
    await within(WAIT_MS, arrived.promise);
    ann.send({ type: 'complete', id: '1' });
    ann.subscribe('q', '{ last }');
    await within(WAIT_MS, ann.next('q'));
    await scene.graph.stop();
    await scene.graph.start();
    // The shared stream, and the one in ben's own name.
    while (asking.length < 3) {
      arrived = Promise.withResolvers();
      await within(WAIT_MS, arrived.promise);
    }
    expect(asking).toEqual(['ben', 'ben', 'ben']);
    letIn.resolve();
    expect(await next(ben)).toEqual({ sequence: 1 });
    scene.journal.publish();
    expect(await next(ben)).toEqual({ sequence: 2 });
  });

  test('interrupts those who cannot be resumed', async () => {
    scene.journal.publish();
    const client = await scene.open();
    client.subscribe('1', query('undeclared'));
    await next(client);
    client.subscribe('2', query('coming'));
    await scene.readers(2);
    await scene.graph.stop();
    for (const id of ['1', '2']) {
      expect(await within(WAIT_MS, client.next(id))).toMatchObject({
        type: 'error',
        payload: [{ extensions: { code: 'SUBSCRIPTION_INTERRUPTED' } }],
      });
    }
  });

  test('refuses afterwards: the subscriber is told so', async () => {
    scene.journal.publish();
    const ann = await scene.open('ann');
    ann.subscribe('1', query('own'));
    await next(ann);
    await scene.graph.stop();
    scene.journal.banned.add('ann');
    await scene.graph.start();
    expect(await within(WAIT_MS, ann.next('1'))).toMatchObject({
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });
});
