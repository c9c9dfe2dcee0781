import assert from 'node:assert/strict';
import { recordingsCard } from '../../../../src/features/list/card.js';
import { startSearch } from '../../../../src/features/list/search/search.js';
import { type ListState, latest } from '../../../../src/query/list-state.js';
import { DAY, HOUR } from '../../../../src/util/time.js';
import { type SandboxDeps, sandboxDeps } from '../../../bot/support/deps.js';
import { describePglite } from '../../../support/databases.js';

describePglite('a search', ({ open }) => {
  let on: SandboxDeps;
  let scans: string[];
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    scans = [];
  });
  afterEach(() => on.stop());

  const acquire = () => {
    scans.push('acquired');
    return Promise.resolve(() => void scans.push('released'));
  };
  const start = (given: Partial<ListState> = {}) =>
    startSearch(on.deps, on.alice, { ...latest(Date.now()), ...given }, acquire);
  /** More than one call gives. */
  const addMany = (count: number): void => {
    for (let nth = 0; nth < count; nth += 1) {
      on.sandbox.addRecording({ host: on.alice.email, daysAgo: nth % 20, sizeBytes: nth + 1 });
    }
  };

  it('needs one call for few recordings, and no scan', async () => {
    const { first, whole } = start();
    const found = await first;
    assert.ok(found.totals !== undefined && found.totals !== 'counting');
    assert.equal(found.totals.count, found.listing.recordings.length);
    assert.equal(await whole, found);
    assert.deepEqual(scans, []);
  });

  it('stops at the number that the person gave, without totals', async () => {
    const { listing, totals } = await start({ limit: 3 }).whole;
    assert.deepEqual([listing.recordings.length, listing.more, totals], [3, true, undefined]);
  });

  it('shows the newest of many first, and scans for the totals', async () => {
    addMany(130);
    const search = start();
    const first = await search.first;
    assert.equal(first.totals, 'counting');
    const whole = await search.whole;
    assert.ok(typeof whole.totals === 'object' && whole.totals.count > 130);
    const ids = (found: typeof first): string[] => found.listing.recordings.map(({ id }) => id);
    assert.deepEqual(ids(whole).slice(0, 100), ids(first));
    assert.equal(whole.listing.more, true);
    assert.equal(search.progress().count, whole.totals.count);
    assert.deepEqual(scans, ['acquired', 'released']);
  });

  it('scans everything before it shows the largest', async () => {
    addMany(120);
    const { first, whole } = start({ sort: 'largest' });
    const { listing, totals } = await first;
    const sizes = listing.recordings.map(({ sizeBytes = 0 }) => sizeBytes);
    assert.deepEqual(
      sizes,
      [...sizes].sort((one, other) => other - one),
    );
    assert.ok(typeof totals === 'object');
    assert.equal(await whole, await first);
  });

  it('finds hosts where Webex tells them, and says how many it leaves out', async () => {
    const given = { host: 'bob@example.com', sharedWith: [on.alice.email], daysAgo: 1 };
    on.sandbox.addRecording({ ...given, topic: 'Of Bob' });
    const theirs = await start({ filter: { hostedBy: 'bob@example.com' } }).whole;
    assert.deepEqual(theirs.listing.recordings, []);
    assert.ok((theirs.listing.hostless ?? 0) > 0);
    const own = await start({ filter: { hostedBy: 'alice@example.com' } }).whole;
    assert.ok(own.listing.recordings.length > 0);
    assert.ok(own.listing.recordings.every(({ shareToMe }) => !shareToMe));
  });

  it('tells how often those were opened whose views it asked for', async () => {
    const { listing } = await start({ filter: { views: 'watched' } }).whole;
    const [one] = listing.recordings;
    assert.ok(one !== undefined && (listing.views?.get(one.id) ?? 0) > 0);
    const { markdown } = recordingsCard({ state: latest(Date.now()), listing });
    assert.match(markdown, /opened (once|\d+ times)/);
  });

  it('finds what was recorded in the span, though its file was ready after it', async () => {
    const day = Math.floor(Date.now() / DAY) * DAY - 5 * DAY;
    const at = (hours: number): string => new Date(day + hours * HOUR).toISOString();
    const add = (topic: string, recorded: number, ready: number): void => {
      const times = { timeRecorded: at(recorded), createTime: at(ready) };
      on.sandbox.addRecording({ host: on.alice.email, topic, ...times });
    };
    add('the evening before', -2, 1);
    add('short', 20, 20.5);
    add('long', 19, 23);
    add('late', 22.75, 24.4);
    add('the day after', 25, 26);
    const ofDay = { from: day, to: day + DAY };
    const mine = ['the evening before', 'short', 'long', 'late', 'the day after'];
    for (const more of [{}, { sort: 'longest' } as const, { limit: 2 }]) {
      const { listing } = await start({ span: ofDay, ...more }).whole;
      const topics = listing.recordings.map(({ topic }) => topic).filter((t) => mine.includes(t));
      const wanted = ['late', 'short', 'long'].slice(0, 'limit' in more ? 2 : 3);
      if (more.sort === undefined) assert.deepEqual(topics, wanted);
      else assert.deepEqual(topics.sort(), wanted.sort());
    }
  });

  it('lets the next scan begin also after a failure', async () => {
    on.sandbox.faults.set([{ path: '/recordings', status: 403 }]);
    await assert.rejects(start({ sort: 'longest' }).whole, { name: 'WebexRefused' });
    assert.deepEqual(scans, ['acquired', 'released']);
  });

  it('ends when it is stopped', async () => {
    const search = start();
    search.stop();
    await assert.rejects(search.whole, { code: 'ERR_CANCELED' });
  });
});
