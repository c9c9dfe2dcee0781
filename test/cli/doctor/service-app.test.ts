import assert from 'node:assert/strict';
import { z } from 'zod';
import { sandboxServiceApp } from '../../../sandbox/oauth/clients.js';
import { describePglite, describePostgres } from '../../support/databases.js';
import { type Env, doctorOnSandbox } from './on-sandbox.js';

const TOKEN_KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const SHUT = 'unknown Service App: its token is in the database, which is not opened for it';
const { id, clientId, clientSecret, orgId, scopes: SCOPES } = sandboxServiceApp;
const byManager: Env = {
  WEBEX_CLIENT_ID: undefined,
  WEBEX_CLIENT_SECRET: undefined,
  WEBEX_SERVICE_APP_ID: id,
  WEBEX_SERVICE_APP_CLIENT_ID: clientId,
  WEBEX_SERVICE_APP_CLIENT_SECRET: clientSecret,
  WEBEX_SERVICE_APP_MANAGER_TOKEN: 'sandbox-admin',
  WEBEX_ORG_ID: orgId,
  TOKEN_KEYS,
};
const byRefresh = (token: string): Env => ({
  ...byManager,
  WEBEX_SERVICE_APP_MANAGER_TOKEN: undefined,
  WEBEX_SERVICE_APP_REFRESH_TOKEN: token,
});

describePostgres('npm run doctor, on a Service App', ({ fresh, open }) => {
  const { doctor, findings, sandbox } = doctorOnSandbox();

  /** Findings on a database of its own, where nothing else is said. */
  async function found(env: Env): Promise<string[]> {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    return await findings({ DATABASE_URL: wish.url, ...env });
  }
  /** As the page of the Service App shows it. */
  async function refreshToken(): Promise<string> {
    const answer = await fetch(`${sandbox().apiUrl}/applications/${id}/token`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox-admin', 'content-type': 'application/json' },
      body: JSON.stringify({ clientId, clientSecret, targetOrgId: orgId }),
    });
    return z.object({ refresh_token: z.string() }).parse(await answer.json()).refresh_token;
  }
  afterEach(() => {
    sandbox().change({ rotateRefreshTokens: false });
    sandbox().serviceApp.scopes = SCOPES;
  });

  it('gets a token, which may list recordings, and keeps what it was given', async () => {
    assert.deepEqual(await found(byManager), []);
    // The configured token is worth nothing once Webex has given another for it.
    sandbox().change({ rotateRefreshTokens: true });
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    const env = { DATABASE_URL: wish.url, ...byRefresh(await refreshToken()) };
    assert.deepEqual(await findings(env), []);
    const again = await doctor([], env);
    assert.match(again.text, /^ok +Service App +Webex gives it a token, which may list/m);
  });

  it('leaves the token of a bot that runs as it is, and tables of an older version', async () => {
    const wish = await fresh();
    assert.ok(wish.kind === 'postgres');
    const env = { DATABASE_URL: wish.url, ...byManager };
    await findings(env);
    const store = await open(wish);
    const kept = async () =>
      (await store.executeSql('select sealed_tokens, version from accounts')).rows;
    const before = await kept();
    assert.equal(before.length, 1);
    assert.deepEqual(await findings(env), []);
    assert.deepEqual(await kept(), before);
    const latest = 'select max(created_at) from drizzle.__drizzle_migrations';
    await store.executeSql(
      `delete from drizzle.__drizzle_migrations where created_at = (${latest})`,
    );
    assert.deepEqual(await findings(env), [SHUT]);
  });

  for (const [what, change, says] of [
    ['an id that is none', { WEBEX_SERVICE_APP_ID: 'x' }, 'Webex gives it no token (404)'],
    ['an organisation without it', { WEBEX_ORG_ID: 'x' }, 'Webex gives it no token (404)'],
    [
      'a secret that is wrong',
      { WEBEX_SERVICE_APP_CLIENT_SECRET: 'x' },
      'Webex refuses its client id or secret',
    ],
    [
      'a manager’s token that is over',
      { WEBEX_SERVICE_APP_MANAGER_TOKEN: 'x' },
      'Webex gives it no token (401)',
    ],
    ['a refresh token that Webex refuses', byRefresh('x'), 'Webex gives it no token (400)'],
  ] as const) {
    it(`finds ${what}`, async () => {
      const all = await found({ ...byManager, ...change });
      assert.ok(all.includes(`wrong Service App: ${says}`), all.join());
    });
  }

  it('finds a token of another organisation, and a scope that is missing', async () => {
    const other = { ...byRefresh(await refreshToken()), WEBEX_ORG_ID: 'elsewhere' };
    assert.deepEqual(await found(other), [
      'wrong Service App: its token is of another organisation',
    ]);
    sandbox().serviceApp.scopes = SCOPES.filter((scope) => !scope.includes('recordings_read'));
    assert.deepEqual(await found(byManager), [
      'wrong Service App: it may not list recordings (403)',
    ]);
  });
});

describePglite('npm run doctor, on a Service App', ({ fresh, open }) => {
  const { findings } = doctorOnSandbox();

  it('does not open the embedded database of a bot that runs', async () => {
    const wish = await fresh();
    assert.ok(wish.kind === 'pglite');
    const store = await open(wish);
    const found = await findings({ DATA_DIR: wish.folder, ...byManager });
    assert.equal(found.at(-1), SHUT);
    await store.close();
  });
});
