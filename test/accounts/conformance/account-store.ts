import assert from 'node:assert/strict';
import type { AccountStore } from '../../../src/accounts/account-store.js';
import { account, tokens } from './made-up.js';

/** What every AccountStore promises. */
export function conformsAsAccountStore(open: () => Promise<AccountStore>): void {
  it('keeps, replaces and removes', async () => {
    const accounts = await open();
    assert.equal(await accounts.get('alice'), undefined);
    await accounts.put(account('alice'));
    await accounts.put(account('bob', 2));
    assert.deepEqual(await accounts.get('alice'), account('alice'));
    const anew = { ...account('alice', 3), email: 'other@example.com', connectedAt: 8 };
    await accounts.put(anew);
    assert.deepEqual(await accounts.get('alice'), anew);
    await accounts.remove('alice');
    await accounts.remove('alice');
    assert.equal(await accounts.get('alice'), undefined);
    assert.deepEqual(await accounts.get('bob'), account('bob', 2));
  });

  it('renews what is still there, and nothing else of the account', async () => {
    const accounts = await open();
    await accounts.put(account('alice'));
    await accounts.put(account('bob'));
    assert.equal(await accounts.renew('alice', tokens(1), tokens(2)), true);
    assert.deepEqual(await accounts.get('alice'), account('alice', 2));
    assert.deepEqual(await accounts.get('bob'), account('bob'));
  });

  it('renews nothing that was renewed already', async () => {
    const accounts = await open();
    await accounts.put(account('alice', 2));
    assert.equal(await accounts.renew('alice', tokens(1), tokens(3)), false);
    assert.deepEqual(await accounts.get('alice'), account('alice', 2));
  });

  it('brings back nobody', async () => {
    const accounts = await open();
    assert.equal(await accounts.renew('alice', tokens(1), tokens(2)), false);
    assert.equal(await accounts.get('alice'), undefined);
  });

  it('lets one of many renewals win', async () => {
    const accounts = await open();
    await accounts.put(account('alice', 0));
    const tries = Array.from({ length: 8 }, (_, i) => i + 1);
    const won = await Promise.all(tries.map((n) => accounts.renew('alice', tokens(0), tokens(n))));
    assert.equal(won.filter(Boolean).length, 1);
    assert.deepEqual((await accounts.get('alice'))?.tokens, tokens(won.indexOf(true) + 1));
  });

  it('keeps any text that a token may be', async () => {
    const accounts = await open();
    const odd = {
      ...tokens(1),
      accessToken: '会議 \u0000 "\\ \ud800 😀',
      refreshToken: 'x'.repeat(5000),
    };
    await accounts.put({ ...account('alice'), tokens: odd });
    assert.deepEqual((await accounts.get('alice'))?.tokens, odd);
  });
}
