import { eq } from 'drizzle-orm';
import assert from 'node:assert/strict';
import {
  type AccountStore,
  type AuthorizationRequests,
  accountPurpose,
  accountStore,
  authorizationRequests,
} from '../../src/accounts/account-store.js';
import { type Vault, createVault } from '../../src/accounts/vault.js';
import { accounts as table, pendingLinks } from '../../src/store/schema.js';
import type { Db } from '../../src/store/store.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases, describePglite } from '../support/databases.js';
import { memoryAccounts } from '../support/memory-accounts.js';
import { memoryPendingLinks } from '../support/memory-pending-links.js';
import { conformsAsAccountStore } from './conformance/account-store.js';
import { account, keyMaker, link, tokens } from './conformance/made-up.js';
import { conformsAsPendingLinks } from './conformance/pending-links.js';

describe('accounts in memory', () => {
  conformsAsAccountStore(() => Promise.resolve(memoryAccounts()));
});

describeDatabases('accounts/account-store', ({ open }) => {
  const keys = keyMaker();
  const vault = createVault(keys('k1'));
  let log = readableLog();
  beforeEach(() => {
    log = readableLog();
  });
  const on = (db: Db, sealer: Vault = vault): AccountStore => accountStore(db, sealer, log.log);
  const rows = async (db: Db) => await db.select().from(table).orderBy(table.personId);

  conformsAsAccountStore(async () => on((await open()).db));

  it('outlives its process', async () => {
    const { db } = await open();
    await on(db).put(account('alice'));
    assert.deepEqual(await on(db, createVault(keys('k2', 'k1'))).get('alice'), account('alice'));
  });

  it('keeps no token in clear, and says in columns when they expire', async () => {
    const { db } = await open();
    await on(db).put(account('alice'));
    await on(db).renew('alice', tokens(1), tokens(2));
    const [row] = await rows(db);
    assert.doesNotMatch(JSON.stringify(row), /access-|refresh-/);
    assert.equal(row?.accessExpiresAt.getTime(), tokens(2).accessExpiresAt);
    assert.equal(row.refreshExpiresAt.getTime(), tokens(2).refreshExpiresAt);
    assert.equal(row.version, 2);
  });

  it('erases the row', async () => {
    const { db } = await open();
    await on(db).put(account('alice'));
    await on(db).remove('alice');
    assert.deepEqual(await rows(db), []);
  });

  it('does not open one person’s tokens in the row of another', async () => {
    const { db } = await open();
    await on(db).put(account('alice'));
    await on(db).put(account('bob', 2));
    const [alice] = await rows(db);
    await db
      .update(table)
      .set({ sealedTokens: alice?.sealedTokens ?? '' })
      .where(eq(table.personId, 'bob'));
    assert.equal(await on(db).get('bob'), undefined);
    assert.equal(await on(db).renew('bob', tokens(1), tokens(3)), false);
    assert.deepEqual(await on(db).get('alice'), account('alice'));
    assert.match(log.text(), /"reason":"broken"/);
  });

  it('is as good as none when another version has sealed something else, as the log says', async () => {
    const { db } = await open();
    await on(db).put(account('alice'));
    const sealedTokens = vault.seal('{"secret":"of another shape"}', accountPurpose('alice'));
    await db.update(table).set({ sealedTokens }).where(eq(table.personId, 'alice'));
    assert.equal(await on(db).get('alice'), undefined);
    assert.match(log.text(), /"personId":"alice","reason":"broken"/);
    assert.doesNotMatch(log.text(), /secret|shape/);
  });

  it('is as good as none when its key is gone, and can be replaced and erased', async () => {
    const { db } = await open();
    await on(db).put(account('alice'));
    const other = on(db, createVault(keys('k2')));
    assert.equal(await other.get('alice'), undefined);
    assert.match(log.text(), /"reason":"unknown-key".*TOKEN_KEYS/);
    assert.doesNotMatch(log.text(), /v1\.k1|access-/);
    await other.put(account('alice', 2));
    assert.deepEqual(await other.get('alice'), account('alice', 2));
    await on(db).remove('alice');
    assert.equal(await other.get('alice'), undefined);
  });

  it('shows nothing of tokens that it does not understand', async () => {
    const { db } = await open();
    await on(db).put(account('alice'));
    const sealedTokens = vault.seal('{"accessToken":"secret"}', accountPurpose('alice'));
    await db.update(table).set({ sealedTokens });
    assert.equal(await on(db).get('alice'), undefined);
    assert.doesNotMatch(log.text(), /secret/);
  });
});

// Its one connection does first what is asked first: with several, either update could be the later one.
describePglite('accounts/account-store, when two get to a row', ({ open }) => {
  const keys = keyMaker();
  const vault = createVault(keys('k1'));
  const on = (db: Db, sealer: Vault = vault): AccountStore =>
    accountStore(db, sealer, readableLog().log);

  it('renews although the row was sealed anew meanwhile', async () => {
    const { db } = await open();
    await on(db).put(account('alice'));
    const text = JSON.stringify(tokens(1));
    let resealed: Promise<unknown> | undefined;
    // While the new tokens are being sealed, somebody else gets to the row.
    const slow = createVault(keys('k1'), (bytes) => {
      const sealedTokens = vault.seal(text, accountPurpose('alice'));
      resealed ??= db.update(table).set({ sealedTokens }).execute();
      return Buffer.alloc(bytes, 7);
    });
    assert.equal(await on(db, slow).renew('alice', tokens(1), tokens(2)), true);
    assert.ok(resealed);
    await resealed;
    assert.deepEqual((await on(db).get('alice'))?.tokens, tokens(2));
  });
});

describe('pending links in memory', () => {
  conformsAsPendingLinks(() => Promise.resolve(memoryPendingLinks()));
});

describeDatabases('accounts/account-store: authorization requests', ({ open }) => {
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
    assert.doesNotMatch(JSON.stringify(await db.select().from(pendingLinks)), /marked/);
  });

  it('clears out what has expired with the next one', async () => {
    const { db } = await open();
    await on(db).put(link('old', now + 10));
    await on(db).put(link('good', now + 11));
    now += 10;
    await on(db).put(link('new', now + 10));
    assert.equal((await db.select().from(pendingLinks)).length, 2);
    assert.equal(await on(db).take('old'), undefined);
    assert.ok(await on(db).take('good'));
  });

  it('clears out what has expired when it is told to', async () => {
    const { db } = await open();
    await on(db).put(link('old', now + 10));
    await on(db).put(link('good', now + 11));
    now += 10;
    await on(db).tidy();
    assert.equal((await db.select().from(pendingLinks)).length, 1);
    assert.ok(await on(db).take('good'));
  });

  it('is as good as none in another person’s name, or when its key is gone', async () => {
    const { db } = await open();
    await on(db).put(link('1'));
    await db.update(pendingLinks).set({ personId: 'mallory' });
    assert.equal(await on(db).take('1'), undefined);
    await on(db).put(link('2'));
    const other = authorizationRequests(db, createVault(keys('k2')), () => now);
    assert.equal(await other.take('2'), undefined);
    assert.deepEqual(await db.select().from(pendingLinks), []);
  });
});
