import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { until } from '../support/until.js';

/**
 * Short, so that a connection that fell silent is given up while a test waits; and not so short that one is
 * given up because the whole process stood still.
 */
const socket = { reconnect: { firstWaitMs: 20 }, standbyMs: 20, pingMs: 100, pongMs: 1_000 };

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
      await isOpen();
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
    assert.match(j.log(), /"todo":"set WEBEX_CLIENT_ID and WEBEX_CLIENT_SECRET/);
  });
});

describe('journey: connecting without a public address, by a code', () => {
  let j: Journey;
  let alice: Client;
  let later = 0;
  const now = (): number => Date.now() + later;
  const env = { PUBLIC_URL: undefined, WEBEX_WEBHOOK_SECRET: undefined };
  const app = { now, socket, codesEveryMs: 10 };
  before(async () => {
    j = await journey({ env, sandbox: { now }, app });
    alice = j.as('sandbox-alice');
  });
  afterEach(() => {
    j.sandbox.change({ deviceRedirects: true });
    j.sandbox.faults.set([]);
  });
  after(() => j.end());

  const PAGE = 'Open the page and sign in with Webex';
  const code = async (words = 'connect'): Promise<SeenCard> => {
    const card = await alice.lists(words);
    assert.match(card.text(), /sign in with Webex.*\n\d{6}\nThe code is just for you/);
    return card;
  };
  const shows = async (card: SeenCard, what: RegExp): Promise<void> => {
    // Webex wants to be asked every two seconds.
    later += 3_000;
    const text = async () =>
      alice.see(await alice.api(`GET`, `/messages/${card.message.id}`)).text();
    await until(async () => what.test(await text()), `${String(what)} on the card of the code`);
    await j.rest();
  };
  const isConnected = async (client: Client): Promise<boolean> =>
    (await client.lists('whoami')).text().includes('You are connected');

  it('is given up when nobody signs in, or the person says so', async () => {
    const card = await code();
    assert.ok(!card.message.markdown?.includes(/\d{6}/.exec(card.text())?.[0] ?? ''));
    later += 301_000;
    await shows(card, /That code has expired/);
    const again = await code();
    await again.click('Cancel');
    assert.match((await alice.card()).text(), /I no longer wait/);
    assert.equal((await alice.follows(again.link(PAGE))).status, 200);
    later += 3_000;
    assert.equal(await isConnected(alice), false);
  });

  it('connects nobody when somebody else signs in, and when they decline', async () => {
    const bob = j.as('sandbox-bob');
    const card = await code();
    assert.equal((await bob.follows(card.link(PAGE))).status, 200);
    await shows(card, /Somebody else signed in/);
    assert.equal(await isConnected(alice), false);
    assert.equal(await isConnected(bob), false);
    const another = await code();
    const url = new URL(another.link(PAGE));
    const body = new URLSearchParams([...url.searchParams, ['decision', 'decline']]);
    assert.equal((await fetch(`${url.origin}/verify`, { method: 'POST', body })).status, 200);
    await shows(another, /You didn’t give your permission/);
  });

  it('says that the bot is refused, not the person, where the Integration lacks the redirect', async () => {
    j.sandbox.change({ deviceRedirects: false });
    assert.match((await alice.lists('connect')).text(), /Webex refuses me, not you/);
    assert.match(j.log(), /"msg":"no code to sign in with/);
  });

  it('answers what was asked: a newer code replaces the older, and outlives its process', async () => {
    const older = await code();
    const newer = await code('mp4 of the last 60 days, the largest 3');
    await shows(older, /no longer works: there is a newer one/);
    await j.app.stop();
    const next = await j.next();
    assert.equal((await alice.follows(newer.link(PAGE))).status, 200);
    await shows(newer, /^You are connected$/);
    assert.match((await alice.card()).text(), /^You are connected\nMP4 recordings.*top 3/);
    assert.match((await alice.lists()).text(), /Your recordings/);
    await next.stop();
  });

  it('asks Webex no more often than it wants, and keeps the device code to itself', () => {
    const asked = j.sandbox.calls.list().filter(({ path }) => path.endsWith('/device/token'));
    const refused = asked.filter(({ status }) => status === 400);
    assert.ok(asked.length >= 3);
    assert.equal(refused.length, 1, 'once, to who declined');
    assert.doesNotMatch(j.log(), /device_code|[0-9a-f]{64}/);
  });
});
