import assert from 'node:assert/strict';
import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { accountStore } from '../../src/accounts/account-store.js';
import { openTokenKeys } from '../../src/accounts/keys.js';
import { createVault } from '../../src/accounts/vault.js';
import { doctorCommand } from '../../src/cli/doctor.js';
import { createServer, healthRouter, listen } from '../../src/http/server.js';
import type { StoreConfig } from '../../src/store/store.js';
import { ensureWebhooks } from '../../src/webex/webhooks.js';
import { createWebexClient } from '../../src/webex/client.js';
import { account } from '../accounts/conformance/made-up.js';
import { readableLog } from '../bot/support/log.js';
import { botEnv } from '../support/bot-env.js';
import { describeDatabases } from '../support/databases.js';
import { freePort } from '../support/free-port.js';
import { scratchFolder } from '../support/scratch.js';

const answer = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ name: z.string(), state: z.string(), says: z.string() })),
});
type Env = Record<string, string | undefined>;

const SECRET = 'a-secret-for-the-doctor';
const KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const { log } = readableLog();

let sandbox: Sandbox;
let port: number;
before(async () => {
  sandbox = await startSandbox({ port: 0, seed: 'empty' });
  port = await freePort();
});
after(() => sandbox.stop());

async function doctor(args: string[], env: Env, now: () => number = Date.now) {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const all = {
    ...botEnv(sandbox, port, SECRET),
    DATA_DIR: scratchFolder('bot-doctor-'),
    ALLOWED_DOMAINS: 'example.com',
    ...env,
  };
  const code = await doctorCommand(args, { env: all, say, complain: say }, now);
  return { code, text: lines.join('\n') };
}

/** What is not well, e.g. `wrong bot token: Webex refuses it (401)`. */
async function findings(env: Env, now?: () => number): Promise<string[]> {
  const { code, text } = await doctor(['--json'], env, now);
  const { ok, checks } = answer.parse(JSON.parse(text));
  assert.deepEqual(
    [code, ok],
    checks.some(({ state }) => state === 'wrong') ? [1, false] : [0, true],
  );
  return checks
    .filter(({ state }) => state !== 'ok')
    .map(({ state, name, says }) => `${state} ${name}: ${says}`);
}

describe('npm run doctor', function () {
  this.timeout(60_000);

  it('finds nothing where nothing is wrong, before the first start', async () => {
    assert.deepEqual(await findings({}), []);
    const { code, text } = await doctor([], {});
    assert.equal(code, 0);
    assert.match(text, /^ok +bot token +the bot recordings@webex\.bot$/m);
    assert.match(text, /Nothing is wrong\.$/);
  });

  it('tries, without an address, whether people can connect with a code', async () => {
    const env = { PUBLIC_URL: undefined, WEBEX_U2C_URL: sandbox.u2cUrl };
    assert.match((await doctor([], env)).text, /people connect with a code: Webex gives one/);
    sandbox.change({ deviceRedirects: false });
    const { code, text } = await doctor([], env);
    sandbox.change({ deviceRedirects: true });
    assert.equal(code, 1);
    assert.match(text, /Webex gives no code \(400\)/);
    for (const region of 'arkd') assert.match(text, new RegExp(`oauth-helper-${region}\\.wbx2`));
  });

  const elsewhere = { ALLOWED_DOMAINS: '' };
  const wrongs: readonly (readonly [string, Env, string[]])[] = [
    [
      'names that look like known ones',
      { ALOWED_DOMAINS: 'x', PORT: 'y' },
      [
        'wrong configuration: PORT is not valid',
        'wrong configuration: ALOWED_DOMAINS is not known',
      ],
    ],
    [
      'that everybody is served',
      elsewhere,
      ['look whom it serves: everybody at Webex who finds the bot'],
    ],
    [
      'a token that Webex does not know',
      { WEBEX_BOT_TOKEN: 'nobody' },
      ['wrong bot token: Webex refuses it (401)', 'unknown webhooks: Webex refuses the bot token'],
    ],
    [
      'the token of a person',
      { WEBEX_BOT_TOKEN: 'sandbox-alice' },
      ['wrong bot token: it is the token of a person'],
    ],
    [
      'a wrong secret of the Integration',
      { WEBEX_CLIENT_SECRET: 'nope' },
      ['wrong Integration: Webex refuses its client id or secret'],
    ],
    [
      'a scope that Webex does not know',
      { WEBEX_SCOPES: 'meeting:nonsense' },
      ['wrong redirect, scopes: Webex refuses to ask people (invalid_scope)'],
    ],
    [
      'a personal token that is over',
      { WEBEX_ACCESS_TOKEN: 'over' },
      ['wrong WEBEX_ACCESS_TOKEN: Webex refuses it (401)'],
    ],
    [
      'an address that leads nowhere',
      { PUBLIC_URL: 'http://127.0.0.1:9' },
      ['wrong PUBLIC_URL: it leads nowhere'],
    ],
    [
      'keys that are none',
      { TOKEN_KEYS: 'k1:short' },
      ['wrong configuration: TOKEN_KEYS cannot be used'],
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
  ];
  for (const [what, env, expected] of wrongs) {
    it(`finds ${what}`, async () => assert.deepEqual(await findings(env), expected));
  }

  it('finds an address that leads to something else', async () => {
    const PUBLIC_URL = sandbox.url;
    assert.deepEqual(await findings({ PUBLIC_URL }), [
      'wrong PUBLIC_URL: it leads to something else',
    ]);
  });

  it('finds a clock that is off, and a Webex that is not there', async () => {
    const found = await findings({}, () => Date.now() + 3_600_000);
    assert.match(
      found.join(),
      /^wrong Webex, its clock: the clock of this machine is 3\d\d\d s off$/,
    );
    const away = await findings({ WEBEX_API_BASE_URL: 'http://127.0.0.1:9/v1' });
    assert.deepEqual(away.slice(0, 2), [
      'wrong Webex, its clock: Webex cannot be reached',
      'wrong bot token: Webex does not answer',
    ]);
  });

  it('looks through the front door of a bot that runs, and at its webhooks', async () => {
    const health = healthRouter(() => Promise.resolve(undefined), SECRET);
    const running = await listen(createServer([health], log), port, '127.0.0.1');
    try {
      assert.deepEqual(await findings({}), ['wrong webhooks: 0 of 4 are there']);
      const webex = createWebexClient({ baseUrl: sandbox.apiUrl });
      const target = { secret: SECRET, targetUrl: `http://127.0.0.1:${port}/webhook` };
      await ensureWebhooks(webex, 'sandbox-bot', target);
      await ensureWebhooks(webex, 'sandbox-bot', {
        ...target,
        targetUrl: 'http://127.0.0.1:9/webhook',
      });
      await webex.close();
      assert.deepEqual(await findings({}), ['look webhooks: 4 more lead to another address']);
      sandbox.changeWebhooks({ status: 'inactive' });
      assert.match(String(await findings({})), /^look webhooks: Webex has switched one off/);
      const [door] = await findings({ WEBEX_WEBHOOK_SECRET: 'another-secret-of-mine' });
      assert.equal(
        door,
        `wrong PUBLIC_URL: it leads to something else, and 127.0.0.1:${port} is taken`,
      );
    } finally {
      await running.close();
      sandbox.changeWebhooks({ status: 'deleted' });
    }
  });

  it('says how it is used, and no secret ever', async () => {
    assert.equal((await doctor(['--yes'], {})).code, 2);
    const { text } = await doctor([], { WEBEX_CLIENT_SECRET: 'hush', WEBEX_BOT_TOKEN: 'hush' });
    assert.doesNotMatch(text, new RegExp(`hush|${SECRET}`));
  });
});

describeDatabases('npm run doctor, on a database', ({ kind, fresh, open }) => {
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

  if (kind === 'pglite') {
    it('takes a database that a killed process left half made for none: the bot makes it again', async () => {
      const wish = await fresh();
      const { DATA_DIR = '', ...env } = environmentOf(wish);
      writeFileSync(join(DATA_DIR, 'db.unfinished'), '');
      truncateSync(join(DATA_DIR, 'db', 'global', 'pg_control'));
      assert.deepEqual(await findings({ ...env, DATA_DIR }), []);
      assert.equal(existsSync(join(DATA_DIR, 'db.unfinished')), true, 'only looked at');
      await (await open(wish)).close();
      assert.deepEqual(await findings({ ...env, DATA_DIR }), []);
    });
  }

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
