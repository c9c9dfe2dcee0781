import assert from 'node:assert/strict';
import { ids, startBench, type Bench } from '../recordings-support.js';
import type { Recording } from '../../../sandbox/recordings/recording.js';

describe('sharing recordings', () => {
  let bench: Bench;
  let recording: Recording;
  beforeEach(async () => {
    bench = await startBench();
    recording = bench.put('alice@example.com');
  });
  afterEach(() => bench.stop());
  const share = async (body: unknown, token = 'sandbox-alice', id = recording.id) =>
    (await bench.call(token, 'POST', `/recordings/${id}/accessList`, body)).status;
  const seenBy = async (token: string) =>
    (await bench.call(token, 'GET', '/recordings')).body.items?.map((i) => [i.id, i.shareToMe]);

  it('shows it to those added, once, and hides it from those removed', async () => {
    const both = ['bob@example.com', 'CAROL@example.com', 'bob@example.com'];
    assert.equal(await share({ addEmails: both }), 204);
    assert.equal(await share({ addEmails: ['bob@example.com'] }), 204);
    assert.deepEqual(await seenBy('sandbox-bob'), [[recording.id, true]]);
    assert.deepEqual(await seenBy('sandbox-carol'), [[recording.id, true]]);
    assert.deepEqual(await seenBy('sandbox-alice'), [[recording.id, false]]);
    assert.equal(await share({ removeEmails: ['bob@example.com'], addEmails: [] }), 204);
    assert.deepEqual(await seenBy('sandbox-bob'), []);
    assert.equal(await share({ addEmails: ['bob@example.com'] }), 204);
    assert.deepEqual(await seenBy('sandbox-bob'), [[recording.id, true]]);
    assert.equal(await share({ addEmails: ['alice@example.com'] }), 204);
    assert.deepEqual(await seenBy('sandbox-alice'), [[recording.id, false]]);
  });

  it('writes to those added unless told not to, outsiders included', async () => {
    await share({ addEmails: ['bob@example.com', 'eve@customer.example'] });
    await share({ addEmails: ['carol@example.com'], sendEmail: false });
    await share({ removeEmails: ['bob@example.com', 'eve@customer.example'] });
    const mails = (await bench.call('', 'GET', `${bench.url}/sandbox/mails`)).body;
    assert.deepEqual(mails, bench.mails());
    assert.deepEqual(
      bench.mails().map((mail) => [mail.to, mail.recordingId]),
      [
        ['bob@example.com', recording.id],
        ['eve@customer.example', recording.id],
      ],
    );
  });

  it('is for the host, or an administrator in the host’s name', async () => {
    const add = { addEmails: ['carol@example.com'] };
    await share({ addEmails: ['bob@example.com'] });
    assert.equal(await share(add, 'sandbox-bob'), 403);
    assert.equal(await share(add, 'sandbox-carol'), 404);
    assert.equal(await share(add, 'sandbox-bot'), 403);
    const named = { ...add, hostEmail: 'alice@example.com' };
    assert.equal(await share(named), 403);
    assert.equal(await share(named, 'sandbox-officer'), 403);
    assert.equal(await share(named, 'sandbox-siteadmin'), 404);
    assert.equal(await share(named, 'sandbox-admin'), 204);
    assert.deepEqual(await seenBy('sandbox-carol'), [[recording.id, true]]);
  });

  it('refuses what the document does not have', async () => {
    const hundred = Array.from({ length: 101 }, (_, n) => `p${n}@example.com`);
    for (const body of [
      {},
      { addEmails: [] },
      { addEmails: hundred },
      { removeEmails: hundred },
      { addEmails: 'bob@example.com' },
      { addEmails: ['bob'] },
      { addEmails: ['bob@example.com'], removeEmails: ['bob@example.com'] },
      { addEmails: ['bob@example.com'], sendEmail: 'no' },
      { addEmails: ['bob@example.com'], siteUrl: 'acme.webex.com' },
      { addEmails: ['bob@example.com'], webShareLink: 'https://acme.webex.com' },
    ]) {
      assert.equal(await share(body), 400, JSON.stringify(body).slice(0, 80));
    }
    assert.equal(await share({ addEmails: hundred.slice(1) }), 204);
    bench.recordings.moveToBin([recording]);
    assert.equal(await share({ addEmails: ['bob@example.com'] }), 404);
    assert.deepEqual(ids(await bench.call('sandbox-bob', 'GET', '/recordings')), []);
  });

  it('goes by the link to watch it as well', async () => {
    const { body } = await bench.call('sandbox-alice', 'GET', `/recordings/${recording.id}`);
    const post = async (more: object, token = 'sandbox-alice') => {
      const sent = { addEmails: ['bob@example.com'], ...more };
      return (await bench.call(token, 'POST', '/recordings/accessList', sent)).status;
    };
    assert.equal(await post({ webShareLink: body.playbackUrl }), 204);
    assert.deepEqual(await seenBy('sandbox-bob'), [[recording.id, true]]);
    assert.equal(await post({ webShareLink: 'https://acme.webex.com/x' }), 404);
    assert.equal(await post({ webShareLink: 'acme' }), 400);
    assert.equal(await post({}), 400);
    assert.equal(await post({ webShareLink: body.playbackUrl }, 'sandbox-carol'), 404);
  });
});
