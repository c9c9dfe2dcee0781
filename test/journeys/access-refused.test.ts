import assert from 'node:assert/strict';
import { sandboxServiceApp } from '../../sandbox/oauth/clients.js';
import { journey } from '../support/journey.js';
import { tellingJourney } from '../support/telling.js';
import { until } from '../support/until.js';

const DAY = 86_400_000;
const WRONG = { WEBEX_CLIENT_SECRET: 'mistyped' };

/** A clock that can be put forward: tokens live fourteen days. */
function laterClock(): { now: () => number; later: (ms: number) => void } {
  let ahead = 0;
  return { now: () => Date.now() + ahead, later: (ms) => (ahead += ms) };
}

describe('journey: Webex refuses the bot, and not the person', () => {
  for (const oauthErrors of ['oauth', 'webex'] as const) {
    it(`says so where the secret of the Integration is wrong, and nobody has to connect again (in the shape of ${oauthErrors})`, async () => {
      const { now, later } = laterClock();
      const j = await journey({
        sandbox: { now, settings: { oauthErrors } },
        app: { now },
        forgiveRefused: true,
      });
      const alice = j.as('sandbox-alice');
      await alice.connects();
      await j.app.stop();
      const { PORT } = j.env;
      const wrong = await j.next({ ...WRONG, PORT });
      later(15 * DAY);
      const told = await alice.lists();
      assert.match(told.text(), /^Webex refuses me, not you\.\n.*whoever runs this bot/s);
      assert.ok(told.has('Try again') && !told.has('Connect') && !told.has('Connect again'));
      assert.match(j.log(), oauthErrors === 'oauth' ? /"code":"invalid_client"/ : /"status":401/);
      assert.doesNotMatch(j.log(), /authentication failed/);
      const bob = j.as('sandbox-bob');
      await bob.says('connect');
      const { text } = await bob.follows((await bob.card()).link('Connect'));
      assert.match(text, /Webex refuses this bot, not you/);
      await wrong.stop();
      await j.next({ PORT });
      await told.click('Try again');
      assert.ok((await alice.card()).topics().length > 0);
      await j.end();
    });
  }

  it('loses nothing of what people are to be told meanwhile', async () => {
    const { now, later } = laterClock();
    const t = await tellingJourney({ now, notifyEveryMs: 30 }, {}, { forgiveRefused: true });
    await t.alice.connects();
    await t.alice.says('notify on');
    await t.j.app.stop();
    const { PORT } = t.j.env;
    const wrong = await t.j.next({ ...WRONG, PORT });
    later(15 * DAY);
    t.ready('Board meeting');
    await until(() => t.j.log().includes('invalid_client'));
    assert.doesNotMatch((await t.alice.lastHeard()).markdown ?? '', /Connect your Webex account/);
    assert.equal(t.hooks().length, 1);
    await wrong.stop();
    await t.j.next({ PORT });
    await until(async () => (await t.told()).length > 0);
    assert.match((await t.told()).join('\n'), /Board meeting/);
    await t.j.end();
  });

  it('sends nobody to connect when the access of an organisation has ended', async () => {
    const env = {
      WEBEX_SERVICE_APP_ID: sandboxServiceApp.id,
      WEBEX_SERVICE_APP_CLIENT_ID: sandboxServiceApp.clientId,
      WEBEX_SERVICE_APP_CLIENT_SECRET: sandboxServiceApp.clientSecret,
      WEBEX_ORG_ID: sandboxServiceApp.orgId,
      WEBEX_SERVICE_APP_MANAGER_TOKEN: 'sandbox-admin',
    };
    const j = await journey({ env, forgiveRefused: true });
    const alice = j.as('sandbox-alice');
    await alice.lists();
    await j.app.stop();
    await j.next({ WEBEX_SERVICE_APP_MANAGER_TOKEN: 'expired', PORT: j.env.PORT });
    const { faults } = j.sandbox;
    faults.set([
      { path: '/recordings', status: 401 },
      { path: '/access_token$', status: 400 },
    ]);
    const told = await alice.lists('list 7');
    assert.match(told.text(), /^The access of your organisation has ended\.\n.*Whoever runs this/s);
    assert.ok(told.has('Try again') && !told.has('Connect again'));
    // A new token, which Webex refuses, too: nobody can connect against that either.
    faults.set([{ path: '/recordings', status: 401 }]);
    const refused = await alice.lists('list 7');
    assert.match(refused.text(), /My access to Webex has ended/);
    assert.doesNotMatch(refused.text(), /they last twelve hours/);
    await j.end();
  });
});
