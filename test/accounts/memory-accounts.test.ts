import assert from 'node:assert/strict';
import { memoryAccounts } from '../../src/accounts/memory-accounts.js';

const tokens = (n: number) => ({
  accessToken: `a${n}`,
  accessExpiresAt: n,
  refreshToken: `r${n}`,
  refreshExpiresAt: n,
});
const alice = { personId: 'alice', email: 'a@example.com', tokens: tokens(1), connectedAt: 7 };

describe('accounts/memory-accounts', () => {
  it('keeps, replaces and removes', async () => {
    const accounts = memoryAccounts();
    assert.equal(await accounts.get('alice'), undefined);
    await accounts.put(alice);
    assert.deepEqual(await accounts.get('alice'), alice);
    await accounts.put({ ...alice, connectedAt: 8 });
    assert.equal((await accounts.get('alice'))?.connectedAt, 8);
    await accounts.remove('alice');
    await accounts.remove('alice');
    assert.equal(await accounts.get('alice'), undefined);
  });

  it('renews what is still there, and nothing else of the account', async () => {
    const accounts = memoryAccounts();
    await accounts.put(alice);
    assert.equal(await accounts.renew('alice', tokens(1), tokens(2)), true);
    assert.deepEqual(await accounts.get('alice'), { ...alice, tokens: tokens(2) });
  });

  it('renews nothing that was renewed already', async () => {
    const accounts = memoryAccounts();
    await accounts.put({ ...alice, tokens: tokens(2) });
    assert.equal(await accounts.renew('alice', tokens(1), tokens(3)), false);
    assert.deepEqual((await accounts.get('alice'))?.tokens, tokens(2));
  });

  it('brings back nobody', async () => {
    const accounts = memoryAccounts();
    assert.equal(await accounts.renew('alice', tokens(1), tokens(2)), false);
    assert.equal(await accounts.get('alice'), undefined);
  });
});
