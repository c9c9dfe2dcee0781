import assert from 'node:assert/strict';
import { passingKeys } from '../../../../src/accounts/keys.js';
import { createVault } from '../../../../src/accounts/vault.js';
import type { Notice } from '../../../../src/bot/ui/card.js';
import {
  SEARCH,
  type SearchData,
  encryptedNotices,
  searchCardLock,
} from '../../../../src/features/list/search/job.js';
import { jobStore } from '../../../../src/jobs/store.js';
import type { Db } from '../../../../src/store/store.js';
import { describeDatabases } from '../../../support/databases.js';

const FULL: Notice = {
  style: 'attention',
  text: '“Falcon” was not moved.',
  detail: 'trackingId ROUTER_1',
  buttons: [{ title: 'Try again', data: { action: 'trash', topic: 'Falcon' } }],
};
const LEAST: Notice = { style: 'good', text: 'Falcon' };

describe('the sealed notices of a search', () => {
  const vault = createVault(passingKeys());
  const notices = encryptedNotices(vault);

  for (const notice of [FULL, LEAST]) {
    it(`opens what it has sealed (${notice.style}), and shows nothing of it`, () => {
      const sealed = notices.seal(notice, 'alice');
      assert.deepEqual(notices.open(sealed, 'alice'), notice);
      assert.doesNotMatch(sealed, /Falcon/);
      assert.doesNotMatch(
        Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString(),
        /Falcon/,
      );
    });
  }

  it('opens for nobody else, and not without its key', () => {
    const sealed = notices.seal(FULL, 'alice');
    assert.equal(notices.open(sealed, 'bob'), undefined);
    assert.equal(encryptedNotices(createVault(passingKeys())).open(sealed, 'alice'), undefined);
  });

  it('knows nothing of what another version has sealed', () => {
    for (const text of ['', '{}', JSON.stringify({ ...LEAST, style: 'loud' })]) {
      assert.equal(notices.open(vault.seal(text, 'notice:alice'), 'alice'), undefined);
    }
  });
});

const NOW = Date.parse('2026-11-20T12:00:00Z');
const at = { id: 'm1', roomId: 's1' };
const data: SearchData = { list: '30.0.1.100.0', shows: 'progress', count: 40, editing: false };

describeDatabases('the card lock of a search', ({ open }) => {
  let db: Db;
  let now: number;
  beforeEach(async () => {
    ({ db } = await open());
    now = NOW;
  });
  const cards = () => searchCardLock(db, () => now);
  const begin = async (kind = SEARCH): Promise<string> => {
    const job = { kind, personId: 'p', hostId: undefined, at, state: 'running', data } as const;
    return (await jobStore(db).create(job, now)).id;
  };

  it('gives the card to whoever clicked, with how far the search was; then it is theirs', async () => {
    const id = await begin();
    assert.deepEqual(await cards().supersede(at), data);
    assert.equal(await cards().lock(id, data), false);
    assert.equal(await cards().supersede(at), undefined);
    assert.equal(await jobStore(db).get(id), undefined);
  });

  it('knows of no search on another card, and takes no other kind of job', async () => {
    await begin('clean-up');
    assert.equal(await cards().supersede(at), undefined);
    assert.equal(await cards().supersede({ ...at, id: 'm2' }), undefined);
    assert.equal((await jobStore(db).running()).length, 1);
  });

  it('waits for an edit that is on its way', async () => {
    const id = await begin();
    assert.equal(await cards().lock(id, data), true);
    const order: string[] = [];
    const taken = cards()
      .supersede(at)
      .then((was) => order.push(`taken ${was?.count ?? 'nothing'}`));
    await jobStore(db).get(id);
    order.push('edited');
    await cards().unlock(id, { ...data, count: 50 }, at);
    await taken;
    assert.deepEqual(order, ['edited', 'taken 50']);
  });

  it('finds nothing to take after the last edit', async () => {
    const id = await begin();
    await cards().lock(id, data);
    const taken = cards().supersede(at);
    await jobStore(db).remove(id);
    assert.equal(await taken, undefined);
  });

  it('goes with the card to where it stands now', async () => {
    const id = await begin();
    await cards().lock(id, data);
    await cards().unlock(id, data, { id: 'm2', roomId: 's1' });
    assert.equal(await cards().supersede(at), undefined);
    assert.deepEqual(await cards().supersede({ id: 'm2', roomId: 's1' }), data);
  });

  it('does not wait for an edit that died with its process', async () => {
    const id = await begin();
    await cards().lock(id, data);
    now += 31_000;
    assert.equal((await cards().supersede(at))?.count, 40);
  });
});
