import assert from 'node:assert/strict';
import { claimStore } from '../../src/events/claims.js';
import { inboxStore } from '../../src/events/inbox-store.js';
import { openInbox } from '../../src/events/inbox.js';
import { maybeForgotten } from '../../src/events/upkeep.js';
import { partitionSignal } from '../../src/events/signal.js';
import { inbox as table } from '../../src/store/schema.js';
import { readableLog } from '../bot/support/log.js';
import type { Store } from '../../src/store/store.js';
import { describeDatabases, describePglite } from '../support/databases.js';
import { until } from '../support/until.js';
import { message, startedInboxes, worker } from './inbox-on.js';

const DAY_MS = 86_400_000;

describePglite('an event that nobody was told of', ({ open }) => {
  const started = startedInboxes();

  it('is found by the next round', async () => {
    const store = await open();
    const does = worker();
    await started(store, does, { sweepMs: 50 });
    const kept = { event: message('1'), partition: 'space person', holdMs: 0, claims: false };
    await claimStore(store.session).keep(kept);
    await until(() => does.worked.length > 0);
    assert.deepEqual(does.worked, ['1']);
  });
});

describePglite('an event that cannot be kept', ({ open }) => {
  it('is refused, with a reason for the operator, until something can be written again', async () => {
    const store = await open();
    const events = inboxStore(store.db);
    let full = false;
    let looks = 0;
    const refusing = async (write: () => Promise<unknown>): Promise<void> => {
      if (full) throw Object.assign(new Error('could not extend file'), { code: '53100' });
      await write();
    };
    const log = readableLog();
    const told: (string | number)[] = [];
    const does = worker();
    const claims = claimStore(store.session);
    const inbox = openInbox({
      claims: {
        ...claims,
        keep: async (asked) => {
          await refusing(() => Promise.resolve());
          return await claims.keep(asked);
        },
      },
      store: {
        ...events,
        // A deletion needs no space; only what is written shows that there is some again.
        probeWrite: () => {
          looks += 1;
          return refusing(events.probeWrite);
        },
      },
      ...{ locks: store.locks, signal: partitionSignal(store, log.log), log: log.log },
      ...{ handler: does, now: () => 7_000, sweepMs: 20 },
      onRefused: () => told.push('refused'),
      onRegained: (since) => told.push(since),
    });
    await inbox.start();
    assert.equal(inbox.problem(), undefined);
    full = true;
    await assert.rejects(inbox.accept(message('1')), /could not extend/);
    await assert.rejects(inbox.accept(message('1')), /could not extend/);
    await until(() => looks > 1);
    assert.match(inbox.problem() ?? '', /no space left: give it more/);
    full = false;
    await until(() => inbox.problem() === undefined);
    assert.deepEqual(told, ['refused', 'refused', 7_000]);
    await inbox.accept(message('1'));
    await inbox.idle();
    await inbox.stop();
    assert.deepEqual(does.worked, ['1']);
    assert.equal((await store.db.select().from(table)).length, 1, 'no trace of the look');
    const said = log.lines().map(({ msg }) => msg);
    assert.deepEqual(
      said.filter((msg) => msg === 'not ready' || msg === 'ready again'),
      ['not ready', 'ready again'],
    );
  });
});

describeDatabases('what an inbox remembers', ({ open }) => {
  const started = startedInboxes();

  const states = async ({ db }: Store): Promise<string[]> =>
    (await db.select().from(table).orderBy(table.seq)).map(({ state }) => state);

  it('forgets what is done after three days and what is dead after thirty', async () => {
    let clock = 100 * DAY_MS;
    const store = await open();
    const does = worker((id) => {
      if (id === 'dead') throw new Error('no');
    });
    const inbox = await started(store, does, {
      ...{ now: () => clock, waits: [], sweepMs: 20, forgetMs: 20 },
    });
    await inbox.accept(message('dead', 'a'));
    await inbox.accept(message('done', 'b'));
    await inbox.idle();
    clock += 3 * DAY_MS;
    await inbox.accept(message('later', 'c'));
    await inbox.idle();
    assert.deepEqual((await states(store)).sort(), ['dead', 'done', 'done'].sort());
    clock += 1;
    await until(async () => (await states(store)).join() === 'dead,done');
    clock += 27 * DAY_MS;
    await until(async () => (await states(store)).length === 0);
  });
});

describe('an event that may have been handled and forgotten', () => {
  const now = Date.parse('2026-11-20T10:00:00Z');
  for (const [created, expected] of [
    ['2026-11-17T11:00:00Z', false],
    ['2026-11-17T10:59:59Z', true],
    ['2026-11-21T10:00:00Z', false],
    ['yesterday', false],
    [undefined, false],
  ] as const) {
    it(`is ${expected ? '' : 'not '}one of ${created}`, () =>
      assert.equal(maybeForgotten(created, now), expected));
  }
});
