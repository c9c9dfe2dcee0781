import { eq } from 'drizzle-orm';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { accountStore, authorizationRequests } from '../../src/accounts/account-store.js';
import { SealError, createVault, rotateKeys } from '../../src/accounts/vault.js';
import { accounts, pendingLinks } from '../../src/store/schema.js';
import type { Db } from '../../src/store/store.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases } from '../support/databases.js';
import { account, keyMaker, link, tokens } from './conformance/made-up.js';

describe('accounts/vault', () => {
  const keys = keyMaker();
  const vault = createVault(keys('k1'));
  const reason = (why: SealError['reason']) => (error: unknown) =>
    error instanceof SealError && error.reason === why;

  it('writes version, key, nonce, content and tag', () => {
    const sealed = vault.seal('four', 'p');
    assert.match(sealed, /^v1\.k1\.[\w-]{16}\.[\w-]{6}\.[\w-]{22}$/);
    assert.ok(sealed.startsWith(vault.prefix));
  });

  it('never seals the same twice', () => {
    const sealed = Array.from({ length: 50 }, () => vault.seal('same', 'p'));
    assert.equal(new Set(sealed.map((one) => one.split('.')[2])).size, 50);
  });

  it('takes its nonce from the randomness that it is given', () => {
    const fixed = createVault(keys('k1'), (bytes) => Buffer.alloc(bytes, 1));
    assert.equal(fixed.seal('a', 'p').split('.')[2], Buffer.alloc(12, 1).toString('base64url'));
    assert.equal(vault.open(fixed.seal('a', 'p'), 'p'), 'a');
  });

  it('seals with the first key, opens with any', () => {
    const rotated = createVault(keys('k2', 'k1'));
    assert.equal(rotated.open(vault.seal('old', 'p'), 'p'), 'old');
    assert.match(rotated.seal('new', 'p'), /^v1\.k2\./);
    assert.equal(rotated.prefix, 'v1.k2.');
  });

  it('says whether a key is missing or the content is broken', () => {
    const sealed = vault.seal('secret', 'p');
    assert.throws(() => createVault(keys('k2')).open(sealed, 'p'), reason('unknown-key'));
    assert.throws(() => vault.open(sealed, 'q'), reason('broken'));
    assert.throws(() => vault.open(sealed.replace('v1', 'v2'), 'p'), reason('broken'));
    assert.throws(() => vault.open(`${sealed}.`, 'p'), reason('broken'));
    assert.throws(() => vault.open('', 'p'), reason('broken'));
  });

  it('does not take a tag or a nonce of another length', () => {
    const [v = '', id = '', iv = '', body = '', tag = ''] = vault.seal('secret', 'p').split('.');
    const cut = (part: string, bytes: number): string =>
      Buffer.from(part, 'base64url').subarray(0, bytes).toString('base64url');
    for (const bytes of [0, 4, 8, 12, 15]) {
      assert.throws(() => vault.open([v, id, iv, body, cut(tag, bytes)].join('.'), 'p'), SealError);
    }
    for (const bytes of [0, 8, 11]) {
      assert.throws(() => vault.open([v, id, cut(iv, bytes), body, tag].join('.'), 'p'), SealError);
    }
  });

  it('says why, where it is only tried, that nothing opens', () => {
    const sealed = vault.seal('secret', 'purpose');
    const tried = (...[text, purpose, by = vault]: [string, string, typeof vault?]) => {
      const reasons: string[] = [];
      return [by.tryOpen(text, purpose, (reason) => reasons.push(reason)), ...reasons];
    };
    assert.deepEqual(tried(sealed, 'purpose'), ['secret']);
    assert.deepEqual(tried(sealed, 'another'), [undefined, 'broken']);
    const other = createVault(keyMaker()('other'));
    assert.deepEqual(tried(sealed, 'purpose', other), [undefined, 'unknown-key']);
  });

  it('shows nothing of its content in an error', () => {
    const sealed = vault.seal('marked-secret', 'marked-purpose');
    assert.throws(
      () => vault.open(sealed, 'another'),
      (error) => !/marked|v1\./.test(inspect(error)),
    );
  });
});

describeDatabases('the rotation of keys', ({ open }) => {
  const keys = keyMaker();
  const old = createVault(keys('k_1'));
  const rotating = createVault(keys('k2', 'k_1'));
  const fresh = createVault(keys('k2'));
  const people = Array.from({ length: 7 }, (_, i) => `person-${i}`);
  let log = readableLog();
  beforeEach(() => {
    log = readableLog();
  });

  const filled = async (): Promise<Db> => {
    const { db } = await open();
    for (const [n, id] of people.entries()) {
      await accountStore(db, old, log.log).put(account(id, n));
    }
    await authorizationRequests(db, old, () => 0).put(link('1'));
    return db;
  };
  const sealedBy = async (db: Db, prefix: string): Promise<number> => {
    const rows = await db.select({ sealed: accounts.sealedTokens }).from(accounts);
    return rows.filter(({ sealed }) => sealed.startsWith(prefix)).length;
  };

  it('seals all with the first key, so that the old one can go', async () => {
    const db = await filled();
    const done = await rotateKeys(db, rotating, log.log, undefined, 3);
    assert.deepEqual(done, { resealed: 8, unopened: 0 });
    for (const [n, id] of people.entries()) {
      assert.deepEqual(await accountStore(db, fresh, log.log).get(id), account(id, n));
    }
    assert.deepEqual(await authorizationRequests(db, fresh, () => 0).take('1'), link('1'));
  });

  it('has nothing to do the second time, and says nothing then', async () => {
    const db = await filled();
    await rotateKeys(db, rotating, log.log);
    const before = await db.select().from(accounts).orderBy(accounts.personId);
    const said = log.lines().length;
    assert.deepEqual(await rotateKeys(db, rotating, log.log), { resealed: 0, unopened: 0 });
    assert.deepEqual(await db.select().from(accounts).orderBy(accounts.personId), before);
    assert.equal(log.lines().length, said);
  });

  it('goes on where it was stopped', async () => {
    const db = await filled();
    const stop = new AbortController();
    let sealed = 0;
    const stopping = {
      ...rotating,
      seal: (text: string, purpose: string) => {
        sealed += 1;
        if (sealed === 4) stop.abort();
        return rotating.seal(text, purpose);
      },
    };
    assert.deepEqual(await rotateKeys(db, stopping, log.log, stop.signal, 3), {
      resealed: 4,
      unopened: 0,
    });
    assert.equal(await sealedBy(db, 'v1.k2.'), 4);
    assert.deepEqual(await rotateKeys(db, rotating, log.log), { resealed: 4, unopened: 0 });
  });

  it('leaves what does not open, counts it, and gets past it', async () => {
    const db = await filled();
    for (const id of people.slice(0, 3)) {
      await db
        .update(accounts)
        .set({ sealedTokens: `v1.gone.${id}` })
        .where(eq(accounts.personId, id));
    }
    await db.update(pendingLinks).set({ personId: 'mallory' });
    assert.deepEqual(await rotateKeys(db, rotating, log.log, undefined, 2), {
      resealed: 4,
      unopened: 4,
    });
    assert.equal(await sealedBy(db, 'v1.gone.'), 3);
    assert.doesNotMatch(log.text(), /person-|v1\.|mallory|example\.com/);
  });

  it('leaves a row that changes meanwhile to who changed it', async () => {
    const db = await filled();
    const store = accountStore(db, old, log.log);
    let renewed: Promise<unknown> | undefined;
    const slow = {
      ...rotating,
      seal: (text: string, purpose: string) => {
        renewed ??= store.put(account('person-0', 9));
        return rotating.seal(text, purpose);
      },
    };
    const { resealed } = await rotateKeys(db, slow, log.log);
    await renewed;
    const kept = await accountStore(db, rotating, log.log).get('person-0');
    assert.deepEqual(kept?.tokens, tokens(9));
    assert.ok(resealed >= 7);
  });
});
