import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { until } from '../support/until.js';

/** Short, so that a connection that fell silent is given up while a test waits. */
const socket = { reconnect: { firstWaitMs: 20 }, standbyMs: 20, pingMs: 100, pongMs: 200 };

describe('journey: without a public address, by a web socket', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ transport: 'websocket', app: { socket } });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => {
    j.sandbox.faults.set([]);
    j.sandbox.change({ socketRemembers: false });
  });
  after(() => j.end());

  const count = async (): Promise<number> => (await alice.heard()).length;
  const say = (text: string): Promise<unknown> =>
    alice.api('POST', '/messages', { toPersonEmail: 'recordings@webex.bot', text });
  const answered = (before: number): Promise<void> =>
    until(async () => (await count()) > before, 'an answer');
  const isOpen = (): Promise<void> => until(() => j.sandbox.sockets.open === 1, 'an open socket');
  const reason = async (): Promise<string | undefined> =>
    ((await (await fetch(`${j.app.url}/readyz`)).json()) as { reason?: string }).reason;

  it('needs no webhook, and acknowledges everything that it has kept', async () => {
    assert.match((await alice.lists()).text(), /Your recordings/);
    const { bot, webhooks } = j.sandbox.world;
    assert.deepEqual(
      webhooks.all().filter(({ owner }) => owner.person === bot),
      [],
    );
    const { sent, acknowledged } = j.sandbox.sockets.counts;
    assert.ok(sent > 0);
    assert.equal(acknowledged, sent);
  });

  it('hears what was said while the connection was broken, once, and says that it is not ready', async () => {
    const before = await count();
    j.sandbox.faults.set([{ path: '^/u2c/', status: 503 }]);
    j.sandbox.sockets.drop();
    await until(async () => (await reason())?.includes('does not open') === true);
    await say('whoami');
    await j.sandbox.settled();
    assert.equal(await count(), before);
    j.sandbox.faults.set([]);
    await answered(before);
    await j.rest();
    assert.equal(await count(), before + 1);
    assert.equal(await reason(), undefined);
  });

  it('gives up a connection that has fallen silent, and hears what it missed', async () => {
    await isOpen();
    const before = await count();
    j.sandbox.sockets.silence();
    await say('help');
    await answered(before);
    await j.rest();
    assert.equal(await count(), before + 1);
  });

  it('gets a click again that Webex saw nobody acknowledge', async () => {
    const list = await alice.lists();
    await isOpen();
    j.sandbox.change({ socketRemembers: true });
    j.sandbox.faults.set([{ webhook: 'drop', times: 1 }]);
    await list.click('Older ›');
    await until(async () => (await alice.card()).text().includes('6–10'), 'the next page');
  });

  it('is held by one process, and another takes over with the same device', async () => {
    const second = await j.next();
    try {
      assert.equal(j.sandbox.sockets.open, 1);
      await j.app.stop();
      await isOpen();
      const before = await count();
      await say('whoami');
      await answered(before);
      assert.equal(await count(), before + 1);
      const registered = j
        .calls('sandbox-bot')
        .filter((call) => call === 'POST /wdm/api/v1/devices');
      assert.equal(registered.length, 1);
    } finally {
      await second.stop();
    }
  });

  it('keeps the token out of its log', () => {
    assert.match(j.log(), /"msg":"web socket open"/);
    assert.doesNotMatch(j.log(), /sandbox-bot/);
  });
});

describe('journey: with a bot token and nothing else', () => {
  let j: Journey;
  const without = { PUBLIC_URL: undefined, WEBEX_WEBHOOK_SECRET: undefined };
  const integration = { WEBEX_CLIENT_ID: undefined, WEBEX_CLIENT_SECRET: undefined };
  before(async () => {
    j = await journey({ store: 'pglite', env: { ...without, ...integration } });
  });
  after(() => j.end());

  it('starts, talks, and says that nobody can connect and where that is explained', async () => {
    const alice = j.as('sandbox-alice');
    await alice.says('help');
    assert.match((await alice.card()).text(), /recordings/);
    for (const words of ['list', 'connect', 'notify on']) {
      await alice.says(words);
      assert.match(
        (await alice.card()).text(),
        words === 'notify on' ? /no address that Webex can call/ : /Nobody can connect/,
        words,
      );
    }
    assert.match(j.log(), /"todo":"set WEBEX_ACCESS_TOKEN/);
  });
});
