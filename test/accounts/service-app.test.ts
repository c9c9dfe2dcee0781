import assert from 'node:assert/strict';
import { sandboxServiceApp } from '../../sandbox/oauth/clients.js';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import type { AccountStore } from '../../src/accounts/account-store.js';
import { createOAuthClient } from '../../src/accounts/oauth-client.js';
import type { OrganisationToken } from '../../src/accounts/organisation.js';
import { type ServiceApp, serviceAppToken } from '../../src/accounts/service-app.js';
import { AccessRefused } from '../../src/accounts/types.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused } from '../../src/webex/errors.js';
import { memoryAccounts } from '../support/memory-accounts.js';
import { quickClient } from '../support/quick-client.js';

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
