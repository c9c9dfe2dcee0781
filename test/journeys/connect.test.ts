import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { until } from '../support/until.js';

const MINUTE = 60_000;

describe('journey: connecting an account', () => {
  let j: Journey;
  let alice: Client;
  let later: number;
  const now = (): number => Date.now() + later;
  beforeEach(async () => {
    later = 0;
    j = await journey({ sandbox: { now }, app: { now } });
    alice = j.as('sandbox-alice');
  });
  afterEach(() => j.end());

  const link = async (): Promise<string> => (await alice.lists('connect')).link('Connect');
  const isConnected = async (client: Client): Promise<boolean> =>
    (await client.lists('whoami')).text().includes('You are connected');

  it('is offered by whatever needs it, and the list comes by itself afterwards', async () => {
    const asked = await alice.lists();
    assert.match(asked.text(), /To show your recordings I need your permission/);
    assert.doesNotMatch(JSON.stringify(asked.message.markdown), /oauth\/connect/);
    const page = await alice.follows(asked.link('Connect'));
    assert.equal(page.status, 200);
    assert.match((await alice.card()).text(), /You are connected\.\nYour recordings/);
  });

  it('what was asked before is answered then', async () => {
    await alice.says('mp4 of the last 60 days, the largest 3');
    const page = await alice.follows((await alice.card()).link('Connect'));
    assert.match(page.text, /the answer to what you asked is waiting/);
    assert.match((await alice.card()).text(), /^You are connected\nMP4 recordings.*top 3/);
  });

  for (const words of ['list', 'mp4 of the last 60 days, the largest 3']) {
    it(`what was asked is answered, though Webex takes no message for a while: ${words}`, async () => {
      const asked = await alice.lists(words);
      j.sandbox.faults.set([{ method: 'POST', path: '^/v1/messages', status: 429, times: 6 }]);
      await alice.follows(asked.link('Connect'));
      await until(async () => (await alice.card()).text().startsWith('You are connected'));
    });
  }

  it('a fresh link can always be had', async () => {
    const first = await alice.lists('connect');
    await first.click('New link');
    const second = await alice.card();
    assert.notEqual(second.link('Connect'), first.link('Connect'));
    assert.equal((await alice.follows(second.link('Connect'))).status, 200);
  });

  it('where Webex refuses, the person is not told that they did', async () => {
    const page = async (client: Client, offer: string): Promise<string> => {
      const { status, text } = await client.follows(offer);
      assert.equal(status, 403);
      assert.doesNotMatch(text, /You did not give/);
      return text;
    };
    await j.end();
    const WEBEX_SCOPES = 'meeting:recordings_read spark:people_read meeting:not_registered';
    j = await journey({ env: { WEBEX_SCOPES, ADMINISTRATORS: 'bob@example.com' } });
    alice = j.as('sandbox-alice');
    assert.match(await page(alice, await link()), /Webex refused this sign-in/);
    assert.equal(await isConnected(alice), false);
    // An administrator by configuration, who is none at Webex.
    const bob = j.as('sandbox-bob');
    const asked = await bob.lists('for alice@example.com list');
    assert.match(await page(bob, asked.link('Connect')), /role that this takes at Webex/);
    assert.match(j.log(), /"code":"invalid_scope"/);
  });

  it('a link of before does not outlive “disconnect”', async () => {
    const before = await link();
    await alice.says('disconnect');
    assert.match((await alice.follows(before)).text, /This link no longer works/);
    assert.equal(await isConnected(alice), false);
  });

  it('a link works once', async () => {
    const once = await link();
    assert.equal((await alice.follows(once)).status, 200);
    const again = await alice.follows(once);
    assert.equal(again.status, 400);
    assert.match(again.text, /This link no longer works.*used already/s);
  });

  it('a link works for ten minutes, and not longer', async () => {
    const [inTime, late] = [await link(), await link()];
    later = 9 * MINUTE;
    assert.equal((await alice.follows(inTime)).status, 200);
    later = 10 * MINUTE + 1000;
    j.sandbox.calls.clear();
    const page = await alice.follows(late);
    assert.equal(page.status, 400);
    assert.match(page.text, /older than ten minutes/);
    assert.ok(!j.calls().includes('GET /authorize'), 'nobody consents in vain');
  });

  it('a link that somebody else follows connects nobody, and says why', async () => {
    const bob = j.as('sandbox-bob');
    const forwarded = await link();
    const page = await bob.follows(forwarded);
    assert.equal(page.status, 403);
    assert.match(page.text, /This link was made for somebody else/);
    assert.equal(await isConnected(alice), false);
    assert.equal(await isConnected(bob), false);
    assert.equal((await alice.follows(forwarded)).status, 400);
  });

  it('who declines is told that nothing was changed', async () => {
    const opened = await fetch(await link(), { redirect: 'manual' });
    const url = new URL(opened.headers.get('location') ?? '');
    const form = new URLSearchParams([...url.searchParams, ['decision', 'decline']]);
    const answer = await fetch(`${j.sandbox.apiUrl}/authorize`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    const page = await fetch(answer.headers.get('location') ?? '');
    assert.equal(page.status, 200);
    assert.match(await page.text(), /You are not connected.*nothing was changed/s);
    assert.equal(await isConnected(alice), false);
  });

  for (const [what, fault] of Object.entries({
    'the code cannot be redeemed': { method: 'POST', path: '/access_token$', status: 500 },
    'the code is refused': { method: 'POST', path: '/access_token$', status: 400 },
    'the line breaks': { method: 'POST', path: '/access_token$', cut: 'before' },
    'Webex does not say who it is': { method: 'GET', path: '/people/me$', status: 503 },
  })) {
    it(`when ${what}, the page says so and nothing is kept`, async () => {
      const url = await link();
      j.sandbox.faults.set([fault]);
      const page = await alice.follows(url);
      assert.equal(page.status, 502);
      assert.match(page.text, /Webex didn’t complete the sign-in/);
      j.sandbox.faults.set([]);
      assert.equal(await isConnected(alice), false);
      await alice.connects();
      assert.equal(await isConnected(alice), true);
    });
  }

  it('a callback of nobody’s making is refused without a call to Webex', async () => {
    j.sandbox.calls.clear();
    for (const query of ['', '?code=x', '?state=', '?state=made-up&code=x', '?state=a&state=b']) {
      const page = await fetch(`${j.app.url}/oauth/callback${query}`);
      assert.equal(page.status, 400, query);
      assert.doesNotMatch(await page.text(), /made-up/);
    }
    // The bot looks after its own webhooks and spaces at any time.
    const others = j.calls().filter((call) => !/^GET \/(rooms|webhooks|people\/me)/.test(call));
    assert.deepEqual(others, []);
  });

  it('who is connected is told so, and can connect again', async () => {
    await alice.connects();
    const card = await alice.lists('connect');
    assert.match(card.text(), /You are connected/);
    await card.click('Connect again');
    assert.equal((await alice.follows((await alice.card()).link('Connect'))).status, 200);
  });

  it('disconnect forgets: nothing is asked of Webex in their name any more', async () => {
    await alice.connects();
    const old = await alice.card();
    assert.match((await alice.lists('disconnect')).text(), /Disconnected/);
    j.sandbox.calls.clear();
    assert.match((await alice.lists()).text(), /Connect your Webex account/);
    await old.trashes();
    assert.match((await alice.card()).text(), /Connect your Webex account/);
    assert.deepEqual(j.calls('oauth:alice'), []);
    assert.match((await alice.lists('disconnect')).text(), /You are not connected/);
  });

  it('a permission withdrawn at Webex is noticed, and connecting again is offered', async () => {
    await alice.connects();
    const person = j.sandbox.world.people.byEmail('alice@example.com');
    assert.ok(person);
    j.sandbox.grants.revoke(person);
    const card = await alice.lists();
    assert.match(card.text(), /Connect your Webex account again/);
    // Whatever speaks of the connection says the same.
    j.sandbox.calls.clear();
    for (const words of ['whoami', 'connect', 'notify on', 'notify', 'weekly', 'list']) {
      const said = (await alice.lists(words)).text();
      if (words === 'weekly') assert.match(said, /weekly storage card is off/);
      else assert.match(said, /has ended or was withdrawn/, words);
      assert.doesNotMatch(said, /You are connected/, words);
    }
    assert.deepEqual(j.calls('oauth:alice'), []);
    assert.equal((await alice.follows(card.link('Connect'))).status, 200);
    assert.match((await alice.card()).text(), /Your recordings/);
  });

  it('when a refresh fails, the person is told and stays connected', async () => {
    j.sandbox.grants.setTokenLife(3600);
    await alice.connects();
    later = 2 * 3_600_000;
    j.sandbox.faults.set([{ path: '/access_token$', status: 503 }]);
    assert.match((await alice.lists()).text(), /Webex has a problem at the moment/);
    j.sandbox.faults.set([]);
    assert.match((await alice.lists()).text(), /Your recordings/);
  });
});

describe('journey: a token that ends', () => {
  let j: Journey;
  let later = 0;
  let rooms: string[];
  before(async () => {
    // The bot’s clock stands: only Webex knows that the token has ended.
    const now = (): number => Date.now() + later;
    j = await journey({ sandbox: { now } });
    j.sandbox.world.settings.rotateRefreshTokens = true;
    const alice = j.as('sandbox-alice');
    rooms = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        const { id } = await alice.api<{ id: string }>('POST', '/rooms', { title: `Room ${n}` });
        await alice.api('POST', '/memberships', {
          roomId: id,
          personEmail: 'recordings@webex.bot',
        });
        return id;
      }),
    );
    await j.rest();
  });
  after(() => j.end());

  const tenAtOnce = async (): Promise<void> => {
    const alice = j.as('sandbox-alice');
    const before = (await alice.heard()).length;
    j.sandbox.calls.clear();
    await Promise.all(rooms.map((room) => alice.saysIn(room, 'list 1')));
    const heard = (await alice.heard()).slice(before);
    assert.equal(heard.length, 10);
    for (const message of heard) assert.match(alice.see(message).text(), /Your recordings/);
  };
  const refreshes = (): number => j.calls().filter((call) => call === 'POST /access_token').length;

  it('is renewed once before it ends, whatever waits for it', async () => {
    j.sandbox.grants.setTokenLife(200);
    await j.as('sandbox-alice').connects();
    j.sandbox.grants.setTokenLife(3600);
    await tenAtOnce();
    assert.equal(refreshes(), 1);
    await tenAtOnce();
    assert.equal(refreshes(), 0);
  });

  it('is renewed once when Webex does not honour it any more, whatever waits for it', async () => {
    later = 2 * 3_600_000;
    await tenAtOnce();
    assert.equal(refreshes(), 1);
  });
});
