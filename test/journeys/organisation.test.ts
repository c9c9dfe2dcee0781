import assert from 'node:assert/strict';
import { sandboxServiceApp } from '../../sandbox/oauth/clients.js';
import { journey, type Journey } from '../support/journey.js';
import { recordingIn, recordingsOf } from '../support/shelf.js';

const SERVICE_APP = {
  WEBEX_SERVICE_APP_ID: sandboxServiceApp.id,
  WEBEX_SERVICE_APP_CLIENT_ID: sandboxServiceApp.clientId,
  WEBEX_SERVICE_APP_CLIENT_SECRET: sandboxServiceApp.clientSecret,
  WEBEX_ORG_ID: sandboxServiceApp.orgId,
  WEBEX_SERVICE_APP_MANAGER_TOKEN: 'sandbox-admin',
};

for (const [name, env] of [
  ['a Service App', SERVICE_APP],
  ['an administrator’s token', { WEBEX_ADMIN_TOKEN: 'sandbox-admin' }],
] as const) {
  describe(`journey: an organisation, by ${name}`, () => {
    let j: Journey;
    before(async () => {
      j = await journey({
        env: {
          ...env,
          ADMINISTRATORS: 'admin@example.com',
          COMPLIANCE_OFFICERS: 'officer@example.com',
        },
      });
    });
    afterEach(() => j.sandbox.faults.set([]));
    after(() => j.end());

    it('serves everybody without connecting, each for themselves alone', async () => {
      for (const who of ['alice', 'bob']) {
        const person = j.as(`sandbox-${who}`);
        j.sandbox.calls.clear();
        const list = await person.lists();
        const own = recordingsOf(j, `${who}@example.com`).map(({ topic }) => topic);
        assert.ok(list.topics().length > 0, who);
        for (const topic of list.topics()) assert.ok(own.includes(topic), topic);
        const asked = j.sandbox.calls.list().filter(({ path }) => path.includes('/recordings'));
        assert.ok(asked.length > 0);
        assert.ok(asked.every(({ query }) => query.hostEmail === `${who}@example.com`));
        assert.match((await person.lists('connect')).text(), /^You don’t need to connect/);
        assert.match((await person.lists('whoami')).text(), /your organisation has given me/);
      }
    });

    it('advises nobody to connect where Webex refuses: nobody can', async () => {
      const bob = j.as('sandbox-bob');
      const [topic = ''] = (await bob.lists()).topics();
      for (const path of [
        '/recordings',
        '/recordings/',
        '/recordingReport',
        '/meetingTranscripts',
      ]) {
        j.sandbox.faults.set([{ path, status: 403 }]);
        const lines = ['list', `open ${topic}`, `who watched ${topic}`, 'list with transcript'];
        for (const line of [...lines, `transcript of ${topic}`, `summary of ${topic}`]) {
          const card = await bob.lists(line);
          assert.equal(card.has('Connect again'), false, `${line}, ${path}`);
          assert.doesNotMatch(card.text(), /connect (?:your account|again)/i, `${line}, ${path}`);
        }
        if (path === '/recordings')
          assert.match((await bob.lists('list')).text(), /whoever runs this bot has set up/);
      }
      j.sandbox.faults.set([]);
    });

    it('moves, undoes and deletes for who clicked', async () => {
      const alice = j.as('sandbox-alice');
      await (await alice.lists()).click('Delete…');
      const question = await alice.card();
      const { recording } = question.dataOf('Move to recycle bin');
      await question.click('Move to recycle bin');
      assert.equal(recordingIn(j, recording).status, 'deleted');
      await (await alice.card()).click('Undo');
      assert.equal(recordingIn(j, recording).status, 'available');
      // Bob's click on what Alice was shown is Bob's.
      const bob = j.as('sandbox-bob');
      const data = question.dataOf('Move to recycle bin');
      await bob.submits((await bob.lists()).message.id, {
        ...data,
        hostEmail: 'alice@example.com',
      });
      assert.equal(recordingIn(j, recording).status, 'available');
    });

    it('serves nobody of another organisation', async () => {
      const { token } = j.sandbox.addPerson({ name: 'Erin', orgId: 'Elsewhere', recordings: 3 });
      const erin = j.as(token);
      for (const words of ['list', 'whoami', 'connect']) {
        assert.match(
          (await erin.lists(words)).text(),
          /^This bot only serves one organisation/,
          words,
        );
      }
      const admin = j.as('sandbox-admin');
      const list = await admin.lists('for erin@example.com list');
      assert.match(list.text(), /^(This bot only serves one organisation|Webex doesn’t know)/);
    });

    it('acts for others where an administrator asks', async () => {
      const admin = j.as('sandbox-admin');
      const list = await admin.lists('for bob@example.com list');
      assert.match(list.text(), /^⚠ On behalf of Bob Brandt/);
      assert.match((await admin.lists('for everyone list')).text(), /^⚠ As an administrator/);
      assert.match((await j.as('sandbox-bob').lists('for alice@example.com list')).text(), /^Only/);
    });

    it('lets officers connect with what is theirs alone', async () => {
      const officer = j.as('sandbox-officer');
      await officer.says('compliance list');
      await officer.follows((await officer.card()).link('Connect'));
      const list = await officer.lists('compliance list');
      assert.match(list.text(), /^⚠ As a compliance officer/);
      assert.ok(list.topics().length > 0);
    });
  });
}

describe('journey: the token of a Service App', () => {
  it('is got once, sealed, and renewed by whoever comes first', async () => {
    const j = await journey({ env: SERVICE_APP });
    const alice = j.as('sandbox-alice');
    await alice.lists();
    // Another process, whose own first token would not do any more, uses what is kept.
    await j.next({ WEBEX_SERVICE_APP_MANAGER_TOKEN: 'used-up' });
    const bootstraps = j.calls().filter((call) => call.includes('/applications/'));
    assert.equal(bootstraps.length, 1);
    // Webex ends the access token: it is refreshed, and nobody notices.
    j.sandbox.faults.set([{ path: '^/recordings$', status: 401, times: 1 }]);
    assert.match((await alice.lists('list 7')).text(), /recordings/i);
    assert.ok(j.calls().some((call) => call === 'POST /access_token'));
    await j.end();
  });

  it('is sealed with a new key, and outlives the old one, where nobody else connects', async () => {
    const key = (n: number): string => Buffer.alloc(32, n).toString('base64');
    const alone = { WEBEX_CLIENT_ID: undefined, WEBEX_CLIENT_SECRET: undefined };
    const j = await journey({ env: { ...SERVICE_APP, ...alone, TOKEN_KEYS: `old:${key(1)}` } });
    await j.app.stop();
    const rotating = await j.next({ TOKEN_KEYS: `new:${key(2)},old:${key(1)}` });
    await j.rest();
    assert.match(j.log(), /sealed with the first key/);
    await rotating.stop();
    // The token of who made the Service App has long expired: nothing is left to begin anew with.
    const { PORT } = j.env;
    const WEBEX_SERVICE_APP_MANAGER_TOKEN = 'expired';
    await j.next({ TOKEN_KEYS: `new:${key(2)}`, PORT, WEBEX_SERVICE_APP_MANAGER_TOKEN });
    assert.ok((await j.as('sandbox-alice').lists()).topics().length > 0);
    await j.end();
  });

  it('does not start on a secret that Webex refuses, and says what to check', async () => {
    const env = { ...SERVICE_APP, WEBEX_SERVICE_APP_CLIENT_SECRET: 'wrong' };
    await assert.rejects(journey({ env, forgiveRefused: true }), /check WEBEX_SERVICE_APP/);
  });
});
