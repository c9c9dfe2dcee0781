import assert from 'node:assert/strict';
import type { WebexEvent } from '../../src/events/event.js';
import { type Asks, ANY_TURN, type EventHandler, type Turn } from '../../src/events/inbox.js';
import { inbox as table } from '../../src/store/schema.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';
import { describeDatabases } from '../support/databases.js';
import { deferred, until } from '../support/until.js';
import { message, startedInboxes } from './inbox-on.js';

const click = (id: string, roomId = 'space', personId = 'person'): WebexEvent => ({
  ...message(id, roomId, personId),
  resource: 'attachmentActions',
});
const HOUR_MS = 3_600_000;

describeDatabases('whose turn it is', ({ open }) => {
  const started = startedInboxes();

  /** Notes what was done; an event's id begins with what it asks for. */
  function does(
    then: (id: string) => Promise<void> | void = () => undefined,
  ): EventHandler & { readonly done: string[]; readonly late: string[] } {
    const done: string[] = [];
    const late: string[] = [];
    return {
      done,
      late,
      handle: async ({ data: { id } }, _receivedAt, turn: Turn = ANY_TURN) => {
        turn.asks(id.split(' ')[0] as Asks);
        await then(id);
        done.push(id);
        if (turn.heldUp) late.push(id);
      },
      onExhausted: ({ data: { id } }) => Promise.resolve(void done.push(`gave up ${id}`)),
    };
  }
  const failing = (...ids: readonly string[]) => {
    const ill = new Set(ids);
    const then = (id: string): void => {
      if (ill.has(id)) throw new Error('not yet');
    };
    return { then, heal: () => ill.clear() };
  };

  it('holds nobody up for another person of the same space', async () => {
    const slow = deferred();
    const handler = does((id) => (id === 'view slow' ? slow.promise : undefined));
    const inbox = await started(await open(), handler);
    await inbox.accept(message('view slow', 'group', 'alice'));
    await inbox.accept(message('view quick', 'group', 'bob'));
    await until(() => handler.done.length === 1);
    assert.deepEqual(handler.done, ['view quick']);
    slow.resolve();
    await inbox.idle();
  });

  it('lets later ones pass one that waits for its next try', async () => {
    let clock = HOUR_MS;
    const { then, heal } = failing('view 1');
    const handler = does(then);
    const inbox = await started(await open(), handler, {
      now: () => clock,
      waits: [1_000],
      sweepMs: 20,
    });
    await inbox.accept(message('view 1'));
    await until(() => inbox.log.text().includes('will be retried'));
    await inbox.accept(message('view 2'));
    await inbox.accept(message('change 3'));
    await until(() => handler.done.length === 2);
    assert.deepEqual(handler.done, ['view 2', 'change 3']);
    heal();
    clock += 1_000;
    await inbox.idle();
    assert.deepEqual(handler.done, ['view 2', 'change 3', 'view 1']);
  });

  it('lets no change overtake another one, and no look wait for it', async () => {
    let clock = HOUR_MS;
    const { then, heal } = failing('change 1');
    const handler = does(then);
    const store = await open();
    const inbox = await started(store, handler, { now: () => clock, waits: [1_000], sweepMs: 20 });
    await inbox.accept(click('change 1'));
    await until(() => inbox.log.text().includes('will be retried'));
    for (const id of ['change 2', 'view 3', 'change 4', 'stop 5']) await inbox.accept(click(id));
    await until(() => handler.done.length === 2);
    assert.deepEqual(handler.done.toSorted(), ['stop 5', 'view 3']);
    heal();
    clock += 1_000;
    await inbox.idle();
    assert.deepEqual(handler.done.slice(2), ['change 1', 'change 2', 'change 4']);
    const rows = await store.db.select().from(table).orderBy(table.seq);
    assert.deepEqual(
      rows.filter(({ key }) => key.includes('change')).map(({ attempts }) => attempts),
      [2, 1, 1],
      'what waited for its turn was not tried',
    );
  });

  it('lets a stop pass what is under way, and nothing else', async () => {
    const slow = deferred();
    const handler = does((id) => (id === 'view slow' ? slow.promise : undefined));
    const inbox = await started(await open(), handler);
    await inbox.accept(message('view slow'));
    for (const id of ['change 1', 'view 2', 'stop 3', 'change 4']) await inbox.accept(click(id));
    await until(() => handler.done.length === 1);
    assert.deepEqual(handler.done, ['stop 3']);
    slow.resolve();
    await inbox.idle();
    assert.deepEqual(handler.done, ['stop 3', 'view slow', 'change 1', 'view 2', 'change 4']);
  });

  it('takes what an earlier version has kept, a line for each space', async () => {
    const store = await open();
    const handler = does();
    const rows = ['view 1', 'change 2'].map((id) => ({
      key: id,
      partition: 'space',
      event: message(id),
      receivedAt: new Date(),
      dueAt: new Date(0),
    }));
    await store.db.insert(table).values(rows);
    const inbox = await started(store, handler);
    await inbox.accept(message('view 3'));
    await inbox.idle();
    assert.deepEqual(handler.done.toSorted(), ['change 2', 'view 1', 'view 3']);
  });

  it('holds nothing up for a clock that was ahead and is right again', async () => {
    let clock = 3 * HOUR_MS;
    const { then, heal } = failing('view 1');
    const handler = does(then);
    const inbox = await started(await open(), handler, {
      now: () => clock,
      waits: [1_000],
      sweepMs: 20,
    });
    await inbox.accept(message('view 1'));
    await until(() => inbox.log.text().includes('will be retried'));
    heal();
    clock -= HOUR_MS;
    await inbox.idle();
    assert.deepEqual(handler.done, ['view 1']);
  });

  describe('while Webex as a whole is away', () => {
    const failures = [
      new WebexUnreachable({ method: 'GET', path: '/x' }, 'ECONNREFUSED'),
      new WebexRefused({ method: 'GET', path: '/x' }, 503, undefined, undefined, ''),
      new Error('not delivered', {
        cause: new WebexRefused({ method: 'GET', path: '/x' }, 401, undefined, undefined, ''),
      }),
    ];
    for (const failure of failures) {
      it(`gives nothing up, then does the oldest first (${failure.message})`, async () => {
        let there = false;
        const handler = does(() => {
          if (!there) throw failure;
        });
        const store = await open();
        const inbox = await started(store, handler, {
          waits: [],
          isWebexThere: () => Promise.resolve(there),
        });
        for (const id of ['change 1', 'view 2', 'change 3']) await inbox.accept(message(id));
        await until(() => inbox.log.text().includes('event waits for Webex'));
        await inbox.accept(message('view 4'));
        assert.deepEqual(handler.done, []);
        there = true;
        await inbox.idle();
        assert.deepEqual(handler.done, ['change 1', 'view 2', 'change 3', 'view 4']);
        assert.deepEqual(handler.late, handler.done);
        assert.match(inbox.log.text(), /Webex does not answer.*Webex answers again/s);
      });
    }

    it('says that Webex is busy where it is, and is no complaint', async () => {
      let there: true | 'busy' = 'busy';
      const handler = does(() => {
        if (there !== true) throw failures[1] ?? new Error();
      });
      const options = { waits: [], isWebexThere: () => Promise.resolve(there) };
      const inbox = await started(await open(), handler, options);
      await inbox.accept(message('view 1'));
      await until(() => inbox.log.text().includes('event waits for Webex'));
      there = true;
      await inbox.idle();
      assert.deepEqual(handler.done, ['view 1']);
      assert.match(inbox.log.text(), /Webex is busy.*Webex answers again/s);
      assert.ok(
        inbox.log.lines().every(({ level }) => Number(level) < 50),
        inbox.log.text(),
      );
    });

    it('gives up what fails while Webex answers everything else', async () => {
      const handler = does((id) => {
        if (id === 'view 1') throw failures[1] ?? new Error();
      });
      const inbox = await started(await open(), handler, {
        waits: [0],
        isWebexThere: () => Promise.resolve(true),
      });
      await inbox.accept(message('view 1'));
      await inbox.idle();
      assert.deepEqual(handler.done, ['gave up view 1']);
    });
  });
});
