import assert from 'node:assert/strict';
import {
  type AuthorizationRequests,
  authorizationRequests,
} from '../../src/accounts/authorization-requests.js';
import { createVault } from '../../src/accounts/vault.js';
import { pendingLinks as table } from '../../src/store/schema.js';
import type { Db } from '../../src/store/store.js';
import { describeDatabases } from '../support/databases.js';
import { memoryPendingLinks } from '../support/memory-pending-links.js';
import { keyMaker, link } from './conformance/made-up.js';
import { conformsAsPendingLinks } from './conformance/pending-links.js';

describe('pending links in memory', () => {
  conformsAsPendingLinks(() => Promise.resolve(memoryPendingLinks()));
});

describeDatabases('accounts/stored-pending-links', ({ open }) => {
  const keys = keyMaker();
  const vault = createVault(keys('k1'));
  let now = 0;
  beforeEach(() => {
    now = 1_700_000_000_000;
  });
  const on = (db: Db): AuthorizationRequests => authorizationRequests(db, vault, () => now);

  conformsAsPendingLinks(async () => on((await open()).db));

  it('shows neither state nor verifier to who reads the database', async () => {
    const { db } = await open();
    await on(db).put({ ...link('marked-state'), personId: 'p', verifier: 'marked-verifier' });
    assert.doesNotMatch(JSON.stringify(await db.select().from(table)), /marked/);
  });

  it('clears out what has expired with the next one', async () => {
    const { db } = await open();
    await on(db).put(link('old', now + 10));
    await on(db).put(link('good', now + 11));
    now += 10;
    await on(db).put(link('new', now + 10));
    assert.equal((await db.select().from(table)).length, 2);
    assert.equal(await on(db).take('old'), undefined);
    assert.ok(await on(db).take('good'));
  });

  it('clears out what has expired when it is told to', async () => {
    const { db } = await open();
    await on(db).put(link('old', now + 10));
    await on(db).put(link('good', now + 11));
    now += 10;
    await on(db).tidy();
    assert.equal((await db.select().from(table)).length, 1);
    assert.ok(await on(db).take('good'));
  });

  it('is as good as none in another person’s name, or when its key is gone', async () => {
    const { db } = await open();
    await on(db).put(link('1'));
    await db.update(table).set({ personId: 'mallory' });
    assert.equal(await on(db).take('1'), undefined);
    await on(db).put(link('2'));
    const other = authorizationRequests(db, createVault(keys('k2')), () => now);
    assert.equal(await other.take('2'), undefined);
    assert.deepEqual(await db.select().from(table), []);
  });
});
