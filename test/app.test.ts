import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { stub } from 'sinon';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.js';
import { type App, startApp } from '../src/app.js';
import { ConfigError } from '../src/config/config.js';
import { openStore } from '../src/store/store.js';
import { StartError } from '../src/util/log.js';
import { HOUR } from '../src/util/time.js';
import { IMPATIENT } from './bot/support/deps.js';
import { readableLog } from './bot/support/log.js';
import { sparkSignature } from './http/sign.js';
import { botEnv } from './support/bot-env.js';
import { freshMade } from './support/databases.js';
import { freePort } from './support/free-port.js';
import { type JourneyDatabase, journeyDatabase } from './support/journey.js';
import { Client } from './support/people.js';

const SECRET = 'a-secret-for-the-app';

describe('the app', () => {
  let sandbox: Sandbox;
  let port: number;
  let app: App | undefined;
  let database: JourneyDatabase;
  const { log, text } = readableLog();
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0 });
    port = await freePort();
    database = await journeyDatabase('postgres');
  });
  afterEach(async () => {
    await app?.stop();
    app = undefined;
    await sandbox.stop();
    await database.remove();
  });
  const takeFolder = async (): Promise<void> => {
    await database.remove();
    database = await journeyDatabase('pglite');
  };

  function start(env: Record<string, string | undefined> = {}): Promise<App> {
    return startApp({
      log,
      retry: IMPATIENT,
      welcomePatienceMs: 0,
      startPatienceMs: 0,
      env: {
        ...botEnv(sandbox, port, SECRET),
        ...database.env,
        ...env,
      },
    });
  }
  const hooks = (): number => {
    const bot = sandbox.world.standing.find('sandbox-bot');
    return bot === undefined ? 0 : sandbox.world.webhooks.of(bot).length;
  };
  async function free(): Promise<boolean> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  }

  it('serves, registers itself, and leaves its webhooks when it stops', async () => {
    app = await start();
    assert.equal(app.url, `http://127.0.0.1:${port}`);
    assert.equal((await fetch(`${app.url}/readyz`)).status, 200);
    assert.equal(hooks(), 4);
    await app.stop();
    await assert.rejects(fetch(`${app.url}/readyz`));
    assert.equal(hooks(), 4);
  });

  it('does not start in the name of a bot, whom nobody is', async () => {
    for (const variable of ['WEBEX_ACCESS_TOKEN', 'WEBEX_ADMIN_TOKEN']) {
      await assert.rejects(start({ [variable]: 'sandbox-bot' }), {
        name: 'StartError',
        kind: 'wrong',
        message: `${variable} is the token of a bot: set that of a person.`,
      });
    }
  });

  it('does not start as a person', async () => {
    await assert.rejects(start({ WEBEX_BOT_TOKEN: 'sandbox-alice' }), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /WEBEX_BOT_TOKEN is the token of a person.*a bot/);
      return true;
    });
  });

  it('takes any free port', async () => {
    app = await start({ PORT: '0' });
    assert.match(app.url, /^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    assert.equal((await fetch(`${app.url}/livez`)).status, 200);
  });

  it('stops once, however often it is asked', async () => {
    app = await start();
    await Promise.all([app.stop(), app.stop()]);
  });

  it('answers its owner on a personal token, nobody else, and has no callback', async () => {
    const running = await start({ WEBEX_ACCESS_TOKEN: 'sandbox-alice' });
    app = running;
    const rest = async (): Promise<void> => {
      await sandbox.settled();
      await running.idle();
    };
    const alice = new Client(sandbox.apiUrl, 'sandbox-alice', rest);
    await alice.says('list');
    // A welcome may have come before or after.
    const said = (await alice.heard()).map((message) => alice.see(message));
    assert.ok(said.some((card) => card.topics().length === 5));
    const bob = new Client(sandbox.apiUrl, 'sandbox-bob', rest);
    await bob.says('list');
    const told = (await bob.heard()).map((message) => bob.see(message).text());
    assert.ok(told.some((words) => words.includes('only serves its owner')));
    assert.equal((await fetch(`${running.url}/oauth/callback?state=s`)).status, 404);
  });

  it('lets events of its own pass without a word', async () => {
    app = await start();
    const bot = await new Client(sandbox.apiUrl, 'sandbox-bot', () => Promise.resolve()).api<{
      id: string;
    }>('GET', '/people/me');
    // It looks for what it missed.
    await app.idle();
    sandbox.calls.clear();
    const data = { id: 'm1', roomId: 's1', personId: bot.id };
    const body = JSON.stringify({ resource: 'messages', event: 'created', data });
    const answer = await fetch(`${app.url}/webhook`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-spark-signature': sparkSignature(body, SECRET),
      },
    });
    await app.idle();
    assert.equal(answer.status, 200);
    assert.deepEqual(sandbox.calls.list(), []);
  });

  it('goes by the clock of the database, which all its processes share, and not by its own', async function () {
    this.timeout(60_000);
    const { url, wish, remove } = await freshMade();
    const right = Date.now;
    const wrong = stub(Date, 'now').callsFake(() => right() + HOUR);
    try {
      const running = await start({ DATABASE_URL: url, WEBEX_ACCESS_TOKEN: 'sandbox-alice' });
      app = running;
      const rest = () => sandbox.settled().then(() => running.idle());
      await new Client(sandbox.apiUrl, 'sandbox-alice', rest).says('help');
      const store = await openStore(wish);
      const { rows } = await store.executeSql(
        `select abs(extract(epoch from now() - spoken_at)) < 600 as right from spaces`,
      );
      await store.close();
      assert.deepEqual(rows, [{ right: true }]);
      await running.stop();
    } finally {
      wrong.restore();
      await remove();
    }
  });

  it('does not start without a configuration', async () => {
    await assert.rejects(start({ WEBEX_BOT_TOKEN: '' }), ConfigError);
  });

  it('does not start with a token that Webex does not know, and says which', async () => {
    await assert.rejects(start({ WEBEX_BOT_TOKEN: 'nobody' }), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /^Webex refused \(401\): check WEBEX_BOT_TOKEN\./);
      return true;
    });
    await assert.rejects(start({ WEBEX_ACCESS_TOKEN: 'nobody' }), /check WEBEX_ACCESS_TOKEN/);
    assert.equal(hooks(), 0);
  });

  it('does not start when Webex cannot be reached', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}/v1`;
    await assert.rejects(start({ WEBEX_API_BASE_URL: nowhere }), /Webex cannot be reached/);
  });

  it('does not start on a port in use, and registers nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port: used } = taken.address() as AddressInfo;
    await assert.rejects(start({ PORT: String(used) }), new RegExp(`Port ${used} is in use`));
    assert.equal(hooks(), 0);
    taken.close();
  });

  it('lets the port go when the webhooks cannot be registered', async () => {
    sandbox.faults.set([{ path: '^/webhooks', status: 403 }]);
    await assert.rejects(start(), /Webex refused \(403\): check PUBLIC_URL/);
    assert.ok(await free());
  });

  it('does not start with a database that cannot be had, and says which variable', async () => {
    const DATABASE_URL = `postgres://nobody:hidden@127.0.0.1:${await freePort()}/bot`;
    const TOKEN_KEYS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
    await assert.rejects(start({ DATABASE_URL, TOKEN_KEYS }), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /DATABASE_URL/);
      assert.doesNotMatch(error.message, /hidden/);
      return true;
    });
    assert.equal(hooks(), 0);
  });

  it('does not start when others can read its key file', async () => {
    await takeFolder();
    app = await start();
    await app.stop();
    await chmod(join(database.env.DATA_DIR ?? '', 'token-keys'), 0o644);
    await assert.rejects(start(), /token-keys can be read by others: chmod 600/);
  });

  it('lets the folder go when it cannot start', async () => {
    await takeFolder();
    await assert.rejects(start({ WEBEX_BOT_TOKEN: 'nobody' }), StartError);
    app = await start();
    assert.equal((await fetch(`${app.url}/readyz`)).status, 200);
  });

  it('logs no secret', async () => {
    app = await start();
    assert.match(text(), /"msg":"ready"/);
    assert.doesNotMatch(text(), /sandbox-bot|sandbox-secret|a-secret-for/);
  });
});
