import assert from 'node:assert/strict';
import {
  SEARCH,
  type SearchData,
  searchCards,
} from '../../../../src/features/list/search/store.js';
import { storedBook } from '../../../../src/jobs/store.js';
import type { Db } from '../../../../src/store/store.js';
import { describeDatabases } from '../../../support/databases.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const at = { id: 'm1', roomId: 's1' };
const data: SearchData = { list: '30.0.1.100.0', shows: 'progress', count: 40, editing: false };

describeDatabases('bot/search/search-cards', ({ open }) => {
  let db: Db;
  let now: number;
  beforeEach(async () => {
    ({ db } = await open());
    now = NOW;
  });
  const cards = () => searchCards(db, () => now);
  const begin = async (kind = SEARCH): Promise<string> => {
    const job = { kind, personId: 'p', hostId: undefined, at, state: 'running', data } as const;
    return (await storedBook(db).create(job, now)).id;
  };

  it('gives the card to whoever clicked, with how far the search was; then it is theirs', async () => {
    const id = await begin();
    assert.deepEqual(await cards().overtake(at), data);
    assert.equal(await cards().claim(id, data), false);
    assert.equal(await cards().overtake(at), undefined);
    assert.equal(await storedBook(db).get(id), undefined);
  });

  it('knows of no search on another card, and takes no other kind of job', async () => {
    await begin('clean-up');
    assert.equal(await cards().overtake(at), undefined);
    assert.equal(await cards().overtake({ ...at, id: 'm2' }), undefined);
    assert.equal((await storedBook(db).running()).length, 1);
  });

  it('waits for an edit that is on its way', async () => {
    const id = await begin();
    assert.equal(await cards().claim(id, data), true);
    const order: string[] = [];
    const taken = cards()
      .overtake(at)
      .then((was) => order.push(`taken ${was?.count ?? 'nothing'}`));
    await storedBook(db).get(id);
    order.push('edited');
    await cards().release(id, { ...data, count: 50 }, at);
    await taken;
    assert.deepEqual(order, ['edited', 'taken 50']);
  });

  it('finds nothing to take after the last edit', async () => {
    const id = await begin();
    await cards().claim(id, data);
    const taken = cards().overtake(at);
    await cards().end(id);
    assert.equal(await taken, undefined);
  });

  it('goes with the card to where it stands now', async () => {
    const id = await begin();
    await cards().claim(id, data);
    await cards().release(id, data, { id: 'm2', roomId: 's1' });
    assert.equal(await cards().overtake(at), undefined);
    assert.deepEqual(await cards().overtake({ id: 'm2', roomId: 's1' }), data);
  });

  it('does not wait for an edit that died with its process', async () => {
    const id = await begin();
    await cards().claim(id, data);
    now += 31_000;
    assert.equal((await cards().overtake(at))?.count, 40);
  });
});
