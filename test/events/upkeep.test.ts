import assert from 'node:assert/strict';
import sinon from 'sinon';
import { claimStore } from '../../src/events/claims.js';
import { inboxStore, partitionSignal } from '../../src/events/inbox-store.js';
import { openInbox } from '../../src/events/inbox.js';
import type { OutageDeps } from '../../src/events/upkeep.js';
import { maybeForgotten, maybeOutage, outageWatch } from '../../src/events/upkeep.js';
import { StoreError } from '../../src/store/errors.js';
import { inbox as table } from '../../src/store/schema.js';
import { WebexRefused, WebexUnreachable, WebexUnreadable } from '../../src/webex/errors.js';
import { readableLog } from '../bot/support/log.js';
import type { Store } from '../../src/store/store.js';
import { describeDatabases, describePglite } from '../support/databases.js';
import { refusedWith } from '../support/refused.js';
import { until, deferred } from '../support/until.js';
import { does } from './doing.js';
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

describeDatabases('an inbox while Webex as a whole is away', ({ open }) => {
  const started = startedInboxes();

  const failure = refusedWith(503, '/x');

  it('gives nothing up, then does the oldest first', async () => {
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

  it('says that Webex is busy where it is, and is no complaint', async () => {
    let there: true | 'busy' = 'busy';
    const handler = does(() => {
      if (there !== true) throw failure;
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

  it('gives up nothing that Webex was asked too much for, and counts no try of it', async () => {
    let left = 9;
    const busy = new Error('not sent', { cause: refused(429) });
    const handler = does(() => {
      if (left-- > 0) throw busy;
    });
    const store = await open();
    const options = { waits: [], tooMuch: { firstWaitMs: 1 } };
    const inbox = await started(store, handler, options);
    await inbox.accept(message('change 1'));
    await inbox.idle();
    assert.deepEqual(handler.done, ['change 1']);
    const [row] = await store.db.select().from(table);
    assert.deepEqual([row?.state, row?.attempts], ['done', 1]);
  });

  it('gives up what Webex is asked too much for on the next day', async () => {
    let clock = Date.now();
    const handler = does(() => {
      clock += 25 * 3_600_000;
      throw refused(429);
    });
    const options = { waits: [], now: () => clock, sweepMs: 20, tooMuch: { firstWaitMs: 0 } };
    const inbox = await started(await open(), handler, options);
    await inbox.accept(message('change 1'));
    await inbox.idle();
    assert.deepEqual(handler.done, ['gave up change 1']);
  });

  it('gives up what fails while Webex answers everything else', async () => {
    const handler = does((id) => {
      if (id === 'view 1') throw failure;
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

const request = { method: 'GET', path: '/x' };
const refused = (status: number) => new WebexRefused(request, status);

describe('a failure', () => {
  const cases: readonly (readonly [string, unknown, boolean])[] = [
    ['no answer', new WebexUnreachable(request, 'ECONNREFUSED'), true],
    ...[500, 502, 503].map((status) => [`a ${status}`, refused(status), true] as const),
    ['a refused token', refused(401), true],
    ['too many calls', refused(429), true],
    ...[400, 403, 404, 409].map((status) => [`a ${status}`, refused(status), false] as const),
    ['an odd answer', new WebexUnreadable(request, 'ROUTER_1', ['id']), false],
    ['a page', new WebexUnreadable(request, undefined, ['']), true],
    ['a page with a 403', new WebexUnreadable(request, undefined, []), true],
    ['a defect of ours', new TypeError('x'), false],
    ['what no answer caused', new Error('x', { cause: refused(503) }), true],
    ['what a refusal caused', new Error('x', { cause: refused(404) }), false],
    ['no error at all', 'x', false],
  ];
  for (const [what, error, expected] of cases) {
    const verdict = expected ? 'may be Webex’s as a whole' : 'says nothing of Webex as a whole';
    it(`${verdict}: ${what}`, () => assert.equal(maybeOutage(error), expected));
  }
});

describe('the watch over Webex', () => {
  let watch: ReturnType<typeof outageWatch>;
  const start = (deps: Pick<OutageDeps, 'isWebexThere'> & Partial<OutageDeps>) => {
    const { log, text } = readableLog();
    const onBack = sinon.spy(() => Promise.resolve());
    watch = outageWatch({ onBack, log, retry: { firstWaitMs: 0 }, ...deps });
    return { onBack, text };
  };
  afterEach(() => watch.stop());

  it('asks once for all who suspect meanwhile, and resumes nothing where Webex is there', async () => {
    const answer = deferred<boolean>();
    const isWebexThere = sinon.spy(() => answer.promise);
    const { onBack, text } = start({ isWebexThere });
    const asked = [watch.suspect(), watch.suspect()];
    answer.resolve(true);
    assert.deepEqual(await Promise.all(asked), [false, false]);
    assert.equal(isWebexThere.callCount, 1);
    assert.equal(onBack.callCount, 0);
    assert.equal(text(), '');
  });

  it('asks again until Webex answers, and tells one outage once', async () => {
    const answers = [false, 'busy', false, true] as const;
    let asked = 0;
    const { onBack, text } = start({
      isWebexThere: () => Promise.resolve(answers[asked++] ?? true),
    });
    assert.equal(await watch.suspect(), true);
    assert.equal(await watch.suspect(), true, 'known, without a question');
    await until(() => !watch.isAway());
    assert.equal(asked, 4);
    assert.equal(onBack.callCount, 1);
    assert.equal(text().match(/Webex does not answer|Webex is busy/g)?.length, 1);
    assert.equal(text().match(/Webex answers again/g)?.length, 1);
  });

  for (const [what, failure, isLogged] of [
    ['the database does not answer', new StoreError('away'), false],
    ['it fails otherwise', new TypeError('x'), true],
  ] as const) {
    it(`counts Webex as away until what waits is resumed: ${what}`, async () => {
      let there = false;
      let resumed = 0;
      const { text } = start({
        isWebexThere: () => Promise.resolve(there),
        onBack: () => ((resumed += 1) === 1 ? Promise.reject(failure) : Promise.resolve()),
      });
      await watch.suspect();
      there = true;
      await until(() => !watch.isAway());
      assert.equal(resumed, 2);
      assert.equal(text().includes('waiting events not resumed'), isLogged);
    });
  }

  it('asks no more once it is stopped, even amid a question', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const answer = deferred<boolean>();
      const isWebexThere = sinon.fake(() => answer.promise);
      start({ isWebexThere });
      const asked = watch.suspect();
      const stopping = watch.stop();
      answer.resolve(false);
      await stopping;
      assert.equal(await asked, true);
      await timers.tickAsync(10 * 60_000);
      assert.equal(isWebexThere.callCount, 1);
    } finally {
      timers.restore();
    }
  });
});
