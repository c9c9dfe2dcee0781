import assert from 'node:assert/strict';
import sinon, { type SinonFakeTimers } from 'sinon';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { readConfig } from '../../src/config/config.js';
import { type WebhookMonitor, openReceiver, webhookMonitor } from '../../src/startup/receiver.js';
import { StartError } from '../../src/util/log.js';
import type { WebexClient } from '../../src/webex/client.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';
import { WEBHOOK_NAME } from '../../src/webex/webhooks.js';
import { webhookSecret } from '../../src/util/webhook-secret.js';
import { IMPATIENT } from '../bot/support/deps.js';
import { readableLog } from '../bot/support/log.js';
import { quickClient } from '../support/quick-client.js';

describe('the webhook keeper', () => {
  const { log, lines } = readableLog();
  let clock: SinonFakeTimers;
  let looks: number;
  let failing: boolean;
  /** The status, where Webex refuses. */
  let refused: number | undefined;
  let time: number;
  const repaired: number[] = [];
  let hooks: object[];
  let removed: string[];
  let keeper: WebhookMonitor;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    looks = 0;
    failing = false;
    refused = undefined;
    time = 1_000;
    repaired.length = 0;
    hooks = [];
    removed = [];
    const webex: WebexClient = {
      call: ({ method, path, answer }) => {
        if (method === 'GET') looks += 1;
        if (method === 'DELETE') removed.push(path);
        if (refused !== undefined) {
          return Promise.reject(new WebexRefused({ method, path }, refused, { trackingId: 'T' }));
        }
        if (failing) return Promise.reject(new WebexUnreachable({ method, path }, 'ECONNRESET'));
        const hook = { id: 'w', name: 'n', targetUrl: 't', resource: 'r', event: 'e' };
        const data = answer.parse(method === 'GET' ? { items: hooks } : hook);
        return Promise.resolve({ data, status: 200, trackingId: undefined, next: undefined });
      },
      close: () => Promise.resolve(),
    };
    const token = 'the-token';
    const targetUrl = 'https://bot.example.com/webhook';
    keeper = webhookMonitor({
      webex,
      token,
      targetUrl,
      secret: 's',
      log,
      everyMs: 1_000,
      soonMs: 100,
      now: () => time,
      onRepaired: (since) => repaired.push(since),
    });
  });
  afterEach(async () => {
    await keeper.stop();
    clock.restore();
  });
  /** Lets the look that has just begun come to its end. */
  const looked = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  };

  it('has a problem until it has looked', async () => {
    assert.match(keeper.problem() ?? '', /not ensured yet/);
    await keeper.ensure();
    assert.equal(keeper.problem(), undefined);
    assert.equal(looks, 1);
  });

  it('looks again and again, until it is stopped', async () => {
    await keeper.ensure();
    clock.tick(999);
    assert.equal(looks, 1);
    clock.tick(1);
    assert.equal(looks, 2);
    await looked();
    clock.tick(1_000);
    assert.equal(looks, 3);
    await keeper.stop();
    clock.tick(10_000);
    assert.equal(looks, 3);
  });

  it('rejects when the first look fails, and does not go on', async () => {
    failing = true;
    await assert.rejects(keeper.ensure(), { name: 'WebexUnreachable' });
    assert.match(keeper.problem() ?? '', /could not be asked/);
    clock.tick(10_000);
    assert.equal(looks, 1);
  });

  it('logs when a later look fails, is not ready, and looks again soon', async () => {
    await keeper.ensure();
    failing = true;
    clock.tick(1_000);
    await looked();
    assert.match(keeper.problem() ?? '', /could not be asked.*check the network/);
    assert.deepEqual(
      lines()
        .slice(-2)
        .map(({ msg }) => msg),
      ['not ready', 'webhooks not ensured'],
    );
    failing = false;
    clock.tick(99);
    assert.equal(looks, 2);
    clock.tick(1);
    await looked();
    assert.equal(looks, 3);
    assert.equal(keeper.problem(), undefined);
    clock.tick(999);
    assert.equal(looks, 3, 'then as ever');
  });

  it('looks at once when it is told to, and says since when it may have missed something', async () => {
    await keeper.ensure();
    assert.deepEqual(repaired, [], 'the first webhooks repair nothing');
    time = 5_000;
    keeper.checkNow();
    keeper.checkNow();
    clock.tick(1_000);
    await looked();
    assert.equal(looks, 2);
    assert.deepEqual(repaired, [1_000]);
  });

  it('removes the webhook of an earlier version by the clock that all processes share', async () => {
    const at = { name: WEBHOOK_NAME, targetUrl: 'https://bot.example.com/webhook' };
    const kind = { resource: 'messages', event: 'created' };
    const created = '2020-08-07T10:00:00Z';
    time = Date.parse(created);
    hooks = [
      { id: 'new', ...at, ...kind, secret: webhookSecret('s', kind), created },
      { id: 'old', ...at, ...kind, secret: 's', created },
    ];
    await keeper.ensure();
    assert.deepEqual(removed, []);
    time += 11 * 60_000;
    clock.tick(1_000);
    await looked();
    assert.deepEqual(removed, ['/webhooks/old']);
  });

  for (const [status, advice] of [
    [401, /set WEBEX_BOT_TOKEN/],
    [403, /it answered 403: check WEBEX_BOT_TOKEN and PUBLIC_URL/],
    [503, /check the network.+or wait until Webex is back/],
  ] as const) {
    it(`says what to do where Webex refuses: ${status}`, async () => {
      await keeper.ensure();
      refused = status;
      clock.tick(1_000);
      await looked();
      assert.match(keeper.problem() ?? '', advice);
    });
  }

  it('takes the webhooks for what they were while Webex is too busy to be asked, and asks again soon', async () => {
    await keeper.ensure();
    refused = 429;
    clock.tick(1_000);
    await looked();
    assert.equal(keeper.problem(), undefined);
    refused = 403;
    clock.tick(100);
    await looked();
    refused = 429;
    clock.tick(100);
    await looked();
    assert.match(keeper.problem() ?? '', /it answered 403/);
    assert.equal(looks, 4);
  });

  it('may be stopped before it began', async () => {
    await assert.doesNotReject(keeper.stop());
  });
});

describe('the way of events to the bot', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
  });
  after(() => sandbox.stop());

  function openedFor(env: Record<string, string>) {
    const config = readConfig({
      WEBEX_BOT_TOKEN: 'sandbox-bot',
      WEBEX_WEBHOOK_SECRET: 'a-secret-for-the-app',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      WEBEX_API_BASE_URL: sandbox.apiUrl,
      WEBEX_U2C_URL: sandbox.u2cUrl,
      WEBEX_ACCESS_TOKEN: 'sandbox-alice',
      WEBEX_TRANSPORT: 'websocket',
      ...env,
    });
    const locks = {
      tryTake: () => Promise.resolve(true),
      release: () => Promise.resolve(),
      untaken: () => Promise.resolve([]),
    };
    return openReceiver({
      ...{ config, webex: quickClient(sandbox.apiUrl), store: { locks }, log: readableLog().log },
      ...{ now: Date.now, retry: IMPATIENT, heardBefore: 0 },
      accept: () => Promise.resolve(),
      catchUpSince: () => undefined,
      lastHeardAt: () => Promise.resolve(0),
    });
  }

  it('is the one of the configuration, though both could be', () => {
    assert.match(openedFor({}).problem() ?? '', /web socket/);
    assert.match(openedFor({ WEBEX_TRANSPORT: 'webhook' }).problem() ?? '', /webhooks/);
  });

  it('names the token where Webex refuses it, and else says what stands in the way', async () => {
    for (const [env, said] of [
      [{ WEBEX_BOT_TOKEN: 'unknown' }, /^Webex refused \(401\): check WEBEX_BOT_TOKEN\./],
      [{ WEBEX_U2C_URL: 'http://127.0.0.1:9' }, undefined],
    ] as const) {
      const receiver = openedFor(env);
      const failed = await receiver.ensure().then(
        () => undefined,
        (error: unknown) => error,
      );
      assert.ok(failed instanceof StartError);
      if (said === undefined) assert.equal(failed.message, receiver.problem());
      else assert.match(failed.message, said);
      await receiver.stop();
    }
  });
});
