import assert from 'node:assert/strict';
import type { WebexEvent } from '../../src/bot/event.js';
import { memoryInbox, type Worker } from '../../src/bot/inbox.js';

function eventOf(id: string, roomId = 's1'): WebexEvent {
  return { resource: 'messages', event: 'created', data: { id, roomId, personId: 'alice' } };
}

/** A promise to be settled from outside. */
function later(): { promise: Promise<void>; done: () => void } {
  let done: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (done = resolve));
  return { promise, done };
}

function workerOf(work: (id: string) => Promise<void>): Worker & { gaveUp: string[] } {
  const gaveUp: string[] = [];
  return {
    gaveUp,
    work: ({ data }) => work(data.id),
    giveUp: ({ data }) => {
      gaveUp.push(data.id);
      return Promise.resolve();
    },
  };
}

const noWait = (): Promise<void> => Promise.resolve();

describe('the inbox', () => {
  it('works one space off in order, one at a time', async () => {
    const log: string[] = [];
    const first = later();
    const inbox = memoryInbox(
      workerOf(async (id) => {
        log.push(`begin ${id}`);
        if (id === 'a') await first.promise;
        log.push(`end ${id}`);
      }),
    );
    for (const id of ['a', 'b', 'c']) await inbox.accept(eventOf(id));
    await new Promise(setImmediate);
    assert.deepEqual(log, ['begin a']);
    first.done();
    await inbox.idle();
    assert.deepEqual(log, ['begin a', 'end a', 'begin b', 'end b', 'begin c', 'end c']);
  });

  it('lets no space wait for another', async () => {
    const slow = later();
    const other = later();
    const inbox = memoryInbox(
      workerOf(async (id) => {
        if (id === 'slow') await slow.promise;
        else other.done();
      }),
    );
    await inbox.accept(eventOf('slow', 's1'));
    await inbox.accept(eventOf('quick', 's2'));
    await other.promise;
    slow.done();
    await inbox.idle();
  });

  it('lets no message wait for a welcome that is held back', async () => {
    const welcome = later();
    const message = later();
    const inbox = memoryInbox(
      workerOf(async (id) => {
        if (id === 'added') await welcome.promise;
        else message.done();
      }),
    );
    await inbox.accept({ ...eventOf('added'), resource: 'memberships' });
    await inbox.accept(eventOf('m1'));
    await message.promise;
    welcome.done();
    await inbox.idle();
  });

  it('says that an event is kept before it is worked off', async () => {
    const work = later();
    const inbox = memoryInbox(workerOf(() => work.promise));
    await inbox.accept(eventOf('a'));
    work.done();
    await inbox.idle();
  });

  it('does a thing once, however often it is told', async () => {
    const log: string[] = [];
    const inbox = memoryInbox(
      workerOf((id) => {
        log.push(id);
        return Promise.resolve();
      }),
    );
    await Promise.all([inbox.accept(eventOf('a')), inbox.accept(eventOf('a'))]);
    await inbox.idle();
    await inbox.accept(eventOf('a'));
    await inbox.idle();
    assert.deepEqual(log, ['a']);
  });

  it('tries again, each time after a longer while, until it works', async () => {
    const waits: number[] = [];
    let tries = 0;
    const worker = workerOf(() => {
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('x')) : Promise.resolve();
    });
    const inbox = memoryInbox(worker, (ms) => {
      waits.push(ms);
      return Promise.resolve();
    });
    await inbox.accept(eventOf('a'));
    await inbox.idle();
    assert.equal(tries, 3);
    assert.deepEqual(waits, [1_000, 5_000]);
    assert.deepEqual(worker.gaveUp, []);
  });

  it('gives up after the last try, and goes on with the next event', async () => {
    const log: string[] = [];
    const waits: number[] = [];
    const worker = workerOf((id) => {
      log.push(id);
      return id === 'a' ? Promise.reject(new Error('x')) : Promise.resolve();
    });
    const inbox = memoryInbox(worker, (ms) => {
      waits.push(ms);
      return Promise.resolve();
    });
    await inbox.accept(eventOf('a'));
    await inbox.accept(eventOf('b'));
    await inbox.idle();
    assert.deepEqual(log, ['a', 'a', 'a', 'a', 'b']);
    assert.deepEqual(waits, [1_000, 5_000, 20_000]);
    assert.deepEqual(worker.gaveUp, ['a']);
  });

  it('hands on why it gave up, and survives when that fails too', async () => {
    const reason = new Error('x');
    let told: unknown;
    const log: string[] = [];
    const inbox = memoryInbox(
      {
        work: ({ data: { id } }) => {
          log.push(id);
          if (id === 'a') throw reason;
          return Promise.resolve();
        },
        giveUp: (_event, error) => {
          told = error;
          return Promise.reject(new Error('nor that'));
        },
      },
      noWait,
    );
    await inbox.accept(eventOf('a'));
    await inbox.accept(eventOf('b'));
    await inbox.idle();
    assert.equal(told, reason);
    assert.equal(log.at(-1), 'b');
  });

  it('is idle only when what came meanwhile is done as well', async () => {
    const log: string[] = [];
    const inbox = memoryInbox(
      workerOf(async (id) => {
        if (id === 'a') await inbox.accept(eventOf('b', 's2'));
        await new Promise(setImmediate);
        log.push(id);
      }),
    );
    await inbox.accept(eventOf('a'));
    await inbox.idle();
    assert.deepEqual(log.sort(), ['a', 'b']);
  });
});
