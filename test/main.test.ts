import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.js';
import { VERSION } from '../src/util/log.js';
import { botEnv } from './support/bot-env.js';
import { builtBot } from './support/built-bot.js';
import { COMPILED_ONCE } from './support/start-of-run.js';
import { CERTIFICATES, startHttpsFront, startTlsFront } from './store/tls-front.js';
import { freePort } from './support/free-port.js';
import { journeyDatabase } from './support/journey.js';
import { until } from './support/until.js';

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
  /** Settles when standard output holds this; rejects when the process ends first. */
  readonly says: (words: string) => Promise<void>;
}

describe('the process', function () {
  // On a busy machine a process takes half a minute to start.
  this.timeout(180_000);
  let sandbox: Sandbox;
  let folder: string;
  const children: ChildProcess[] = [];
  const removals: (() => Promise<void>)[] = [];
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
  });
  after(() => sandbox.stop());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bot-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
    for (const remove of removals.splice(0)) await remove();
  });

  /** In an empty folder, so that nobody's own `.env` is read. */
  function run(env: Record<string, string>, ...options: string[]): Run {
    const { PATH } = process.env;
    const started = spawn(process.execPath, [COMPILED_ONCE, ...options, builtBot()], {
      cwd: folder,
      env: { PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(started);
    let out = '';
    let err = '';
    started.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    started.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const exit = once(started, 'close').then(([code]) => code as number | null);
    const says = (words: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (out.includes(words)) resolve();
        };
        started.stdout.on('data', look);
        look();
        void exit.then((code) => reject(new Error(`It ended with ${code}: ${err}`)));
      });
    return { child: started, out: () => out, err: () => err, exit, says };
  }
  async function good(): Promise<Record<string, string>> {
    return botEnv(sandbox, await freePort(), 'a-secret-for-the-process');
  }

  /** With a database that need not be made first, which takes seconds. */
  async function made(kind: 'postgres' | 'pglite' = 'postgres'): Promise<Record<string, string>> {
    const database = await journeyDatabase(kind);
    removals.push(database.remove);
    return { ...(await good()), ...database.env };
  }

  it('ends with 78 and the list of what is missing, and no stack', async () => {
    const { exit, err, out } = run({
      ...{ WEBEX_BOT_TOKEN: 'a-secret', PORT: 'a-secret', PUBLIC_URL: 'a-secret' },
      WEBEX_TRANSPORT: 'webhook',
    });
    assert.equal(await exit, 78);
    assert.match(err(), /^The configuration is not complete, or not right:\n {2}- /);
    for (const name of ['PUBLIC_URL', 'WEBEX_WEBHOOK_SECRET', 'WEBEX_CLIENT_ID', 'PORT']) {
      assert.match(err(), new RegExp(`^ {2}- ${name} is `, 'm'));
    }
    assert.doesNotMatch(err() + out(), /a-secret|\n\s+at /);
  });

  it('ends with 78 and advice where .env is there and cannot be read', async () => {
    await mkdir(join(folder, '.env'));
    const { exit, err } = run(await good());
    assert.equal(await exit, 78);
    assert.match(err(), /\.env cannot be read: check its owner/);
  });

  it('ends with 78 and advice when Webex does not know the token', async () => {
    const { exit, err } = run({ ...(await made()), WEBEX_BOT_TOKEN: 'nobody-knows' });
    assert.equal(await exit, 78);
    assert.match(err(), /^Webex refused \(401\): check WEBEX_BOT_TOKEN\./);
    assert.doesNotMatch(err(), /nobody-knows|\n\s+at /);
  });

  it('ends with 0 on SIGTERM', async () => {
    const env = await good();
    const { child: started, exit, says, err, out } = run(env);
    await says('"msg":"ready"');
    const line = JSON.parse(/.*"msg":"ready".*/.exec(out())?.[0] ?? '') as Record<string, unknown>;
    const { version, transport, serves, authority, store } = line;
    assert.deepEqual(
      [version, transport, serves, authority, store],
      [VERSION, 'webhook', 'everybody', 'own', 'pglite'],
    );
    assert.equal((await fetch(`${env.PUBLIC_URL ?? ''}/readyz`)).status, 200);
    started.kill('SIGTERM');
    assert.equal(await exit, 0);
    assert.equal(err(), '');
    // Left out, DATA_DIR is ./data, and what stands there is nobody else's.
    assert.equal((await stat(join(folder, 'data'))).mode & 0o777, 0o700);
    assert.equal((await stat(join(folder, 'data', 'token-keys'))).mode & 0o777, 0o600);
  });

  it('ends with 1 and advice when another one has the folder, which goes on', async () => {
    const env = await made('pglite');
    const first = run(env);
    await first.says('"msg":"ready"');
    const second = run({ ...env, PORT: '0' });
    assert.equal(await second.exit, 1);
    assert.match(second.err(), /is in use by another process .*DATABASE_URL/);
    assert.doesNotMatch(second.err(), /\n\s+at /);
    assert.equal((await fetch(`${env.PUBLIC_URL ?? ''}/readyz`)).status, 200);
    first.child.kill('SIGTERM');
    assert.equal(await first.exit, 0);
  });

  it('ends with 78 on a PostgreSQL without keys, and says how to make one', async () => {
    const DATABASE_URL = 'postgres://bot:a-secret@127.0.0.1:5432/bot';
    const { exit, err } = run({ ...(await good()), DATABASE_URL });
    assert.equal(await exit, 78);
    assert.match(err(), /TOKEN_KEYS is missing: .*openssl rand -base64 32/);
    assert.doesNotMatch(err(), /a-secret/);
  });

  it('ends with one line where a library throws what nobody catches', async () => {
    // Once it listens to signals, which is the last that it does before it waits.
    const throws = `setInterval(() => {
      if (process.listenerCount('SIGINT') > 0)
        throw Object.assign(new Error('a-secret'), { cert: 'a-secret' });
    }, 20);`;
    const { exit, err, out } = run(
      await made(),
      '--import',
      `data:text/javascript,${encodeURIComponent(throws)}`,
    );
    assert.equal(await exit, 1);
    assert.match(err(), /^The bot ends: /);
    assert.equal(err().trimEnd().split('\n').length, 1, err());
    assert.doesNotMatch(err() + out(), /a-secret|\n\s+at /);
  });

  it('ends with one line, no stack and no certificate, whatever the database says', async () => {
    const front = await startTlsFront(1);
    const odd = createSocketServer((socket) => {
      const fields = Buffer.from('SFATAL\0CXX000\0Ma-secret\n    at a-secret\0Wa-secret\0\0');
      const head = Buffer.from('E\0\0\0\0');
      head.writeInt32BE(fields.length + 4, 1);
      socket
        .on('error', () => undefined)
        .once('data', () => socket.end(Buffer.concat([head, fields])));
    }).listen(0, '127.0.0.1');
    await once(odd, 'listening');
    const { port } = odd.address() as AddressInfo;
    const TOKEN_KEYS = `k1:${Buffer.alloc(32).toString('base64')}`;
    for (const [code, at, line] of [
      [
        78,
        `${front.port}/bot?sslmode=verify-full`,
        /signed by an authority that is not known here/,
      ],
      [1, `${port}/bot?sslmode=disable`, /^The bot ends: .+\(error XX000 at .+\)\. Start it again/],
    ] as const) {
      const DATABASE_URL = `postgres://bot:a-secret@127.0.0.1:${at}`;
      const { exit, err, out } = run({ ...(await good()), DATABASE_URL, TOKEN_KEYS });
      assert.equal(await exit, code);
      assert.match(err(), line);
      assert.equal(err().trimEnd().split('\n').length, 1, err());
      assert.doesNotMatch(err() + out(), /a-secret|BEGIN|\n\s+at /);
    }
    odd.close();
    await front.stop();
  });

  it('says what to do of Webex’s certificate, at the start and later, and answers once it is renewed', async () => {
    const front = await startHttpsFront(sandbox.url);
    const env: Record<string, string> = {
      ...(await made()),
      WEBEX_API_BASE_URL: `${front.url}/v1`,
    };
    const about = /certificate .*NODE_EXTRA_CA_CERTS/;
    const stranger = run(env);
    await stranger.says('waiting: the start goes on once it answers');
    assert.match(stranger.out(), about);
    stranger.child.kill('SIGTERM');
    assert.equal(await stranger.exit, 0, stranger.err());

    const NODE_EXTRA_CA_CERTS = join(folder, 'ca.pem');
    await writeFile(NODE_EXTRA_CA_CERTS, [...CERTIFICATES].join('\n'));
    const bot = run({ ...env, NODE_EXTRA_CA_CERTS });
    await bot.says('"msg":"ready"');
    front.show('expired');
    const headers = { authorization: 'Bearer sandbox-alice', 'content-type': 'application/json' };
    const body = JSON.stringify({ toPersonEmail: 'recordings@webex.bot', text: 'help' });
    await fetch(`${sandbox.apiUrl}/messages`, { method: 'POST', headers, body });
    await bot.says('Webex does not answer: events wait until it does');
    // The event that failed says why, before or behind that.
    await bot.says('CERT_HAS_EXPIRED');
    const ready = async () => await fetch(`${env.PUBLIC_URL ?? ''}/readyz`);
    await until(async () => (await ready()).status === 503);
    assert.match(await (await ready()).text(), about);
    front.show('server');
    const said = (): (string | undefined)[] =>
      [...sandbox.world.spaces.of(sandbox.world.bot)].flatMap(({ messages }) =>
        messages.map(({ content }) => content.markdown),
      );
    await until(() => said().length > 1);
    await until(async () => (await ready()).status === 200);
    bot.child.kill('SIGTERM');
    assert.equal(await bot.exit, 0, bot.err());
    await front.stop();
  });

  it('ends with 0 when the signal comes before the start is over', async () => {
    let asked: () => void = () => undefined;
    const asking = new Promise<void>((resolve) => (asked = resolve));
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    // Stands before the sandbox, and holds back what the bot asks first.
    const gate = createServer((request, response) => {
      asked();
      void held.then(async () => {
        const { authorization = '' } = request.headers;
        const real = await fetch(`${sandbox.url}${request.url ?? ''}`, {
          method: request.method ?? 'GET',
          headers: { authorization, 'content-type': 'application/json' },
          ...(request.method === 'POST' ? { body: await readAll(request) } : {}),
        });
        response.writeHead(real.status, { 'content-type': 'application/json' });
        response.end(await real.text());
      });
    }).listen(0, '127.0.0.1');
    await once(gate, 'listening');
    const { port } = gate.address() as AddressInfo;
    const env = { ...(await made()), WEBEX_API_BASE_URL: `http://127.0.0.1:${port}/v1` };
    const { child: started, exit, says, err } = run(env);
    await asking;
    started.kill('SIGTERM');
    answer();
    await says('"msg":"ready"');
    assert.equal(await exit, 0, err());
    gate.close();
  });

  it('waits for a database that is not there yet, says so for people, and ends with 0 on a signal', async () => {
    const DATABASE_URL = `postgres://bot:a-secret@127.0.0.1:${await freePort()}/bot`;
    const TOKEN_KEYS = `k1:${Buffer.alloc(32).toString('base64')}`;
    const env = { ...(await good()), DATABASE_URL, TOKEN_KEYS, LOG_FORMAT: 'pretty' };
    const { child: started, exit, says, out, err } = run(env);
    await says('WARN  waiting: the start goes on once it answers');
    assert.match(out(), /^[\d:]{8} WARN {2}waiting: .* reason=The database cannot be reached/);
    assert.doesNotMatch(out(), /a-secret/);
    started.kill('SIGTERM');
    assert.equal(await exit, 0, err());
  });

  it('reads .env, lets the environment win, and ends with 0 on SIGINT', async () => {
    const settings = { ALLOWED_DOMAINS: 'example.com', LOG_FORMAT: 'pretty' };
    const file = { ...(await made()), ...settings, WEBEX_BOT_TOKEN: 'from-the-file' };
    const lines = Object.entries(file).map(([key, value]) => `${key}=${value}`);
    await writeFile(join(folder, '.env'), lines.join('\n'));
    const { child: started, exit, says, out } = run({ WEBEX_BOT_TOKEN: 'sandbox-bot' });
    await says('INFO  ready');
    const about = ['transport=webhook', 'serves=1 domains', 'authority=own', 'store=postgres'];
    for (const word of [`version=${VERSION}`, ...about]) {
      assert.match(out(), new RegExp(`INFO  ready .* ${word}( |$)`, 'm'));
    }
    started.kill('SIGINT');
    assert.equal(await exit, 0);
  });
});
