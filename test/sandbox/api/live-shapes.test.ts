import assert from 'node:assert/strict';
import type { SettingsInput } from '../../../sandbox/world/settings.js';
import { type Bench, startBench } from '../recordings-support.js';
import { CARD, attached } from '../support/client.js';

const ALICE = 'sandbox-alice';

describe('shapes that live samples show, or sources disagree on', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());

  it('are the RCIDs of links, each a value of its own', async () => {
    const { id } = bench.put('alice@example.com');
    const path = `/recordings/${id}`;
    const rcids = async (): Promise<(string | null)[]> => {
      const { downloadUrl, playbackUrl } = (await bench.call(ALICE, 'GET', path)).body;
      return [downloadUrl, playbackUrl].map((url) => new URL(String(url)).searchParams.get('RCID'));
    };
    assert.deepEqual(await rcids(), [id, id]);
    bench.change({ separateRcids: true });
    const [download, playback] = await rcids();
    assert.equal(new Set([id, download, playback]).size, 3);
    const link = `https://acme.webex.com/acme/ldr.php?RCID=${playback ?? ''}`;
    const share = async (webShareLink: string): Promise<number> => {
      const body = { webShareLink, addEmails: ['bob@example.com'] };
      return (await bench.call(ALICE, 'POST', '/recordings/accessList', body)).status;
    };
    assert.deepEqual([await share(link), await share(link.replace('ldr', 'x') + '0')], [204, 404]);
    assert.equal((await bench.call('sandbox-bob', 'GET', path)).status, 200);
  });

  it('are hosts that stand in a user’s own list, and are named by them for one recording', async () => {
    const { id } = bench.put('bob@example.com', { sharedWith: [] });
    bench.addRecording({ host: 'bob@example.com', daysAgo: 1, sharedWith: ['alice@example.com'] });
    const hosts = async (): Promise<unknown[]> =>
      ((await bench.call(ALICE, 'GET', '/recordings')).body.items ?? []).map((i) => i.hostEmail);
    assert.deepEqual(await hosts(), [undefined]);
    bench.change({ ownListsNameHost: true });
    assert.deepEqual(await hosts(), ['bob@example.com']);
    const get = (hostEmail: string) =>
      bench.call('sandbox-bob', 'GET', `/recordings/${id}?hostEmail=${hostEmail}`);
    const own = await get('Bob@example.com');
    assert.deepEqual([own.status, own.body.hostEmail], [200, 'bob@example.com']);
    assert.equal((await get('alice@example.com')).status, 403);
  });

  it('are refusals of the token endpoint, in one shape or the other', async () => {
    const refusal = async (oauthErrors: SettingsInput['oauthErrors']) => {
      bench.change({ oauthErrors });
      const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'sandbox-client' };
      const body = new URLSearchParams({ ...form, client_secret: 'guessed' });
      const answer = await fetch(`${bench.apiUrl}/access_token`, { method: 'POST', body });
      assert.equal(answer.status, 401);
      return Object.keys((await answer.json()) as object);
    };
    const [oauth, webex] = [
      ['error', 'error_description'],
      ['message', 'errors', 'trackingId'],
    ];
    assert.deepEqual(await refusal('both'), [...oauth, ...webex]);
    assert.deepEqual(await refusal('oauth'), oauth);
    assert.deepEqual(await refusal('webex'), webex);
  });

  it('are the errors of a refused card, a list or an object', async () => {
    const card = attached({ ...CARD, colour: 1, version: '9' });
    const errors = async (cardErrors: SettingsInput['cardErrors']): Promise<unknown> => {
      bench.change({ cardErrors });
      const sent = { toPersonEmail: 'alice@example.com', text: 'a', attachments: card };
      const answer = await bench.call('sandbox-bot', 'POST', '/messages', sent);
      assert.equal(answer.status, 400);
      return answer.body.errors;
    };
    const list = (await errors('list')) as { description: string }[];
    const object = (await errors('object')) as Record<string, string[]>;
    assert.deepEqual(
      Object.entries(object).map(([path, [problem]]) => `${path}: ${problem ?? ''}`),
      list.map(({ description }) => description),
    );
    assert.ok('card.version' in object);
  });
});
