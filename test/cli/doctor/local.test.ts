import assert from 'node:assert/strict';
import { accountStore } from '../../../src/accounts/account-store.js';
import { openTokenKeys } from '../../../src/accounts/keys.js';
import { createVault } from '../../../src/accounts/vault.js';
import { createServer, healthRouter, listen } from '../../../src/http/server.js';
import type { StoreConfig } from '../../../src/store/store.js';
import { ensureWebhooks } from '../../../src/webex/webhooks.js';
import { createWebexClient } from '../../../src/webex/client.js';
import { account } from '../../accounts/conformance/made-up.js';
import { readableLog } from '../../bot/support/log.js';
import { describeDatabases } from '../../support/databases.js';
import { type Env, SECRET, doctorOnSandbox } from './on-sandbox.js';

const KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const { log } = readableLog();

describe('npm run doctor, on this machine', function () {
  this.timeout(60_000);
  const { findings, finds, sandbox, port } = doctorOnSandbox();

  finds([
    [
      'an address that leads nowhere',
      { PUBLIC_URL: 'http://127.0.0.1:9' },
      ['wrong PUBLIC_URL: it leads nowhere'],
    ],
    [
      'a file of authorities that is not there',
      { NODE_EXTRA_CA_CERTS: '/nowhere/ca.pem' },
      ['wrong TLS to Webex: /nowhere/ca.pem is not there'],
    ],
    [
      'a folder that cannot be made',
      { DATA_DIR: '/proc/bot' },
      process.getuid?.() === 0 ? [] : ['wrong database: /proc cannot be written'],
    ],
  ]);

  it('finds an address that leads to something else', async () => {
    const PUBLIC_URL = sandbox().url;
    assert.deepEqual(await findings({ PUBLIC_URL }), [
      'wrong PUBLIC_URL: it leads to something else',
    ]);
  });

  it('looks through the front door of a bot that runs, and at its webhooks', async () => {
    const health = healthRouter(() => Promise.resolve(undefined), SECRET);
    const running = await listen(createServer([health], log), port(), '127.0.0.1');
    try {
      assert.deepEqual(await findings({}), ['wrong webhooks: 0 of 4 are there']);
      const webex = createWebexClient({ baseUrl: sandbox().apiUrl });
      const targetUrl = `http://127.0.0.1:${port()}/webhook`;
      const target = { secret: SECRET, targetUrl, now: Date.now };
      await ensureWebhooks(webex, 'sandbox-bot', target);
      await ensureWebhooks(webex, 'sandbox-bot', {
        ...target,
        targetUrl: 'http://127.0.0.1:9/webhook',
      });
      await webex.close();
      assert.deepEqual(await findings({}), ['look webhooks: 4 more lead to another address']);
      sandbox().changeWebhooks({ status: 'inactive' });
      assert.match(String(await findings({})), /^look webhooks: Webex has switched one off/);
      const [door] = await findings({ WEBEX_WEBHOOK_SECRET: 'another-secret-of-mine' });
      assert.equal(
        door,
        `wrong PUBLIC_URL: it leads to something else, and 127.0.0.1:${port()} is taken`,
      );
    } finally {
      await running.close();
      sandbox().changeWebhooks({ status: 'deleted' });
    }
  });
});

describeDatabases('npm run doctor, on a database', ({ kind, fresh, open }) => {
  const { findings } = doctorOnSandbox();
  const environmentOf = (wish: StoreConfig): Env =>
    wish.kind === 'postgres'
      ? { DATABASE_URL: wish.url, TOKEN_KEYS: KEYS }
      : { DATA_DIR: wish.folder, TOKEN_KEYS: KEYS };

  it('opens what is kept there, and finds what does not open', async () => {
    const wish = await fresh();
    const store = await open(wish);
    const vault = createVault(openTokenKeys({ tokenKeys: KEYS }));
    await accountStore(store.db, vault, log).put(account('person-1', 1));
    // As while the bot runs: there the embedded database is open once.
    const whileOpen =
      kind === 'pglite' ? ['unknown keys: sound; what is kept could not be looked at'] : [];
    assert.deepEqual(await findings(environmentOf(wish)), whileOpen);
    await store.close();
    assert.deepEqual(await findings(environmentOf(wish)), []);
    const other = KEYS.replace('k1', 'k2');
    assert.deepEqual(await findings({ ...environmentOf(wish), TOKEN_KEYS: other }), [
      'wrong keys: 1 of 1 accounts looked at do not open',
    ]);
  });

  it('finds the tables of a newer version', async () => {
    const wish = await fresh();
    const store = await open(wish);
    await store.executeSql(
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`,
    );
    await store.close();
    assert.deepEqual(await findings(environmentOf(wish)), [], 'this one can run on them');
    const again = await open(wish);
    await again.executeSql('comment on table drizzle.__drizzle_migrations is null');
    await again.close();
    assert.deepEqual(await findings(environmentOf(wish)), [
      'wrong database: a newer version of the bot has changed it',
    ]);
  });

  if (kind === 'postgres') {
    it('finds too small a server, a wrong password, and none', async () => {
      const wish = await fresh();
      const env = environmentOf(wish);
      const found = await findings({ ...env, DATABASE_POOL: '499' });
      assert.match(String(found), /^wrong database: a process takes up to 500 connections of \d+/);
      const nowhere = { ...env, DATABASE_URL: 'postgres://bot:hush@127.0.0.1:9/bot' };
      assert.deepEqual(await findings(nowhere), [
        'wrong database: it cannot be used',
        'unknown keys: sound; what is kept could not be looked at',
      ]);
    });
  }
});
