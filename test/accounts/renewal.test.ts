import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { AccessRefused } from '../../src/accounts/access-refused.js';
import type { Account, AccountStore, Tokens } from '../../src/accounts/account.js';
import { connectedAccounts } from '../../src/accounts/connected.js';
import type { Integration } from '../../src/accounts/integration.js';
import { memoryAccounts } from '../support/memory-accounts.js';
import { renewals, type Turns } from '../../src/accounts/renewal.js';
import { storedAccounts } from '../../src/accounts/stored-accounts.js';
import { createVault } from '../../src/accounts/vault.js';
import type { Locks } from '../../src/store/store.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases } from '../support/databases.js';
import { account, keyMaker, tokens } from './conformance/made-up.js';

/** A Webex that gives each refresh token new ones once, as strict as it may be. */
function strictWebex(before: () => Promise<void> = () => Promise.resolve()) {
  const asked: Tokens[] = [];
  const spent = new Set<string>();
  const refresh = async (was: Tokens): Promise<Tokens> => {
    asked.push(was);
    await before();
    const request = { method: 'POST', path: '/access_token' };
    if (spent.has(was.refreshToken)) {
      throw new WebexRefused(request, 400, undefined, undefined, '', 'invalid_grant');
    }
    spent.add(was.refreshToken);
    return tokens(Number(was.refreshToken.split('-')[1]) + 1);
  };
  const unused = (): Promise<never> => Promise.reject(new Error('not part of this'));
  const integration: Integration = { refresh, exchange: unused, authorizeUrl: unused };
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

describe('accounts/renewal', () => {
  let accounts: AccountStore;
  let locks: ReturnType<typeof sharedLocks>;
  let turns: Turns;
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
    const processes = Array.from({ length: 5 }, () => renewals(accounts, webex.integration, turns));
    const all = processes.flatMap((renew) => Array.from({ length: 4 }, () => renew(alice)));
    for (const got of await Promise.all(all)) assert.deepEqual(got, tokens(2));
    assert.equal(webex.asked.length, 1);
    assert.equal(locks.held.size, 0);
  });

  it('takes turns per person', async () => {
    const held: string[][] = [];
    const webex = strictWebex(() => Promise.resolve(void held.push([...locks.held])));
    await accounts.put(account('bob', 10));
    const renew = renewals(accounts, webex.integration, turns);
    const both = await Promise.all([renew(alice), renew(account('bob', 10))]);
    assert.deepEqual(both, [tokens(2), tokens(11)]);
    assert.ok(held[1]?.includes('refresh alice') && held[1].includes('refresh bob'));
  });

  it('uses what was renewed since the account was read', async () => {
    const webex = strictWebex();
    await accounts.renew('alice', tokens(1), tokens(5));
    const got = await renewals(accounts, webex.integration, turns)(alice);
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
    const renew = renewals(accounts, integration, { locks, wait });
    await assert.rejects(renew(alice), { name: 'NotConnected', reason: 'never' });
    assert.equal(asked.length, 0);
    assert.equal(locks.held.size, 0);
  });

  it('gives up on a process that never ends, and meanwhile makes do with what is good', async () => {
    locks.held.add('refresh alice');
    let waited = 0;
    const wait = (ms: number): Promise<void> => Promise.resolve(void (waited += ms));
    const { integration } = strictWebex();
    await assert.rejects(renewals(accounts, integration, { locks, wait })(alice), {
      name: 'RenewalBusy',
    });
    assert.equal(waited, 30_000);
    assert.ok(locks.held.has('refresh alice'));
    const now = (): number => alice.tokens.accessExpiresAt - 1;
    const person = { personId: 'alice', email: '' };
    const got = await connectedAccounts(accounts, integration, now, { locks, wait }).of(person);
    assert.deepEqual(got, { token: 'access-1' });
  });

  it('lets go of its turn when Webex fails', async () => {
    const { integration } = strictWebex(() => Promise.reject(new Error('down')));
    const renew = renewals(accounts, integration, turns);
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
    await renewals(noting, strictWebex().integration, turns)(alice).then(() => order.push('used'));
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
    const renew = renewals(flaky, webex.integration, turns);
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
    assert.deepEqual(await renewals(accounts, webex.integration, turns)(alice), tokens(7));
  });

  it('is over when the refresh token is spent and nobody has a newer one', async () => {
    const webex = strictWebex();
    webex.spent.add('refresh-1');
    const over = { name: 'NotConnected', reason: 'over' };
    await assert.rejects(renewals(accounts, webex.integration, turns)(alice), over);
    await assert.rejects(renewals(accounts, webex.integration)(alice), over);
  });

  for (const code of ['invalid_client', 'unauthorized_client']) {
    it(`is not over when Webex refuses the bot itself: ${code}`, async () => {
      const request = { method: 'POST', path: '/access_token' };
      const { integration } = strictWebex(() =>
        Promise.reject(new WebexRefused(request, 401, 'T_1', undefined, '', code)),
      );
      await assert.rejects(
        renewals(accounts, integration, turns)(alice),
        (error) =>
          error instanceof AccessRefused && error.access === 'app' && error.trackingId === 'T_1',
      );
    });
  }
});

describeDatabases('accounts/renewal over processes', ({ kind, fresh, open }) => {
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
    await storedAccounts(first.db, vault, log).put(account('alice'));
    const all = stores.flatMap(({ db, locks }) => {
      const renew = renewals(storedAccounts(db, vault, log), webex.integration, {
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
