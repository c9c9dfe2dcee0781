import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../src/config/config.js';
import {
  type AppOptions,
  type Closers,
  botOnly,
  openConnections,
  retryWhileAway,
  startAdvice,
  startOrClose,
} from '../../src/startup/start.js';
import { StartError } from '../../src/util/log.js';
import { StoreError } from '../../src/store/errors.js';
import { WebexRefused, WebexUnreachable, WebexUnreadable } from '../../src/webex/errors.js';
import { readableLog } from '../bot/support/log.js';
import { freshFolder } from '../support/databases.js';

const at = { method: 'GET', path: '/people/me' };
const advise = startAdvice('WEBEX_BOT_TOKEN');

describe('advice at the start', () => {
  it('names the variable when Webex refuses, with its trackingId', () => {
    const error = new WebexRefused(at, 401, { trackingId: 'ROUTER_1', reason: 'secret words' });
    assert.throws(() => advise(error), {
      name: 'StartError',
      message: 'Webex refused (401): check WEBEX_BOT_TOKEN. Webex trackingId: ROUTER_1',
      cause: error,
    });
  });

  const network = /^Webex cannot be reached: check the network, HTTPS_PROXY and WEBEX_API_BASE_URL/;
  const certificate = /not trusted, or not valid \(\w+\): .*NODE_EXTRA_CA_CERTS/;
  const unreachable = (code: string) => new WebexUnreachable(at, code);
  for (const [error, elsewhere] of [
    [new WebexRefused(at, 503), network],
    [unreachable('ECONNREFUSED'), network],
    [new WebexUnreadable(at, undefined, []), network],
    [unreachable('ENOTFOUND'), /not found \(ENOTFOUND\): check the DNS of this machine/],
    [unreachable('EAI_AGAIN'), /DNS/],
    [unreachable('PROXY_407'), /the proxy refuses to lead there \(407\): check HTTPS_PROXY/],
    [unreachable('CERT_HAS_EXPIRED'), certificate],
    [unreachable('SELF_SIGNED_CERT_IN_CHAIN'), certificate],
    [unreachable('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), certificate],
    [unreachable('ERR_TLS_CERT_ALTNAME_INVALID'), certificate],
  ] as const) {
    it(`looks elsewhere for ${error.message}`, () => {
      assert.throws(
        () => advise(error),
        (thrown) => {
          assert.ok(thrown instanceof StartError);
          assert.match(thrown.message, elsewhere);
          assert.ok(!thrown.message.includes('undefined'));
          return true;
        },
      );
    });
  }

  it('takes a proxy that wants a password for a wrong setting, and any other for one that is away', () => {
    for (const [code, kind] of [
      ['PROXY_407', 'wrong'],
      ['PROXY_503', 'away'],
    ] as const) {
      assert.throws(() => advise(unreachable(code)), { kind });
    }
  });

  it('hands on what is no answer of Webex', () => {
    const error = new TypeError('a defect');
    assert.throws(
      () => advise(error),
      (thrown) => thrown === error,
    );
  });
});

describe('a start that waits', () => {
  /** Fails as given, then succeeds. @returns how often it asked, and what it told */
  async function wait(failures: unknown[], options: { ms?: number; signal?: AbortSignal } = {}) {
    const told: unknown[] = [];
    let [time, asked] = [0, 0];
    const untilAnswered = retryWhileAway({
      log: { warn: (about: object) => void told.push(about) },
      wait: (ms) => Promise.resolve(void (time += ms)),
      clock: () => time,
      patienceMs: options.ms,
      signal: options.signal,
    });
    const answer = untilAnswered(async () => {
      asked += 1;
      await Promise.resolve();
      if (failures.length > 0) throw failures.shift() as Error;
      return 'there';
    });
    const ended = await answer.catch((error: unknown) => error);
    return { ended, asked, told, time };
  }
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  const database = new StoreError('Check that it runs.', { cause: refused });
  // Its code is that of the database's failures.
  const cause = new WebexUnreachable(at, 'ECONNREFUSED');
  const webex = new StartError('Check the network.', { cause }, 'away');

  it('asks again while the database or Webex is away, and says so', async () => {
    const { ended, told, time } = await wait([database, webex]);
    assert.deepEqual([ended, time], ['there', 1_000]);
    assert.deepEqual(told, [
      { reason: 'Check that it runs.', seconds: 90 },
      { reason: 'Check the network.', seconds: 90 },
    ]);
  });

  it('goes on within half a second, and says the same every two seconds alone', async () => {
    // It is there after 2.1 seconds.
    const { ended, told, time } = await wait(Array<unknown>(5).fill(database));
    assert.deepEqual([ended, time], ['there', 2_500]);
    const reason = database.message;
    assert.deepEqual(told, [
      { reason, seconds: 90 },
      { reason, seconds: 88 },
    ]);
  });

  it('gives up after its patience, with the reason', async () => {
    const { ended, asked } = await wait(Array<unknown>(99).fill(database), { ms: 5_000 });
    assert.deepEqual([ended, asked], [database, 11]);
  });

  it('does not wait for what time does not mend, or after a signal', async () => {
    const password = Object.assign(new Error('password'), { code: '28P01' });
    for (const error of [
      new StartError('Check the token.', {}, 'wrong'),
      new StoreError('Check the password.', { cause: password }),
      new TypeError('a defect'),
    ]) {
      assert.deepEqual(await wait([error]), { ended: error, asked: 1, told: [], time: 0 });
    }
    assert.equal((await wait([database], { signal: AbortSignal.abort() })).asked, 1);
  });
});

describe('whose token the bot has', () => {
  const me = { id: 'p', emails: [], displayName: 'P' };

  it('is no person’s: it would answer itself, in their name', () => {
    const message = /WEBEX_BOT_TOKEN is the token of a person\. Set the access token of a bot/;
    assert.throws(() => botOnly({ ...me, type: 'person' }), {
      ...{ name: 'StartError', kind: 'wrong', message },
    });
  });

  it('is a bot’s, or of a kind that Webex does not tell', () => {
    for (const type of ['bot', 'appuser', undefined]) {
      assert.equal(botOnly({ ...me, type }).type, type);
    }
  });
});

describe('a start', () => {
  const refusedBy = (code: string) => Object.assign(new Error('connect'), { code });
  const failWith = (error: Error): Promise<never> => startOrClose(() => Promise.reject(error));

  it('rejects with advice where the failure says what to do, and with nothing else', async () => {
    const known = new StoreError('Set DATABASE_URL.');
    await assert.rejects(failWith(known), {
      name: 'StartError',
      message: known.message,
      cause: known,
    });
    // The database goes away between two steps.
    const lost = Object.assign(new Error('query'), { cause: refusedBy('ECONNRESET') });
    await assert.rejects(failWith(lost), {
      ...{ name: 'StartError', kind: 'away', message: /^The database cannot be reached/ },
    });
    for (const error of [new TypeError('a defect'), new StartError('Set PORT.')]) {
      await assert.rejects(failWith(error), (thrown) => thrown === error);
    }
  });

  it('closes everything, though something does not close, and says why it failed', async () => {
    const closed: string[] = [];
    const opened: Closers[] = [];
    const why = new StartError('Set PORT.');
    const start = (fails: boolean) =>
      startOrClose((closers) => {
        opened.push(closers);
        closers.add(
          () => void closed.push('client'),
          () => Promise.reject(new Error('second')),
          () => Promise.reject(new Error('first')),
        );
        return fails ? Promise.reject(why) : Promise.resolve();
      });
    await assert.rejects(start(true), (thrown) => thrown === why);
    assert.deepEqual(closed, ['client']);
    await start(false);
    await assert.rejects(opened[1]?.close() ?? Promise.resolve(), /first/);
    assert.deepEqual(closed, ['client', 'client']);
  });

  it('closes in reverse order what a failed start has opened', async () => {
    const closed: string[] = [];
    const failed = startOrClose(async ({ add }) => {
      add(() => void closed.push('client'));
      add(async () => {
        await Promise.resolve();
        closed.push('store');
      });
      await Promise.resolve();
      throw new StartError('Set PORT.');
    });
    await assert.rejects(failed, StartError);
    assert.deepEqual(closed, ['store', 'client']);
  });

  it('closes once, however often it is stopped', async () => {
    let closed = 0;
    const { close } = await startOrClose((closers) => {
      closers.add(() => void (closed += 1));
      return Promise.resolve(closers);
    });
    assert.equal(closed, 0);
    await Promise.all([close(), close()]);
    await close();
    assert.equal(closed, 1);
  });
});

describe('the connections of a start', function () {
  this.timeout(120_000);
  const HOUR = 3_600_000;

  /** Opens them at a Webex whose clock is so many milliseconds ahead, and closes them. */
  async function opened(aheadMs: number, env: object = {}, given: Partial<AppOptions> = {}) {
    let calls = 0;
    const webex = createServer((_request, response) => {
      calls += 1;
      response.setHeader('date', new Date(Date.now() + aheadMs).toUTCString());
      response.setHeader('trackingid', 'T');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id: 'b', emails: [], displayName: 'Bot', type: 'bot' }));
    }).listen(0, '127.0.0.1');
    await once(webex, 'listening');
    const { port } = webex.address() as AddressInfo;
    const { wish, remove } = await freshFolder();
    const { log, lines } = readableLog();
    const all = {
      ...{ WEBEX_BOT_TOKEN: 't', WEBEX_TRANSPORT: 'websocket', DATA_DIR: wish.folder, ...env },
      WEBEX_API_BASE_URL: `http://127.0.0.1:${port}`,
    };
    try {
      return await startOrClose(async (closers) => {
        const options = { env: all, log, ...given };
        const on = await openConnections(readConfig(all), options, closers);
        const ahead = Math.round((on.now() - Date.now()) / HOUR) + 0;
        const about = { version: '1', store: on.store, notReady: () => Promise.resolve(undefined) };
        const metrics = (await on.metrics?.text(about)) ?? '';
        await closers.close();
        await assert.rejects(on.store.ping());
        const said = lines().map(({ msg }) => msg);
        const isMetered = metrics.includes('webex_calls_total{operation="GET /people/me"');
        return { ahead, calls, said, bot: on.me.id, isMetered };
      });
    } finally {
      webex.close();
      await remove();
    }
  }

  it('ask who the bot is, and once more where Webex’s clock differs: then that one counts', async () => {
    const usual = { ahead: 0, calls: 1, said: [], bot: 'b', isMetered: false };
    assert.deepEqual(await opened(0), usual);
    const corrected = { ahead: 5, calls: 2, said: ['clock corrected by Webex’s'] };
    assert.deepEqual(await opened(5 * HOUR), { ...usual, ...corrected });
    const given = { now: () => Date.now() - HOUR };
    assert.deepEqual(await opened(5 * HOUR, {}, given), { ...usual, ahead: -1 });
  });

  it('are counted where somebody reads metrics: by a token, or at a port', async () => {
    for (const env of [{ METRICS_TOKEN: 'sixteen-letters!' }, { METRICS_PORT: '9100' }]) {
      assert.equal((await opened(0, env)).isMetered, true);
    }
  });
});
