import assert from 'node:assert/strict';
import { startBench, type Bench } from '../recordings-support.js';
import { startReceiver, type Receiver } from '../support/receiver.js';

const RECORDINGS = { name: 'ready', resource: 'recordings', event: 'all', secret: 's' };

describe('webhooks for recordings', () => {
  let bench: Bench;
  let receiver: Receiver;
  beforeEach(async () => {
    bench = await startBench();
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await bench.stop();
    await receiver.stop();
  });
  const hook = (token: string, more: object = {}) =>
    bench.call(token, 'POST', '/webhooks', { ...RECORDINGS, targetUrl: receiver.url, ...more });
  const told = () => receiver.deliveries.map(({ event, data }) => `${event} ${String(data.topic)}`);

  it('tell a host of their own recordings, and nobody of others', async () => {
    assert.equal((await hook('sandbox-alice')).status, 200);
    const added = bench.addRecording({ host: 'alice@example.com', topic: 'Mine' });
    bench.addRecording({
      host: 'bob@example.com',
      topic: 'His',
      sharedWith: ['alice@example.com'],
    });
    bench.addRecording({ host: 'alice@example.com', topic: 'Old', daysAgo: 3 });
    await bench.settled();
    assert.deepEqual(told(), ['created Mine']);
    const [delivery] = receiver.deliveries;
    assert.equal(delivery?.data.id, added.id);
    assert.equal(delivery.data.meetingId, added.meetingId);
    const path = `/recordings/${added.id}`;
    assert.equal((await bench.call('sandbox-alice', 'GET', path)).status, 200);
    assert.equal((await bench.call('sandbox-alice', 'DELETE', path)).status, 204);
    await bench.settled();
    assert.deepEqual(told(), ['created Mine', 'deleted Mine']);
  });

  it('tell of a recording that was renamed, and nothing of the bin', async () => {
    await hook('sandbox-alice');
    const { id } = bench.addRecording({ host: 'alice@example.com', topic: 'Before', daysAgo: 1 });
    const path = `${bench.url}/sandbox/recordings/${id}`;
    assert.equal((await bench.call('', 'PUT', path, { topic: 'After' })).status, 200);
    const recordingIds = [id];
    await bench.call('sandbox-alice', 'POST', '/recordings/softDelete', { recordingIds });
    await bench.settled();
    assert.deepEqual(told(), ['updated After']);
    assert.equal((await bench.call('', 'PUT', `${path}0`, { topic: 'After' })).status, 400);
    assert.equal((await bench.call('', 'PUT', path, { topic: '' })).status, 400);
  });

  it('are quicker than the lists when the sandbox is told to lag', async () => {
    await hook('sandbox-alice', { event: 'created' });
    await bench.call('', 'POST', `${bench.url}/sandbox/settings`, { restLagMs: 600_000 });
    const { id } = bench.addRecording({
      ...{ host: 'alice@example.com', topic: 'Late', sharedWith: ['bob@example.com'] },
    });
    await bench.settled();
    assert.deepEqual(told(), ['created Late']);
    const found = async (): Promise<unknown[]> => {
      const seen: unknown[] = [];
      for (const token of ['sandbox-alice', 'sandbox-bob', 'sandbox-officer']) {
        seen.push((await bench.call(token, 'GET', `/recordings/${id}`)).status);
      }
      for (const list of ['/recordings', '/admin/recordings']) {
        const { body } = await bench.call('sandbox-officer', 'GET', `${list}?to=2026-12-01`);
        seen.push(body.items?.length);
      }
      return seen;
    };
    const path = (days: number): void => void (bench.clock.now += days);
    path(599_999);
    const body = { recordingIds: [id] };
    assert.equal(
      (await bench.call('sandbox-alice', 'POST', '/recordings/softDelete', body)).status,
      404,
    );
    assert.deepEqual(await found(), [404, 404, 404, 0, 0]);
    path(1);
    assert.deepEqual((await found()).slice(0, 3), [200, 200, 200]);
    assert.equal(
      (await bench.call('sandbox-alice', 'POST', '/recordings/softDelete', body)).status,
      204,
    );
  });

  it('need the right to read recordings, and are never org-wide here', async () => {
    assert.equal((await hook('sandbox-bot')).status, 403);
    assert.equal((await hook('sandbox-alice', { ownedBy: 'org' })).status, 403);
    assert.equal((await hook('sandbox-alice', { ownedBy: 'me' })).status, 400);
    assert.equal(
      (await hook('sandbox-alice', { filter: 'hostEmail=bob@example.com' })).status,
      400,
    );
    assert.equal((await hook('sandbox-alice', { event: 'ended' })).status, 400);
    // The firehose is about messaging alone.
    assert.equal((await hook('sandbox-alice', { resource: 'all' })).status, 200);
    bench.addRecording({ host: 'alice@example.com' });
    await bench.settled();
    assert.deepEqual(told(), []);
  });

  it('end with the consent that they were made by', async () => {
    const alice = bench.world.people.byEmail('alice@example.com');
    assert.ok(alice);
    const redirectUri = 'http://127.0.0.1/callback';
    const code = bench.grants.approve({
      ...{ person: alice, scopes: ['meeting:recordings_read'], redirectUri },
    });
    const { access_token } = bench.grants.redeem(code, redirectUri, undefined);
    assert.equal((await hook(access_token)).status, 200);
    assert.equal((await hook('sandbox-alice', { name: 'own' })).status, 200);
    bench.grants.revoke(alice);
    bench.addRecording({ host: 'alice@example.com', topic: 'After' });
    await bench.settled();
    assert.deepEqual(told(), ['created After']);
  });
});

describe('POST /sandbox/recordings', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench();
  });
  after(() => bench.stop());
  const post = (body: unknown) => bench.call('', 'POST', `${bench.url}/sandbox/recordings`, body);

  it('makes a recording as it is told', async () => {
    const { body } = await post({
      ...{ host: 'bob@example.com', topic: 'Told', minutes: 5, siteUrl: 'acme-emea.webex.com' },
      ...{ format: 'ARF', integrationTags: ['CRM-1'], sizeBytes: 7, daysAgo: 40 },
      sharedWith: ['alice@example.com'],
    });
    const path = `/recordings/${String(body.id)}`;
    const seen = (await bench.call('sandbox-alice', 'GET', path)).body;
    assert.equal(seen.topic, 'Told');
    assert.equal(seen.siteUrl, 'acme-emea.webex.com');
    assert.equal(seen.sizeBytes, 7);
    assert.equal(seen.shareToMe, true);
    assert.deepEqual(seen.integrationTags, ['CRM-1']);
  });

  it('says what is wrong', async () => {
    for (const wrong of [
      {},
      { host: 'nobody@example.com' },
      { host: 'recordings@webex.bot' },
      { host: 'bob@example.com', colour: 1 },
      { host: 'bob@example.com', siteUrl: 'far.webex.com' },
      { host: 'bob@example.com', sharedWith: ['nobody@example.com'] },
    ]) {
      assert.equal((await post(wrong)).status, 400, JSON.stringify(wrong));
    }
  });
});
