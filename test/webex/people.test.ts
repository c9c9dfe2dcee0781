import assert from 'node:assert/strict';
import { findPeople, getMe, getPerson, isMember, personOf } from '../../src/webex/people.js';
import { listWebhooks } from '../../src/webex/webhooks.js';
import { quickClient } from '../support/quick-client.js';
import { scriptedClient } from '../support/scripted-client.js';

const full = { id: 'p', emails: ['a@example.com'], displayName: 'A', timezone: 'Asia/Tokyo' };

describe('webex/people', () => {
  const http = scriptedClient('');

  it('gives the owner of a token', async () => {
    http.server.will({ json: full }, { json: { id: 'p' } }, { status: 401 });
    assert.deepEqual(await getMe(http.webex, 't'), full);
    assert.deepEqual(await getMe(http.webex, 't'), { id: 'p', emails: [], displayName: '' });
    await assert.rejects(getMe(http.webex, 't'), { status: 401 });
    assert.equal(http.server.asked[0]?.url.pathname, '/people/me');
    assert.equal(http.server.asked[0].headers.authorization, 'Bearer t');
  });

  it('knows no person of an unknown id, nor one whom Webex answers in place of another', async () => {
    http.server.will({ json: full }, { json: full }, { status: 404 }, { status: 403 });
    const of = (id: string) => personOf((each) => getPerson(http.webex, 't', each), id);
    assert.deepEqual(await of('p'), full);
    assert.equal(await of('a/b'), undefined);
    assert.equal(await of('p'), undefined);
    await assert.rejects(of('p'), { status: 403 });
    assert.equal(http.server.asked[1]?.url.pathname, '/people/a%2Fb');
  });

  it('finds people by their address or their name', async () => {
    http.server.will({ json: { items: [full] } }, { json: {} });
    assert.deepEqual(await findPeople(http.webex, 't', { email: 'a+1@example.com' }), [full]);
    assert.deepEqual(await findPeople(http.webex, 't', { displayName: 'Bob' }), []);
    assert.deepEqual(http.queries(), [{ email: 'a+1@example.com' }, { displayName: 'Bob' }]);
  });

  it('reads people, memberships and webhooks one by one, and those that can be read', async () => {
    const warned: object[] = [];
    const log = { warn: (fields: object) => void warned.push(fields) };
    const webex = quickClient(http.server.url, { log });
    const odd = { id: 'p', emails: [7, 'a@example.com'], displayName: null, orgId: {} };
    http.server.will(http.page([null, odd]), http.page([{}, { personId: 'p' }]));
    const read = { id: 'p', emails: ['a@example.com'], displayName: '', orgId: undefined };
    assert.deepEqual(await findPeople(webex, 't', { email: 'a@example.com' }), [read]);
    assert.equal(await isMember(webex, 't', 'room', 'p'), true);
    const hook = { id: 'h', name: 'n', targetUrl: 'u', resource: 'r', event: 'e' };
    http.server.will(
      http.page([
        { ...hook, name: null },
        { ...hook, secret: 7 },
      ]),
    );
    assert.deepEqual(await listWebhooks(webex, 't'), [{ ...hook, secret: undefined }]);
    assert.deepEqual(
      warned.map((fields) => ('where' in fields ? fields.where : undefined)),
      [['items.0'], ['items.0.personId'], ['items.0.name']],
    );
    assert.doesNotMatch(JSON.stringify(warned), /example\.com/);
    await webex.close();
  });

  it('takes a person for a member of a space by their UUID, whatever the cluster', async () => {
    const [us, eu] = ['us', 'eu'].map((cluster) =>
      Buffer.from(`ciscospark://${cluster}/PEOPLE/1-2`).toString('base64url'),
    );
    http.server.will(http.page([{ personId: us }]), http.page([]), { status: 404 });
    assert.equal(await isMember(http.webex, 't', 'room', eu ?? ''), true);
    assert.equal(await isMember(http.webex, 't', 'room', eu ?? ''), false);
    await assert.rejects(isMember(http.webex, 't', 'room', eu ?? ''), { status: 404 });
    assert.deepEqual(http.queries()[0], { roomId: 'room', personId: eu });
  });
});
