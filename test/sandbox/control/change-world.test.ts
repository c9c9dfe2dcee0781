import assert from 'node:assert/strict';
import { type Bench, startBench } from '../recordings-support.js';
import { startReceiver } from '../support/receiver.js';

const ALICE = 'sandbox-alice';
const BOT = 'sandbox-bot';
const email = 'alice@example.com';

describe('what changes a Webex from outside', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());
  const control = (method: string, path: string, body?: unknown) =>
    bench.call('', method, `${bench.url}/sandbox${path}`, body);

  it('leaves a person without a site, in Webex’s words', async () => {
    const { id } = bench.put(email);
    assert.equal((await control('PUT', `/people/${email}`, { sites: [] })).status, 200);
    const softDelete = { recordingIds: [id], siteUrl: 'acme.webex.com' };
    for (const [method, path, body] of [
      ['GET', '/recordings'],
      ['POST', '/recordings/softDelete', softDelete],
      ['GET', '/recordingReport/accessSummary'],
      ['GET', '/meetingTranscripts'],
    ] as const) {
      const answer = await bench.call(ALICE, method, path, body);
      assert.equal(answer.status, 404, path);
      assert.match(answer.body.message ?? '', /does not have a Webex site/);
    }
    const forHost = await bench.call('sandbox-admin', 'GET', `/recordings?hostEmail=${email}`);
    assert.deepEqual(
      [forHost.status, forHost.body.message],
      [404, 'User does not have a Webex site.'],
    );
    const sites = await bench.call(ALICE, 'GET', '/meetingPreferences/sites');
    assert.deepEqual([sites.status, sites.body.sites], [200, []]);
  });

  it('begins with none, where a person is added so', async () => {
    const { token } = bench.addPerson({ name: 'Dora', sites: [] });
    assert.equal((await bench.call(token, 'GET', '/recordings')).status, 404);
    assert.throws(() => bench.addPerson({ name: 'Erik', sites: [], recordings: 1 }));
  });

  it('gives a person another address', async () => {
    const id = (await bench.call(ALICE, 'GET', '/people/me')).body.id;
    const address = 'alice.anders@example.com';
    bench.changePerson('Alice@example.com', { email: 'Alice.Anders@example.com' });
    const me = (await bench.call(ALICE, 'GET', '/people/me')).body;
    assert.deepEqual([me.id, me.emails], [id, [address]]);
    const hosted = (host: string) =>
      bench.call('sandbox-admin', 'GET', `/recordings?hostEmail=${host}`);
    assert.equal((await hosted(email)).status, 404);
    assert.equal((await hosted(address)).status, 200);
    const said = await bench.call(ALICE, 'POST', '/messages', {
      ...{ toPersonEmail: 'recordings@webex.bot', text: 'list' },
    });
    assert.equal(said.body.personEmail, address);
    assert.throws(() => bench.changePerson(address, { email: 'bob@example.com' }), /taken/);
    assert.throws(() => bench.changePerson(email, { sites: [] }), /Nobody/);
  });

  it('keeps bots from writing into a space, and nobody else', async () => {
    const to = { toPersonEmail: 'recordings@webex.bot' };
    const { body } = await bench.call(ALICE, 'POST', '/messages', { ...to, text: 'list' });
    const roomId = String(body.roomId);
    const say = (more: object) => bench.call(BOT, 'POST', '/messages', { ...more, text: 'Yes?' });
    const first = await say({ roomId });
    await control('PUT', `/rooms/${roomId}`, { refusesBots: true });
    const refused = await say({ roomId });
    assert.deepEqual([refused.status, (await say({ toPersonEmail: email })).status], [403, 403]);
    const edit = { roomId, text: 'No?' };
    const path = `/messages/${String(first.body.id)}`;
    assert.equal((await bench.call(BOT, 'PUT', path, edit)).status, 403);
    assert.equal((await bench.call(ALICE, 'POST', '/messages', { roomId, text: 'a' })).status, 200);
    bench.changeRoom(roomId, { refusesBots: false });
    assert.equal((await say({ roomId })).status, 200);
    assert.throws(() => bench.changeRoom('nothing', { refusesBots: true }), /No space/);
  });

  it('switches webhooks off, on, and takes them away', async () => {
    const receiver = await startReceiver();
    const hook = async (token: string, resource: string): Promise<string> => {
      const more = { name: resource, targetUrl: receiver.url, event: 'created', secret: 's3cret' };
      return String((await bench.call(token, 'POST', '/webhooks', { ...more, resource })).body.id);
    };
    const [messages, clicks] = [await hook(BOT, 'messages'), await hook(BOT, 'attachmentActions')];
    const hers = await hook(ALICE, 'messages');
    const statuses = async (): Promise<unknown[]> =>
      ((await control('GET', '/webhooks')).body as unknown as { id: string; status: string }[]).map(
        ({ id, status }) => [[messages, clicks, hers].indexOf(id), status],
      );
    const to = { toPersonEmail: 'recordings@webex.bot' };
    const told = async (): Promise<number> => {
      receiver.deliveries.length = 0;
      await bench.call(ALICE, 'POST', '/messages', { ...to, text: 'list' });
      await bench.settled();
      return receiver.deliveries.length;
    };
    assert.equal(await told(), 2);
    const owner = 'recordings@webex.bot';
    const off = await control('PUT', '/webhooks', {
      owner,
      resource: 'messages',
      status: 'inactive',
    });
    assert.doesNotMatch(JSON.stringify(off.body), /s3cret/);
    assert.deepEqual(
      [await told(), await statuses()],
      [
        1,
        [
          [0, 'inactive'],
          [1, 'active'],
          [2, 'active'],
        ],
      ],
    );
    assert.equal((await bench.call(BOT, 'GET', `/webhooks/${messages}`)).body.status, 'inactive');
    assert.equal(bench.changeWebhooks({ id: messages, status: 'active' }), 1);
    assert.equal(await told(), 2);
    assert.equal(bench.changeWebhooks({ owner, status: 'deleted' }), 2);
    assert.deepEqual([await told(), await statuses()], [1, [[2, 'active']]]);
    assert.throws(() => bench.changeWebhooks({ status: 'lost' }));
    await receiver.stop();
  });
});
