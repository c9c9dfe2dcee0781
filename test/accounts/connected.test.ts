import assert from 'node:assert/strict';
import type { Account, AccountStore } from '../../src/accounts/account.js';
import { connectedAccounts } from '../../src/accounts/connected.js';
import { uuidOf } from '../../src/webex/ids.js';
import { dance, type Dance } from '../support/oauth-dance.js';

const MARGIN = 300_000;
const LIFE = 1_209_599_000;
const over = { name: 'NotConnected', reason: 'over' };
const never = { name: 'NotConnected', reason: 'never' };

describe('accounts/connected', () => {
  let d: Dance;
  beforeEach(async () => {
    d = await dance();
    d.sandbox.world.settings.rotateRefreshTokens = true;
    const callback = await d.consents(await d.linking.begin(d.alice), 'sandbox-alice');
    await d.linking.finish(callback);
    d.sandbox.calls.clear();
  });
  afterEach(() => d.end());

  const authorities = (accounts: AccountStore = d.accounts) =>
    connectedAccounts(accounts, d.integration, () => d.clock.now);
  const account = async (): Promise<Account> => {
    const kept = await d.accounts.get(uuidOf(d.alice.personId));
    assert.ok(kept);
    return kept;
  };
  const works = async (token: string): Promise<boolean> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${d.sandbox.apiUrl}/people/me`, { headers })).ok;
  };

  it('gives the token that it holds while it is good', async () => {
    const { tokens } = await account();
    d.clock.now = tokens.accessExpiresAt - MARGIN - 1;
    assert.deepEqual(await authorities().of(d.alice), { token: tokens.accessToken });
    assert.equal(d.tokenCalls(), 0);
  });

  it('knows the person in whatever cluster', async () => {
    const uri = `ciscospark://urn:TEAM:eu-central-1_k/PEOPLE/${uuidOf(d.alice.personId)}`;
    const personId = Buffer.from(uri).toString('base64');
    const { token } = await authorities().of({ ...d.alice, personId });
    assert.ok(await works(token));
  });

  it('knows nobody who never connected', async () => {
    await assert.rejects(authorities().of(d.bob), never);
    await assert.rejects(authorities().renewed(d.bob, { token: 'x' }), never);
  });

  it('renews it shortly before it expires, and keeps what it gets', async () => {
    const before = (await account()).tokens;
    d.clock.now = before.accessExpiresAt - MARGIN;
    const { token } = await authorities().of(d.alice);
    const { tokens, connectedAt } = await account();
    assert.notEqual(token, before.accessToken);
    assert.equal(tokens.accessToken, token);
    assert.notEqual(tokens.refreshToken, before.refreshToken);
    assert.equal(tokens.accessExpiresAt, d.clock.now + LIFE);
    assert.ok(connectedAt < d.clock.now);
    assert.ok(await works(token));
  });

  it('renews once for twenty who wait', async () => {
    d.clock.now += LIFE;
    const all = authorities();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => all.of(d.alice)));
    assert.equal(new Set(tokens.map(({ token }) => token)).size, 1);
    assert.equal(d.tokenCalls(), 1);
  });

  it('renews once for twenty who were refused', async () => {
    const refused = { token: (await account()).tokens.accessToken };
    const all = authorities();
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => all.renewed(d.alice, refused)),
    );
    assert.equal(new Set(tokens.map(({ token }) => token)).size, 1);
    assert.notEqual(tokens[0]?.token, refused.token);
    assert.equal(d.tokenCalls(), 1);
  });

  it('renews again the next time it expires', async () => {
    const all = authorities();
    for (let i = 0; i < 3; i += 1) {
      d.clock.now += LIFE;
      assert.ok(await works((await all.of(d.alice)).token));
    }
    assert.equal(d.tokenCalls(), 3);
  });

  it('tries again after a renewal that failed', async () => {
    d.clock.now += LIFE;
    const all = authorities();
    d.sandbox.faults.set([{ path: '/access_token$', status: 400, times: 1 }]);
    await assert.rejects(all.of(d.alice), over);
    assert.ok(await works((await all.of(d.alice)).token));
  });

  it('does not renew for one what was renewed for another', async () => {
    const { accessToken } = (await account()).tokens;
    const answer = await authorities().renewed(d.alice, { token: 'an older one' });
    assert.deepEqual(answer, { token: accessToken });
    assert.equal(d.tokenCalls(), 0);
  });

  for (const fault of [{ status: 503 }, { cut: 'before' }]) {
    it(`makes do with what it holds while Webex has a bad minute: ${JSON.stringify(fault)}`, async () => {
      const { tokens } = await account();
      d.sandbox.faults.set([{ path: '/access_token$', ...fault }]);
      d.clock.now = tokens.accessExpiresAt - 1;
      assert.deepEqual(await authorities().of(d.alice), { token: tokens.accessToken });
      d.clock.now = tokens.accessExpiresAt;
      await assert.rejects(authorities().of(d.alice), /Webex/);
      await assert.rejects(authorities().renewed(d.alice, { token: tokens.accessToken }), /Webex/);
    });
  }

  it('is over once the person took it back', async () => {
    const person = d.sandbox.world.people.byEmail('alice@example.com');
    assert.ok(person);
    d.sandbox.grants.revoke(person);
    const { tokens } = await account();
    await assert.rejects(authorities().renewed(d.alice, { token: tokens.accessToken }), over);
    d.clock.now = tokens.accessExpiresAt - 1;
    await assert.rejects(authorities().of(d.alice), over);
  });

  for (const status of [400, 401]) {
    it(`is over when the token endpoint answers ${status}`, async () => {
      d.sandbox.faults.set([{ path: '/access_token$', status }]);
      d.clock.now += LIFE;
      await assert.rejects(authorities().of(d.alice), over);
    });
  }

  it('says to wait, not to connect again, when it is limited', async () => {
    d.sandbox.faults.set([
      { path: '/access_token$', status: 429, headers: { 'retry-after': '60' } },
    ]);
    d.clock.now += LIFE;
    await assert.rejects(authorities().of(d.alice), { name: 'WebexRefused', status: 429 });
  });

  describe('while a renewal is under way', () => {
    /** The store, with something happening just before new tokens are written. */
    const during = (happens: () => Promise<void>): AccountStore => ({
      ...d.accounts,
      renew: async (...args) => {
        await happens();
        return await d.accounts.renew(...args);
      },
    });

    it('brings nothing back after a disconnect', async () => {
      d.clock.now += LIFE - 1;
      const id = uuidOf(d.alice.personId);
      const store = during(() => d.accounts.remove(id));
      await assert.rejects(authorities(store).of(d.alice), never);
      assert.equal(await d.accounts.get(id), undefined);
    });

    it('brings nothing back after a disconnect, refused or not', async () => {
      d.clock.now += LIFE - 1;
      const id = uuidOf(d.alice.personId);
      let reads = 0;
      const store: AccountStore = {
        ...d.accounts,
        get: async (personId) => {
          reads += 1;
          if (reads > 1) await d.accounts.remove(id);
          return await d.accounts.get(personId);
        },
      };
      d.sandbox.faults.set([{ path: '/access_token$', status: 400 }]);
      await assert.rejects(authorities(store).of(d.alice), never);
    });

    it('leaves alone what the person connected anew', async () => {
      d.clock.now += LIFE;
      let anew = '';
      const store = during(async () => {
        const callback = await d.consents(await d.linking.begin(d.alice), 'sandbox-alice');
        await d.linking.finish(callback);
        anew = (await account()).tokens.accessToken;
      });
      assert.deepEqual(await authorities(store).of(d.alice), { token: anew });
      assert.equal((await account()).tokens.accessToken, anew);
    });
  });

  it('is not over for who read the account just before another renewed it', async () => {
    const stale = await account();
    d.clock.now += LIFE;
    const { token } = await authorities().of(d.alice);
    let reads = 0;
    const slow: AccountStore = {
      ...d.accounts,
      get: (personId) => {
        reads += 1;
        return reads === 1 ? Promise.resolve(stale) : d.accounts.get(personId);
      },
    };
    assert.deepEqual(await authorities(slow).of(d.alice), { token });
  });

  it('goes by the clock on the wall by default', async () => {
    const kept = await account();
    const accessExpiresAt = Date.now() + MARGIN + 60_000;
    await d.accounts.put({ ...kept, tokens: { ...kept.tokens, accessExpiresAt } });
    const { token } = await connectedAccounts(d.accounts, d.integration).of(d.alice);
    assert.equal(token, kept.tokens.accessToken);
    assert.equal(d.tokenCalls(), 0);
  });
});
