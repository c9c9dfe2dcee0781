import assert from 'node:assert/strict';
import { accountStore } from '../../../src/accounts/account-store.js';
import { openTokenKeys } from '../../../src/accounts/keys.js';
import { createVault } from '../../../src/accounts/vault.js';
import { createServer, healthRouter, listen } from '../../../src/http/server.js';
import type { StoreConfig } from '../../../src/store/store.js';
import { databaseVerdicts } from '../../../src/cli/doctor/local.js';
import { ensureWebhooks } from '../../../src/webex/webhooks.js';
import { createWebexClient } from '../../../src/webex/client.js';
import { account } from '../../accounts/conformance/made-up.js';
import { readableLog } from '../../bot/support/log.js';
import { CA_FILE, startTlsFront } from '../../store/tls-front.js';
import { beforePostgresStops, postgresServer } from '../../support/postgres-server.js';
import { describeDatabases } from '../../support/databases.js';
import { type Env, SECRET, doctorOnSandbox } from './on-sandbox.js';

const KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const { log } = readableLog();

describe('npm run doctor, on this machine', function () {
  this.timeout(60_000);
  const { doctor, findings, finds, sandbox, port } = doctorOnSandbox();

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
      ['wrong database: /proc cannot be written'],
    ],
    [
      'a file in the place of a folder',
      { DATA_DIR: '/etc/hostname/bot' },
      ['wrong database: /etc/hostname cannot be written'],
    ],
    [
      'a file of authorities that has none',
      { NODE_EXTRA_CA_CERTS: '/etc/hostname' },
      ['wrong TLS to Webex: /etc/hostname has no certificate in PEM format'],
    ],
    [
      'an address that is not of this machine',
      { HOST: '203.0.113.9' },
      ['wrong PUBLIC_URL: 203.0.113.9:PORT cannot be listened on (EADDRNOTAVAIL)'],
    ],
  ]);

  it('finds an address that leads to something else', async () => {
    const PUBLIC_URL = sandbox().url;
    assert.deepEqual(await findings({ PUBLIC_URL }), [
      'wrong PUBLIC_URL: it leads to something else',
    ]);
  });

  it('finds ports that something else has, and takes those that the bot has for well', async () => {
    const taken = await listen(createServer([], log), 0, '127.0.0.1');
    const at = String(taken.port);
    const env = { WEBEX_TRANSPORT: 'websocket', WEBEX_U2C_URL: sandbox().u2cUrl };
    try {
      assert.deepEqual(await findings({ METRICS_PORT: at }), [
        `wrong ports: METRICS_PORT ${at} is taken by something else`,
      ]);
      assert.deepEqual(await findings({ ...env, PORT: at }), [
        `wrong ports: PORT ${at} is taken by something else`,
      ]);
    } finally {
      await taken.close();
    }
    const health = healthRouter(() => Promise.resolve(undefined));
    const running = await listen(createServer([health], log), port(), '127.0.0.1');
    try {
      const { text } = await doctor([], { ...env, METRICS_PORT: at });
      assert.match(text, new RegExp(`^ok +ports +METRICS_PORT ${at} is free\n`, 'm'));
      assert.match(text, /^ok +ports +PORT: the bot runs$/m);
    } finally {
      await running.close();
    }
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
  const { doctor, findings } = doctorOnSandbox();
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

    /** As the user of a server that has others, too. */
    async function asGuest(rights: string, also = ''): Promise<Env> {
      const wish = await fresh();
      assert.ok(wish.kind === 'postgres');
      const server = await postgresServer();
      const name = `guest_${(guests += 1)}`;
      await server.sql(wish.url, `create role ${name} login password 'hush' ${rights}; ${also}`);
      beforePostgresStops(async () => {
        await server.sql(wish.url.replace(/[^/]+$/, 'postgres'), `drop role ${name}`);
      });
      const url = new URL(wish.url);
      [url.username, url.password] = [name, 'hush'];
      return { ...environmentOf(wish), DATABASE_URL: url.href };
    }
    let guests = 0;

    it('finds a user whom the server lets too few connections', async () => {
      const env = await asGuest('connection limit 5');
      assert.deepEqual(
        (await findings(env)).filter((one) => one.includes('connections')),
        ['wrong database: a process takes up to 13 connections of 5, 5 are free'],
      );
      const few = { ...env, DATABASE_POOL: '3' };
      assert.deepEqual(
        (await findings(few)).filter((one) => one.includes('connections')),
        [],
      );
      const limited = `do $$ begin
        execute format('alter database %I connection limit 7', current_database()); end $$`;
      assert.deepEqual(
        (await findings(await asGuest('', limited))).filter((one) => one.includes('connections')),
        ['wrong database: a process takes up to 13 connections of 7, 7 are free'],
      );
    });

    it('finds a user who may not write, and a replica', async () => {
      assert.deepEqual(await findings(await asGuest('')), [
        'wrong database: its user may not make or write the tables',
      ]);
      const env = await asGuest('superuser');
      const { username } = new URL(env.DATABASE_URL ?? '');
      const server = await postgresServer();
      await server.sql(
        env.DATABASE_URL ?? '',
        `alter role ${username} set default_transaction_read_only = on`,
      );
      assert.deepEqual(await findings(env), ['wrong database: it is read-only']);
    });

    it('says how the database is reached, by a front that speaks TLS alone', async () => {
      const wish = await fresh();
      assert.ok(wish.kind === 'postgres');
      const url = new URL(wish.url);
      const front = await startTlsFront(Number(url.port));
      url.host = `localhost:${front.port}`;
      const said = async (query: string): Promise<string> => {
        const env = { ...environmentOf(wish), DATABASE_URL: `${url.href}?${query}` };
        return (await doctor([], env)).text;
      };
      const checked = await said(`sslmode=verify-full&sslrootcert=${CA_FILE}`);
      assert.match(checked, /^ok +database +TLS, with the certificate checked$/m);
      assert.match(await said('sslmode=require'), /^ok +database +on this machine$/m);
      assert.match(
        await said('sslmode=verify-full'),
        /^WRONG +database +it cannot be used\n +→ .+sslrootcert/m,
      );
      await front.stop();
    });
  }
});

describe('npm run doctor, on what a server says', () => {
  const facts = {
    ...{ version: '16.4', readOnly: false, mayMigrate: true, sealed: [] },
    migrations: { applied: 1, known: 1, fits: true },
    server: {
      encrypted: true,
      local: false,
      checked: false,
      connections: { limit: 100, free: 100 },
    },
  };
  for (const [what, changed, expected] of [
    ['finds nothing wrong with the oldest that will do', { version: '13.0' }, []],
    ['finds one that is too old', { version: '12.22' }, ['wrong it is too old']],
    [
      'finds a network that anybody may listen to',
      { server: { ...facts.server, encrypted: false } },
      ['look no TLS'],
    ],
    [
      'finds a certificate that nobody has looked at',
      { server: facts.server },
      ['look TLS, without a look at the certificate'],
    ],
  ] as const) {
    it(what, () => {
      const server = { ...facts.server, checked: true };
      const found = databaseVerdicts({ store: { kind: 'postgres', url: '' } }, false, {
        ...facts,
        server,
        ...changed,
      });
      const notWell = found.filter(({ state }) => state !== 'ok');
      assert.deepEqual(
        notWell.map(({ state, says }) => `${state} ${says}`),
        expected,
      );
    });
  }
});
