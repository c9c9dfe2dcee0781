import assert from 'node:assert/strict';
import { sandboxServiceApp } from '../../sandbox/oauth/clients.js';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import type { AccountStore } from '../../src/accounts/account-store.js';
import { createOAuthClient } from '../../src/accounts/oauth-client.js';
import {
  type OrganisationToken,
  type ServiceApp,
  fixedToken,
  organisation,
  personalToken,
  serviceAppToken,
} from '../../src/accounts/organisation.js';
import type { TokenProvider } from '../../src/accounts/token-provider.js';
import { AccessRefused, NotConnected, NotServed } from '../../src/accounts/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { personIdOf } from '../../src/webex/ids.js';
import { type Person, getMe } from '../../src/webex/people.js';
import { memoryAccounts } from '../support/memory-accounts.js';
import { type Dance, dance } from '../support/oauth-dance.js';
import { quickClient } from '../support/quick-client.js';
import { refusedWith } from '../support/refused.js';

const ANN = personIdOf('11111111-1111-4111-8111-111111111111');
const OURS = 'ours';

describe('an organisation’s authority', () => {
  let answer: () => Promise<Person>;
  let asked = 0;
  let now = 0;
  const ann: Person = { id: ANN, emails: ['ann@example.com'], displayName: 'Ann', orgId: OURS };
  const open = (officers?: TokenProvider): TokenProvider =>
    organisation({
      token: {
        get: () => Promise.resolve('t1'),
        refresh: (was) => Promise.resolve(`after ${was}`),
      },
      orgId: OURS,
      whoIs: () => {
        asked += 1;
        return answer();
      },
      officers,
      now: () => now,
    });
  const person = { personId: ANN, email: 'forged@example.com' };
  beforeEach(() => {
    answer = () => Promise.resolve(ann);
    asked = 0;
    now = 1_000;
  });

  it('acts for a person by the address that Webex gives, asked for now and then', async () => {
    const tokens = open();
    const own = { token: 't1', hostEmail: 'ann@example.com', isConfigured: true } as const;
    assert.deepEqual(await tokens.get(person), own);
    assert.deepEqual(await tokens.refresh(person, own), { ...own, token: 'after t1' });
    assert.equal(asked, 1);
    answer = () => Promise.resolve({ ...ann, emails: ['new@example.com'] });
    now += 300_001;
    assert.equal((await tokens.get(person)).hostEmail, 'new@example.com');
  });

  it('serves nobody else', async () => {
    const refused = refusedWith(404, '/people');
    const others: (() => Promise<Person>)[] = [
      () => Promise.resolve({ ...ann, orgId: 'theirs' }),
      () => Promise.resolve({ ...ann, orgId: undefined }),
      () => Promise.resolve({ ...ann, emails: [] }),
      () => Promise.resolve({ ...ann, type: 'bot' }),
      () => Promise.resolve({ ...ann, id: personIdOf('somebody-else') }),
      () => Promise.reject(refused),
    ];
    for (const other of others) {
      answer = other;
      await assert.rejects(
        open().get(person),
        (error) => error instanceof NotServed && error.reason === 'other-organisation',
      );
    }
    answer = () => Promise.reject(new Error('away'));
    await assert.rejects(open().get(person), /away/);
  });

  it('acts for a host of the same organisation, or for everyone', async () => {
    const host = { personId: 'bob', email: 'bob@example.com', displayName: 'Bob', orgId: OURS };
    const forBob = await open().get({ ...person, onBehalfOf: host });
    assert.deepEqual(forBob, { token: 't1', hostEmail: 'bob@example.com', isConfigured: true });
    const everyone = await open().get({ ...person, scope: 'site' });
    assert.deepEqual(everyone, { token: 't1', scope: 'site', isConfigured: true });
    for (const orgId of ['theirs', undefined]) {
      await assert.rejects(open().get({ ...person, onBehalfOf: { ...host, orgId } }), NotServed);
    }
  });

  it('leaves officers to their own tokens', async () => {
    const officer = { ...person, scope: 'organization' } as const;
    const token = { token: 'hers', scope: 'organization' } as const;
    await assert.rejects(
      open().get(officer),
      (error) => error instanceof NotServed && error.reason === 'no-officers',
    );
    const hers = { get: () => Promise.resolve(token), refresh: () => Promise.resolve(token) };
    assert.deepEqual(await open(hers).get(officer), token);
    assert.deepEqual(await open(hers).refresh(officer, token), token);
  });

  it('ends with a token that cannot be renewed', async () => {
    assert.equal(await fixedToken('x').get(), 'x');
    await assert.rejects(fixedToken('x').refresh('x'), NotConnected);
  });
});

describe('accounts/organisation: a personal token', () => {
  let d: Dance;
  beforeEach(async () => (d = await dance()));
  afterEach(() => d.end());

  it('serves its owner, and nobody else', async () => {
    const tokens = personalToken(await getMe(d.webex, 'sandbox-alice'), 'sandbox-alice');
    const own = { token: 'sandbox-alice', isConfigured: true };
    assert.deepEqual(await tokens.get(d.alice), own);
    await assert.rejects(tokens.get(d.bob), { name: 'NotServed' });
    await assert.rejects(tokens.get({ ...d.bob, email: d.alice.email }), { name: 'NotServed' });
  });

  it('cannot be renewed', async () => {
    const tokens = personalToken(await getMe(d.webex, 'sandbox-alice'), 'sandbox-alice');
    const renewed = tokens.refresh(d.alice, { token: 'sandbox-alice' });
    await assert.rejects(renewed, { name: 'NotConnected', reason: 'over' });
  });
});

const DAY = 86_400_000;

describe('the token of a Service App', () => {
  const clock = { now: Date.parse('2026-11-20T12:00:00Z') };
  const now = (): number => clock.now;
  let sandbox: Sandbox;
  let webex: WebexClient;
  let accounts: AccountStore;
  beforeEach(async () => {
    clock.now = Date.parse('2026-11-20T12:00:00Z');
    sandbox = await startSandbox({ port: 0, seed: 'empty', now });
    webex = quickClient(sandbox.apiUrl);
    accounts = memoryAccounts();
  });
  afterEach(async () => {
    await webex.close();
    await sandbox.stop();
  });

  const held = new Set<string>();
  const locks = {
    tryTake: (name: string) => Promise.resolve(!held.has(name) && held.add(name).has(name)),
    release: (name: string) => (held.delete(name), Promise.resolve()),
  };
  function open(first: ServiceApp['first']): OrganisationToken {
    const { id, clientId, clientSecret, orgId } = sandboxServiceApp;
    const secrets = { clientId, clientSecret };
    const integration = createOAuthClient(
      webex,
      { ...secrets, redirectUri: 'http://127.0.0.1/oauth/callback', baseUrl: sandbox.apiUrl },
      now,
    );
    const wait = (): Promise<void> => new Promise((done) => setImmediate(done));
    return serviceAppToken(
      { applicationId: id, orgId, ...secrets, first },
      { webex, accounts, integration, locking: { locks, wait }, now },
    );
  }
  const manager = { kind: 'manager', token: 'sandbox-admin' } as const;
  const works = async (token: string): Promise<boolean> => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${sandbox.apiUrl}/people/me`, { headers })).ok;
  };
  const calls = (path: string): number =>
    sandbox.calls.list().filter((call) => call.path.endsWith(path)).length;

  it('is got once, however many ask, and kept', async () => {
    const tokens = await Promise.all(Array.from({ length: 5 }, () => open(manager).get()));
    assert.equal(new Set(tokens).size, 1);
    assert.ok(await works(tokens[0] ?? ''));
    assert.equal(calls('/token'), 1);
    assert.equal(await open({ kind: 'manager', token: 'used-up' }).get(), tokens[0]);
  });

  it('can begin with a refresh token', async () => {
    const path = `/applications/${sandboxServiceApp.id}/token`;
    const { clientId, clientSecret, orgId: targetOrgId } = sandboxServiceApp;
    const answer = await fetch(`${sandbox.apiUrl}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox-admin', 'content-type': 'application/json' },
      body: JSON.stringify({ clientId, clientSecret, targetOrgId }),
    });
    const { refresh_token: token } = (await answer.json()) as { refresh_token: string };
    assert.ok(await works(await open({ kind: 'refresh', token }).get()));
  });

  it('is refreshed before it ends, and after a refusal', async () => {
    const token = open(manager);
    const first = await token.get();
    clock.now += 13.999 * DAY;
    const second = await token.get();
    assert.notEqual(second, first);
    assert.ok(await works(second));
    const third = await token.refresh(second);
    assert.notEqual(third, second);
    // Who was refused with an older one gets the newest, without another call.
    const before = calls('/access_token');
    assert.equal(await token.refresh(first), third);
    assert.equal(calls('/access_token'), before);
  });

  it('goes on with what it holds while Webex has a bad minute', async () => {
    const token = open(manager);
    const first = await token.get();
    clock.now += 13.999 * DAY;
    sandbox.faults.set([{ path: '/access_token', status: 503 }]);
    assert.equal(await token.get(), first);
    clock.now += DAY;
    await assert.rejects(token.get(), { status: 503 });
  });

  it('is got anew when Webex takes it back for good', async () => {
    const token = open(manager);
    const first = await token.get();
    clock.now += 100 * DAY;
    const second = await token.get();
    assert.notEqual(second, first);
    assert.ok(await works(second));
    assert.equal(calls('/token'), 2);
  });

  it('says so when nothing helps', async () => {
    await open(manager).get();
    clock.now += 100 * DAY;
    const ended = { status: 401, access: 'organisation' };
    await assert.rejects(open({ kind: 'manager', token: 'used-up' }).get(), ended);
    sandbox.faults.set([{ path: '/token$', status: 503 }]);
    await assert.rejects(
      open(manager).get(),
      (error) => error instanceof WebexRefused && !(error instanceof AccessRefused),
    );
  });
});
