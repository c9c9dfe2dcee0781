import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import { everyStatus } from '../support/shelf.js';

describe('journey: on a personal token', () => {
  let j: Journey;
  before(async () => {
    j = await journey({
      env: {
        WEBEX_ACCESS_TOKEN: 'sandbox-alice',
        WEBEX_CLIENT_ID: undefined,
        WEBEX_CLIENT_SECRET: undefined,
      },
    });
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  it('serves its owner without connecting: list, move, undo', async () => {
    const alice = j.as('sandbox-alice');
    const list = await alice.lists();
    assert.match(list.text(), /Your recordings/);
    await list.trashes();
    await (await alice.card()).click('Undo');
    assert.match((await alice.card()).text(), /Restored/);
    assert.match((await alice.lists('whoami')).text(), /personal access token/);
  });

  it('serves nobody else, by words or by clicks', async () => {
    const bob = j.as('sandbox-bob');
    const before = everyStatus(j);
    for (const words of ['list', 'whoami', 'connect']) {
      assert.match((await bob.lists(words)).text(), /This bot only serves its owner/, words);
    }
    const data = (await j.as('sandbox-alice').lists()).trashData();
    await bob.submits((await bob.card()).message.id, data);
    assert.match((await bob.card()).text(), /This bot only serves its owner/);
    assert.deepEqual(everyStatus(j), before);
  });

  it('says that the token has ended, and offers nothing that cannot help', async () => {
    const alice = j.as('sandbox-alice');
    j.sandbox.faults.set([{ path: '/recordings', status: 401 }]);
    const card = await alice.lists();
    assert.match(card.text(), /My access to Webex has ended/);
    assert.equal(card.has('Connect'), false);
  });

  it('advises not to connect where Webex refuses a list: nobody can', async () => {
    const alice = j.as('sandbox-alice');
    j.sandbox.faults.set([{ path: '/recordings', status: 403 }]);
    const card = await alice.lists();
    assert.match(card.text(), /Webex doesn’t let you see this list.*whoever runs this bot/s);
    assert.equal(card.has('Connect again'), false);
  });

  it('has no page to come back to', async () => {
    assert.equal((await fetch(`${j.app.url}/oauth/callback?state=x`)).status, 404);
  });
});
