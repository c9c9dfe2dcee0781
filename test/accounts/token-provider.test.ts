import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Account,
  type AccountStore,
  type Tokens,
  accountStore,
  mustReconnect,
} from '../../src/accounts/account-store.js';
import type { OAuthClient } from '../../src/accounts/oauth-client.js';
import {
  type TokenProvider,
  holdToken,
  withToken,
  type LockDeps,
  connectedAccounts,
  tokenRefresher,
} from '../../src/accounts/token-provider.js';
import { type Actor, NotConnected, NotServed, AccessRefused } from '../../src/accounts/types.js';
import { createVault } from '../../src/accounts/vault.js';
import type { Locks } from '../../src/store/store.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { uuidOf } from '../../src/webex/ids.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases } from '../support/databases.js';
import { memoryAccounts } from '../support/memory-accounts.js';
import { type Dance, dance } from '../support/oauth-dance.js';
import { refusedWith } from '../support/refused.js';
import { account, keyMaker, tokens } from './conformance/made-up.js';

const alice = { personId: 'p', email: 'a@example.com' };
const refused = (status: number) => refusedWith(status, '/x');
const authorities: TokenProvider = {
  get: () => Promise.resolve({ token: 'old' }),
  refresh: (_person, { token }) => Promise.resolve({ token: `newer than ${token}` }),
};

/** Work that fails in this way, try by try, and then ends well. */
function work(...failures: Error[]) {
  const tokens: string[] = [];
  const run = ({ token }: { token: string }): Promise<string> => {
    tokens.push(token);
    const failure = failures.shift();
    return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
  };
  return { run, tokens };
}

describe('accounts/token-provider', () => {
  it('notes on a refusal whose connection asked; nothing for a person’s own', async () => {
    const askedBy = async (actor: Actor, isConfigured?: true): Promise<unknown> => {
      const token = { token: 't', ...(isConfigured && { isConfigured }) };
      const provider: TokenProvider = {
        get: () => Promise.resolve(token),
        refresh: () => Promise.resolve(token),
      };
      const error = refused(403);
      await assert.rejects(
        withToken(provider, actor, () => Promise.reject(error)),
        error,
      );
      return error.askedAs;
    };
    assert.equal(await askedBy(alice), undefined);
    assert.equal(await askedBy({ ...alice, scope: 'organization' }), 'officer');
    assert.equal(await askedBy({ ...alice, scope: 'organization' }, true), 'configured');
  });

  it('does the work once when all is well', async () => {
    const { run, tokens } = work();
    assert.equal(await withToken(authorities, alice, run), 'done');
    assert.deepEqual(tokens, ['old']);
  });

  it('does it again, once, with a new token after a 401', async () => {
    const { run, tokens } = work(refused(401));
    assert.equal(await withToken(authorities, alice, run), 'done');
    assert.deepEqual(tokens, ['old', 'newer than old']);
  });

  it('says that the connection is over after a second 401', async () => {
    const { run, tokens } = work(refused(401), refused(401));
    const over = { name: 'NotConnected', reason: 'over' };
    await assert.rejects(withToken(authorities, alice, run), over);
    assert.equal(tokens.length, 2);
  });

  it('hands on what else goes wrong, the first time and the second', async () => {
    for (const failures of [[refused(403)], [refused(401), refused(403)]]) {
      const { run } = work(...failures);
      await assert.rejects(withToken(authorities, alice, run), { status: 403 });
    }
  });

  it('knows after a renewal, too, that an earlier try may have acted', async () => {
    const lost = new WebexRefused({ method: 'POST', path: '/x' }, 401, {
      trackingId: '',
      retryAfterSeconds: 0,
      code: '',
      earlierMayHaveActed: true,
    });
    for (const [first, earlierMayHaveActed] of [
      [refused(401), false] as const,
      [lost, true] as const,
    ]) {
      const { run } = work(first, refused(404));
      await assert.rejects(withToken(authorities, alice, run), {
        status: 404,
        earlierMayHaveActed,
      });
    }
  });

  it('holds one token for several calls, and renews it once for all that were refused', async () => {
    const asked: string[] = [];
    const get = () => {
      asked.push('get');
      return authorities.get(alice);
    };
    const refresh: TokenProvider['refresh'] = (person, token) => {
      asked.push('refresh');
      return authorities.refresh(person, token);
    };
    const held = await holdToken({ get, refresh }, alice);
    const [one, other, third] = [work(), work(refused(401)), work(refused(401))];
    await held(one.run);
    await Promise.all([held(other.run), held(third.run)]);
    await held(one.run);
    assert.deepEqual(one.tokens, ['old', 'newer than old']);
    assert.deepEqual(other.tokens, ['old', 'newer than old']);
    assert.deepEqual(asked, ['get', 'refresh']);
  });

  it('does nothing without authority', async () => {
    const { run, tokens } = work();
    const nobody = { ...authorities, get: () => Promise.reject(new NotServed()) };
    await assert.rejects(withToken(nobody, alice, run), NotServed);
    assert.equal(tokens.length, 0);
  });

  it('hands on why no new token came', async () => {
    const { run, tokens } = work(refused(401));
    const spent = { ...authorities, refresh: () => Promise.reject(new NotConnected('over')) };
    await assert.rejects(withToken(spent, alice, run), NotConnected);
    assert.equal(tokens.length, 1);
  });
});

const MARGIN = 300_000;
const LIFE = 1_209_599_000;
const over = { name: 'NotConnected', reason: 'over' };
const never = { name: 'NotConnected', reason: 'never' };

describe('accounts/token-provider: connected accounts', () => {
  let d: Dance;
  beforeEach(async () => {
    d = await dance();
    d.sandbox.world.settings.rotateRefreshTokens = true;
    const callback = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
    await d.linking.complete(callback);
    d.sandbox.calls.clear();
  });
  afterEach(() => d.end());

  const authorities = (accounts: AccountStore = d.accounts) =>
    connectedAccounts(accounts, d.integration, () => d.clock.now, {
      locks: sharedLocks(),
      wait: turn,
    });
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
    assert.deepEqual(await authorities().get(d.alice), { token: tokens.accessToken });
    assert.equal(d.tokenCalls(), 0);
  });

  it('knows the person in whatever cluster', async () => {
    const uri = `ciscospark://urn:TEAM:eu-central-1_k/PEOPLE/${uuidOf(d.alice.personId)}`;
    const personId = Buffer.from(uri).toString('base64');
    const { token } = await authorities().get({ ...d.alice, personId });
    assert.ok(await works(token));
  });

  it('knows nobody who never connected', async () => {
    await assert.rejects(authorities().get(d.bob), never);
    await assert.rejects(authorities().refresh(d.bob, { token: 'x' }), never);
  });

  it('renews it shortly before it expires, and keeps what it gets', async () => {
    const before = (await account()).tokens;
    d.clock.now = before.accessExpiresAt - MARGIN;
    const { token } = await authorities().get(d.alice);
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
    const tokens = await Promise.all(Array.from({ length: 20 }, () => all.get(d.alice)));
    assert.equal(new Set(tokens.map(({ token }) => token)).size, 1);
    assert.equal(d.tokenCalls(), 1);
  });

  it('renews once for twenty who were refused', async () => {
    const refused = { token: (await account()).tokens.accessToken };
    const all = authorities();
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => all.refresh(d.alice, refused)),
    );
    assert.equal(new Set(tokens.map(({ token }) => token)).size, 1);
    assert.notEqual(tokens[0]?.token, refused.token);
    assert.equal(d.tokenCalls(), 1);
  });

  it('renews again the next time it expires', async () => {
    const all = authorities();
    for (let i = 0; i < 3; i += 1) {
      d.clock.now += LIFE;
      assert.ok(await works((await all.get(d.alice)).token));
    }
    assert.equal(d.tokenCalls(), 3);
  });

  it('tries again after a renewal that failed', async () => {
    d.clock.now += LIFE;
    const all = authorities();
    d.sandbox.faults.set([{ path: '/access_token$', status: 400, times: 1 }]);
    await assert.rejects(all.get(d.alice), over);
    assert.ok(mustReconnect(await account()));
    assert.ok(await works((await all.get(d.alice)).token));
    assert.ok(!mustReconnect(await account()));
  });

  it('does not renew for one what was renewed for another', async () => {
    const { accessToken } = (await account()).tokens;
    const answer = await authorities().refresh(d.alice, { token: 'an older one' });
    assert.deepEqual(answer, { token: accessToken });
    assert.equal(d.tokenCalls(), 0);
  });

  for (const fault of [{ status: 503 }, { cut: 'before' }]) {
    it(`makes do with what it holds while Webex has a bad minute: ${JSON.stringify(fault)}`, async () => {
      const { tokens } = await account();
      d.sandbox.faults.set([{ path: '/access_token$', ...fault }]);
      d.clock.now = tokens.accessExpiresAt - 1;
      assert.deepEqual(await authorities().get(d.alice), { token: tokens.accessToken });
      d.clock.now = tokens.accessExpiresAt;
      await assert.rejects(authorities().get(d.alice), /Webex/);
      await assert.rejects(authorities().refresh(d.alice, { token: tokens.accessToken }), /Webex/);
    });
  }

  it('is over once the person took it back', async () => {
    const person = d.sandbox.world.people.byEmail('alice@example.com');
    assert.ok(person);
    d.sandbox.grants.revoke(person);
    const { tokens } = await account();
    await assert.rejects(authorities().refresh(d.alice, { token: tokens.accessToken }), over);
    d.clock.now = tokens.accessExpiresAt - 1;
    await assert.rejects(authorities().get(d.alice), over);
  });

  for (const status of [400, 401]) {
    it(`is over when the token endpoint answers ${status}`, async () => {
      d.sandbox.faults.set([{ path: '/access_token$', status }]);
      d.clock.now += LIFE;
      await assert.rejects(authorities().get(d.alice), over);
    });
  }

  it('says to wait, not to connect again, when it is limited', async () => {
    d.sandbox.faults.set([
      { path: '/access_token$', status: 429, headers: { 'retry-after': '60' } },
    ]);
    d.clock.now += LIFE;
    await assert.rejects(authorities().get(d.alice), { name: 'WebexRefused', status: 429 });
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
      await assert.rejects(authorities(store).get(d.alice), never);
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
      await assert.rejects(authorities(store).get(d.alice), never);
    });

    it('leaves alone what the person connected anew', async () => {
      d.clock.now += LIFE;
      let anew = '';
      const store = during(async () => {
        const callback = await d.consents(await d.linking.start(d.alice), 'sandbox-alice');
        await d.linking.complete(callback);
        anew = (await account()).tokens.accessToken;
      });
      assert.deepEqual(await authorities(store).get(d.alice), { token: anew });
      assert.equal((await account()).tokens.accessToken, anew);
    });
  });

  it('is not over for who read the account just before another renewed it', async () => {
    const stale = await account();
    d.clock.now += LIFE;
    const { token } = await authorities().get(d.alice);
    let reads = 0;
    const slow: AccountStore = {
      ...d.accounts,
      get: (personId) => {
        reads += 1;
        return reads === 1 ? Promise.resolve(stale) : d.accounts.get(personId);
      },
    };
    assert.deepEqual(await authorities(slow).get(d.alice), { token });
  });
});

/** A Webex that gives each refresh token new ones once, as strict as it may be. */
function strictWebex(before: () => Promise<void> = () => Promise.resolve()) {
  const asked: Tokens[] = [];
  const spent = new Set<string>();
  const refresh = async (was: Tokens): Promise<Tokens> => {
    asked.push(was);
    await before();
    const request = { method: 'POST', path: '/access_token' };
    if (spent.has(was.refreshToken)) {
      throw new WebexRefused(request, 400, { code: 'invalid_grant' });
    }
    spent.add(was.refreshToken);
    return tokens(Number(was.refreshToken.split('-')[1]) + 1);
  };
  const integration: Pick<OAuthClient, 'refresh'> = { refresh };
  return { integration, asked, spent };
}

/** Locks of several processes in one. */
function sharedLocks(): Locks & { held: Set<string> } {
  const held = new Set<string>();
  return {
    held,
    tryTake: (name) => Promise.resolve(!held.has(name) && held.add(name).has(name)),
    release: (name) => Promise.resolve(void held.delete(name)),
  };
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('accounts/token-provider: refresh', () => {
  let accounts: AccountStore;
  let locks: ReturnType<typeof sharedLocks>;
  let turns: LockDeps;
  let alice: Account;
  beforeEach(async () => {
    accounts = memoryAccounts();
    alice = account('alice');
    await accounts.put(alice);
    locks = sharedLocks();
    turns = { locks, wait: turn };
  });

  it('is one for five processes with four requests each', async () => {
    const webex = strictWebex(turn);
    const processes = Array.from({ length: 5 }, () =>
      tokenRefresher(accounts, webex.integration, turns),
    );
    const all = processes.flatMap((renew) => Array.from({ length: 4 }, () => renew(alice)));
    for (const got of await Promise.all(all)) assert.deepEqual(got, tokens(2));
    assert.equal(webex.asked.length, 1);
    assert.equal(locks.held.size, 0);
  });

  it('takes turns per person', async () => {
    const held: string[][] = [];
    const webex = strictWebex(() => Promise.resolve(void held.push([...locks.held])));
    await accounts.put(account('bob', 10));
    const renew = tokenRefresher(accounts, webex.integration, turns);
    const both = await Promise.all([renew(alice), renew(account('bob', 10))]);
    assert.deepEqual(both, [tokens(2), tokens(11)]);
    assert.ok(held[1]?.includes('refresh alice') && held[1].includes('refresh bob'));
  });

  it('uses what was renewed since the account was read', async () => {
    const webex = strictWebex();
    await accounts.renew('alice', tokens(1), tokens(5));
    const got = await tokenRefresher(accounts, webex.integration, turns)(alice);
    assert.deepEqual(got, tokens(5));
    assert.equal(webex.asked.length, 0);
  });

  it('knows nobody who disconnected while it waited', async () => {
    locks.held.add('refresh alice');
    const wait = async (): Promise<void> => {
      await accounts.remove('alice');
      locks.held.clear();
    };
    const { integration, asked } = strictWebex();
    const renew = tokenRefresher(accounts, integration, { locks, wait });
    await assert.rejects(renew(alice), { name: 'NotConnected', reason: 'never' });
    assert.equal(asked.length, 0);
    assert.equal(locks.held.size, 0);
  });

  it('gives up on a process that never ends, and meanwhile makes do with what is good', async () => {
    locks.held.add('refresh alice');
    let waited = 0;
    const wait = (ms: number): Promise<void> => Promise.resolve(void (waited += ms));
    const { integration } = strictWebex();
    await assert.rejects(tokenRefresher(accounts, integration, { locks, wait })(alice), {
      name: 'RefreshBusy',
    });
    assert.equal(waited, 30_000);
    assert.ok(locks.held.has('refresh alice'));
    const now = (): number => alice.tokens.accessExpiresAt - 1;
    const person = { personId: 'alice', email: '' };
    const got = await connectedAccounts(accounts, integration, now, { locks, wait }).get(person);
    assert.deepEqual(got, { token: 'access-1' });
  });

  it('lets go of its turn when Webex fails', async () => {
    const { integration } = strictWebex(() => Promise.reject(new Error('down')));
    const renew = tokenRefresher(accounts, integration, turns);
    await assert.rejects(renew(alice), /down/);
    assert.equal(locks.held.size, 0);
    await assert.rejects(renew(alice), /down/);
  });

  it('writes what it got before anybody uses it', async () => {
    const order: string[] = [];
    const noting: AccountStore = {
      ...accounts,
      renew: async (...args) => {
        await turn();
        order.push('written');
        return await accounts.renew(...args);
      },
    };
    await tokenRefresher(
      noting,
      strictWebex().integration,
      turns,
    )(alice).then(() => order.push('used'));
    assert.deepEqual(order, ['written', 'used']);
  });

  it('loses no tokens when the database is away just then', async () => {
    const webex = strictWebex();
    let away = true;
    const flaky: AccountStore = {
      ...accounts,
      renew: (...args) =>
        away ? Promise.reject(new Error('database away')) : accounts.renew(...args),
    };
    const renew = tokenRefresher(flaky, webex.integration, turns);
    await assert.rejects(renew(alice), /database away/);
    away = false;
    assert.deepEqual(await renew(alice), tokens(2));
    assert.equal(webex.asked.length, 1);
    assert.deepEqual(await accounts.get('alice'), account('alice', 2));
    assert.deepEqual(await renew(account('alice', 2)), tokens(3));
  });

  it('is not over when a process without the lock was faster', async () => {
    const webex = strictWebex(async () => {
      webex.spent.add('refresh-1');
      await accounts.renew('alice', tokens(1), tokens(7));
    });
    assert.deepEqual(await tokenRefresher(accounts, webex.integration, turns)(alice), tokens(7));
  });

  it('is over when the refresh token is spent and nobody has a newer one', async () => {
    const webex = strictWebex();
    webex.spent.add('refresh-1');
    const over = { name: 'NotConnected', reason: 'over' };
    await assert.rejects(tokenRefresher(accounts, webex.integration, turns)(alice), over);
  });

  for (const code of ['invalid_client', 'unauthorized_client']) {
    it(`is not over when Webex refuses the bot itself: ${code}`, async () => {
      const request = { method: 'POST', path: '/access_token' };
      const { integration } = strictWebex(() =>
        Promise.reject(new WebexRefused(request, 401, { trackingId: 'T_1', code })),
      );
      await assert.rejects(
        tokenRefresher(accounts, integration, turns)(alice),
        (error) =>
          error instanceof AccessRefused && error.access === 'app' && error.trackingId === 'T_1',
      );
    });
  }
});

describeDatabases('accounts/token-provider: refresh over processes', ({ kind, fresh, open }) => {
  it('asks Webex once, and holds nothing of the database meanwhile', async () => {
    const wish = await fresh();
    const first = await open(wish);
    // The embedded database has one process.
    const stores = kind === 'postgres' ? [first, await open(wish), await open(wish)] : [first];
    const webex = strictWebex(async () => {
      for (const store of stores) await store.ping();
    });
    const vault = createVault(keyMaker()('k1'));
    const { log } = readableLog();
    await accountStore(first.db, vault, log).put(account('alice'));
    const all = stores.flatMap(({ db, locks }) => {
      const renew = tokenRefresher(accountStore(db, vault, log), webex.integration, {
        locks,
        // As long as it says: a database under load answers no sooner for being asked at once.
        wait: (ms) => sleep(ms),
      });
      return [renew(account('alice')), renew(account('alice'))];
    });
    for (const got of await Promise.all(all)) assert.deepEqual(got, tokens(2));
    assert.equal(webex.asked.length, 1);
    assert.equal(await first.locks.tryTake('refresh alice'), true);
  });
});
