import assert from 'node:assert/strict';
import type { Actor } from '../../../../src/accounts/types.js';
import { type SearchCache, evict } from '../../../../src/features/list/search/cache.js';
import type { ListResult } from '../../../../src/features/list/search/search.js';
import { latest } from '../../../../src/query/list-state.js';
import { type SandboxDeps, sandboxDeps } from '../../../bot/support/deps.js';
import { recordingsOf } from '../../../bot/support/recordings.js';
import { describePglite } from '../../../support/databases.js';
import { listDepsOn } from '../../support/list-deps.js';

describe('a result without one recording', () => {
  const found = (count: number, more: boolean): ListResult => ({
    listing: { recordings: recordingsOf(count), more },
    totals: { count, bytes: count * 145_000_000 },
  });

  it('has one row and its bytes less', () => {
    const left = evict(found(3, false), 'r2', { start: 0 });
    assert.deepEqual(
      left?.listing.recordings.map(({ id }) => id),
      ['r1', 'r3'],
    );
    assert.deepEqual(left.totals, { count: 2, bytes: 290_000_000 });
    const counting = evict({ ...found(3, false), totals: 'counting' }, 'r2', { start: 0 });
    assert.equal(counting?.totals, 'counting');
  });

  it('is the same where the recording was never in it', () => {
    const all = found(3, false);
    assert.equal(evict(all, 'other', { start: 0 }), all);
  });

  it('is unknown where the recording may be further on, or the page is no longer full', () => {
    assert.equal(evict(found(6, true), 'other', { start: 0 }), undefined);
    assert.equal(evict(found(10, true), 'r2', { start: 5 }), undefined);
    assert.ok(evict(found(11, true), 'r2', { start: 5 }));
  });
});

describePglite('the cache of searches', ({ open }) => {
  let on: SandboxDeps;
  let searches: SearchCache;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    ({ searches } = listDepsOn(on.deps));
    on.sandbox.calls.clear();
  });
  afterEach(() => on.stop());

  const state = latest(Date.now());
  const at = { id: 'm1', roomId: 's1' };
  const peek = (actor: Actor = on.alice) => searches.peek(actor, state);
  const lists = (): number =>
    on.sandbox.calls.list().filter(({ path }) => path.endsWith('/recordings')).length;

  it('has a result for every page of its list, and for nobody else', async () => {
    const { whole } = searches.start(on.deps, on.alice, state);
    assert.equal(peek(), undefined);
    const found = await whole;
    assert.equal(peek(), found);
    assert.equal(searches.peek(on.alice, { ...state, start: 5 }), found);
    assert.equal(searches.peek(on.alice, { ...state, limit: 7 }), undefined);
    assert.equal(peek(on.bob), undefined);
  });

  it('shares a running search until the last one has released it', async () => {
    const one = searches.start(on.deps, on.alice, state);
    const other = searches.attach(on.deps, on.alice, state);
    one.release();
    one.release();
    assert.ok((await other.whole).listing.recordings.length > 0);
    assert.equal(lists(), 1);
    const alone = searches.start(on.deps, on.alice, state);
    alone.release();
    await assert.rejects(alone.whole, { code: 'ERR_CANCELED' });
  });

  it('forgets the results of one person, and those that are still on their way', async () => {
    await searches.start(on.deps, on.alice, state).whole;
    await searches.start(on.deps, on.bob, state).whole;
    searches.invalidate(on.alice);
    assert.equal(peek(), undefined);
    assert.ok(peek(on.bob));
    const running = searches.start(on.deps, on.alice, state);
    searches.invalidate(on.alice);
    await running.whole;
    assert.equal(peek(), undefined);
  });

  it('keeps one list without a recording, and forgets all others', async () => {
    const { listing } = await searches.start(on.deps, on.alice, state).whole;
    await searches.start(on.deps, on.alice, { ...state, sort: 'largest' }).whole;
    const id = listing.recordings[0]?.id ?? '';
    const left = searches.evictItem(on.alice, state, id);
    assert.equal(left?.listing.recordings.length, listing.recordings.length - 1);
    assert.equal(peek(), left);
    assert.equal(searches.peek(on.alice, { ...state, sort: 'largest' }), undefined);
    assert.equal(searches.evictItem(on.bob, state, id), undefined);
  });

  it('hands a search over with its notice, until it is released', () => {
    const notice = { style: 'good', text: 'Done.' } as const;
    const search = searches.start(on.deps, on.alice, state);
    searches.transfer(at, search, notice);
    const adopted = searches.adopt(at);
    assert.equal(adopted?.notice, notice);
    assert.equal(adopted.whole, search.whole);
    adopted.release();
    assert.equal(searches.adopt(at), undefined);
  });

  it('cancels nothing where no search is stored', async () => {
    assert.equal(await searches.cancel(at), undefined);
  });
});
