import assert from 'node:assert/strict';
import { deadLetters, inboxStore, isPending } from '../../src/events/inbox-store.js';
import { inbox as table } from '../../src/store/schema.js';
import type { Store } from '../../src/store/store.js';
import { describeDatabases } from '../support/databases.js';
import { message } from './inbox-on.js';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;

type Row = typeof table.$inferInsert;
/** What tells a row from a click that waits, is due, and was not looked at. */
type Given = Partial<Omit<Row, 'event'>> & {
  readonly resource?: string;
  readonly marks?: object;
  readonly created?: string;
};

const rowOf = (id: string, given: Given = {}): Row => {
  const { resource = 'attachmentActions', marks = {}, created, ...changes } = given;
  const { data, ...rest } = message(id);
  const at = new Date(NOW - MINUTE);
  return {
    ...{ key: id, partition: 'space', receivedAt: at, dueAt: at, ...changes },
    event: { ...rest, resource, data: { ...data, created }, ...marks },
  };
};

describeDatabases('the events that are kept', ({ open }) => {
  let store: Store;
  let clock: number;
  let events: ReturnType<typeof inboxStore>;
  beforeEach(async () => {
    store = await open();
    clock = NOW;
    events = inboxStore(store.db, () => clock);
  });

  const keep = (...rows: Row[]) => store.db.insert(table).values(rows);
  /** By key: minutes until it is due, attempts, its marks, and whether somebody has it. */
  async function shown(): Promise<Record<string, unknown>> {
    const rows = await store.db.select().from(table).orderBy(table.seq);
    return Object.fromEntries(
      rows.map(({ key, dueAt, attempts, event, owner, state }) => {
        const { changes, heldUp } = event as { changes?: boolean; heldUp?: boolean };
        const marks = { changes, heldUp };
        const inMinutes = (dueAt.getTime() - NOW) / MINUTE;
        return [key, { state, inMinutes, attempts, taken: owner !== null, ...marks }];
      }),
    );
  }
  const untouched = { state: 'waiting', inMinutes: -1, attempts: 0, taken: false };
  const unmarked = { changes: undefined, heldUp: undefined };

  it('give a click to one who asks, and only one that nobody has looked at', async () => {
    await keep(
      rowOf('fresh', { marks: { heldUp: true } }),
      rowOf('a message', { resource: 'messages' }),
      rowOf('tried', { attempts: 1 }),
      rowOf('in hand', { owner: 7 }),
      rowOf('looked at', { marks: { changes: false } }),
      rowOf('not due', { dueAt: new Date(NOW + 1) }),
      rowOf('done', { state: 'done' }),
      rowOf('elsewhere', { partition: 'another space' }),
    );
    const taken = await events.takeClicks('space');
    assert.deepEqual(
      taken.map(({ event, heldUp, behindChange }) => [event.data.id, heldUp, behindChange]),
      [['fresh', true, true]],
    );
    assert.deepEqual(await events.takeClicks('space'), []);
    const held = { ...untouched, inMinutes: 1, changes: true, heldUp: true };
    assert.deepEqual((await shown()).fresh, held, 'no change overtakes it');
  });

  it('take a click back, which is known from then on', async () => {
    await keep(rowOf('1'), rowOf('2'));
    const [first, second] = await events.takeClicks('space');
    assert.ok(first !== undefined && second !== undefined);
    await events.complete(second.seq);
    for (const { seq } of [first, second]) await events.giveBack(seq, { changes: false });
    const back = { ...untouched, inMinutes: 0, changes: false, heldUp: undefined };
    const done = { ...untouched, state: 'done', inMinutes: 1, changes: true, heldUp: undefined };
    assert.deepEqual(await shown(), { 1: back, 2: done });
    assert.deepEqual(await events.takeClicks('space'), []);
  });

  it('wait for another try, and count it unless it said nothing', async () => {
    const inHand = { attempts: 2, owner: 7 };
    await keep(
      rowOf('counted', inHand),
      rowOf('not counted', { ...inHand, partition: 'b' }),
      rowOf('never tried', { partition: 'c' }),
    );
    await events.retryLater(1, 3 * MINUTE, { changes: true });
    await events.retryLater(2, 3 * MINUTE, { heldUp: true }, false);
    await events.retryLater(3, 3 * MINUTE, {}, false);
    const later = { ...untouched, inMinutes: 3, ...unmarked };
    assert.deepEqual(await shown(), {
      counted: { ...later, attempts: 2, changes: true },
      'not counted': { ...later, attempts: 1, heldUp: true },
      'never tried': later,
    });
  });

  it('are due once Webex is back: what waited for that, and what was due meanwhile', async () => {
    const later = new Date(NOW + 9 * MINUTE);
    await keep(
      rowOf('due'),
      rowOf('held up', { dueAt: later, marks: { heldUp: true } }),
      rowOf('for another try', { dueAt: new Date(NOW + MINUTE) }),
      rowOf('done', { state: 'done' }),
    );
    await events.releaseHeldUp();
    assert.deepEqual(await shown(), {
      due: { ...untouched, ...unmarked, heldUp: true },
      'held up': { ...untouched, ...unmarked, inMinutes: 0, heldUp: true },
      'for another try': { ...untouched, ...unmarked, inMinutes: 1 },
      done: { ...untouched, ...unmarked, state: 'done' },
    });
  });

  it('tell when the last one happened, or came where that is not told', async () => {
    assert.equal(await events.lastHeardAt(), 0);
    await keep(rowOf('1', { created: new Date(NOW - 5 * MINUTE).toISOString() }));
    assert.equal(await events.lastHeardAt(), NOW - 5 * MINUTE);
    for (const created of [undefined, 'yesterday']) {
      await keep(rowOf(`came ${created}`, { created: created ?? '' }));
      assert.equal(await events.lastHeardAt(), NOW - MINUTE);
    }
  });

  it('tell from when on something may be missed, until all of that was looked for', async () => {
    const at = (minutesAgo: number) => NOW - minutesAgo * MINUTE;
    await events.noteGap(at(9));
    await events.noteGap(at(7));
    assert.equal(await events.hasPending(), false);
    await keep(rowOf('1', { created: new Date(at(5)).toISOString() }));
    assert.equal(await events.lastHeardAt(), at(9));
    await events.closeGap(at(7));
    assert.equal(await events.lastHeardAt(), at(9), 'somebody else looks further back');
    await events.forget(0, 0);
    await events.closeGap(at(9));
    assert.equal(await events.lastHeardAt(), at(5));
  });

  it('keep nothing of a try to write, whatever becomes of it', async () => {
    await keep(rowOf('1', { created: new Date(NOW - 5 * MINUTE).toISOString() }));
    await events.probeWrite();
    assert.deepEqual(Object.keys(await shown()), ['1']);
    await store.executeSql(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'cut off'; end $$;
      create trigger cut_off before delete on inbox for each row execute function refuse()`);
    await assert.rejects(events.probeWrite());
    assert.deepEqual(Object.keys(await shown()), ['1']);
  });

  it('are told from what the version before may have left of its tries to write', async () => {
    await keep(rowOf('1', { created: new Date(NOW - 5 * MINUTE).toISOString() }));
    await keep(rowOf('write probe', { state: 'done' }));
    assert.equal(await events.lastHeardAt(), NOW - 5 * MINUTE);
    await events.probeWrite();
    assert.deepEqual(Object.keys(await shown()), ['1'], 'the next try takes it away');
  });

  it('are pending until they are done or given up', async () => {
    await keep(rowOf('1'), rowOf('2'));
    const pending = async () => [
      await isPending(store.db, '1'),
      await isPending(store.db, '2'),
      await events.hasPending(),
    ];
    assert.deepEqual(await pending(), [true, true, true]);
    await events.complete(1);
    assert.deepEqual(await pending(), [false, true, true]);
    await events.deadLetter(2, 'RangeError');
    assert.deepEqual(await pending(), [false, false, false]);
  });

  it('are put back once given up, as if for the first time, and not as late', async () => {
    const late = { marks: { heldUp: true, changes: true }, attempts: 6 };
    await keep(rowOf('dead', late), rowOf('dead too', late), rowOf('done', { state: 'done' }));
    for (const seq of [1, 2]) await events.deadLetter(seq, 'RangeError');
    const letters = deadLetters(store.db);
    assert.deepEqual(
      (await letters.list()).map(({ seq, endedAt, failure }) => [seq, endedAt.getTime(), failure]),
      [
        [1, NOW, 'RangeError'],
        [2, NOW, 'RangeError'],
      ],
    );
    assert.deepEqual(await letters.replay(3), [], 'what is done stays done');
    assert.deepEqual(await letters.replay(1), ['space']);
    const rows = await store.db.select().from(table).orderBy(table.seq);
    assert.deepEqual(
      rows.map(({ state, attempts, failure, endedAt }) => [state, attempts, failure, !endedAt]),
      [
        ['waiting', 0, null, true],
        ['dead', 6, 'RangeError', false],
        ['done', 0, null, true],
      ],
    );
    assert.equal((rows[0]?.event as { heldUp?: boolean }).heldUp, false);
  });
});
