import assert from 'node:assert/strict';
import { contractOrSkip, walkSandbox, type Walked } from './walks/walked.js';

/** What may be switched on in any journey: each exchange is held against the documents there, too. */
describe('an unkind sandbox answers as the official documents say, too', () => {
  let walked: Walked | undefined;
  const begun = (): Walked => {
    assert.ok(walked);
    return walked;
  };
  before(async function () {
    walked = await walkSandbox(contractOrSkip(this), {
      settings: {
        ...{ changeLagMs: 300, oddForms: true, separateRcids: true, ownListsNameHost: true },
        ...{ longestSpanDays: 90, cardErrors: 'object', oauthErrors: 'webex' },
      },
    });
  });
  after(() => walked?.sandbox.stop());
  afterEach(() => {
    walked?.sandbox.faults.set([]);
    walked?.recorder.assertNoViolations();
  });

  it('in lists and details of odd forms, of a long span and of odd items', async () => {
    const alice = begun().as('sandbox-alice');
    begun().sandbox.faults.set([
      { items: [{ at: 0, drop: ['id', 'topic'] }, { insert: null }], next: 'loop' },
    ]);
    const { items } = await alice('GET /recordings', { query: { max: '5' } });
    assert.equal((await alice(`GET /recordings/${String(items[1]?.id)}`)).status, 200);
    const query = { from: '2020-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    assert.equal((await alice('GET /recordings', { query })).status, 400);
  });

  it('in changes that are seen late', async () => {
    const alice = begun().as('sandbox-alice');
    const { id, siteUrl } = begun().sandbox.addRecording({ host: 'alice@example.com' });
    const body = { recordingIds: [id], siteUrl };
    assert.equal((await alice('POST /recordings/softDelete', { body })).status, 204);
    const { body: seen } = await alice(`GET /recordings/${id}`);
    assert.equal(seen.status, 'available');
    assert.equal((await alice('POST /recordings/restore', { body })).status, 204);
  });

  it('in refusals: cards, spaces, ids, verbs, tokens, sites, too many calls', async () => {
    const { as, sandbox } = begun();
    const [alice, bot] = [as('sandbox-alice'), as('sandbox-bot')];
    const to = { toPersonEmail: 'alice@example.com', text: 'a' };
    const content = { type: 'AdaptiveCard', body: [] };
    const contentType = 'application/vnd.microsoft.card.adaptive';
    const card = { ...to, attachments: [{ contentType, content }] };
    assert.equal((await bot('POST /messages', { body: card })).status, 400);
    const { body: posted } = await bot('POST /messages', { body: to });
    sandbox.changeRoom(String(posted.roomId), { refusesBots: true });
    assert.equal((await bot('POST /messages', { body: to })).status, 403);
    assert.equal((await bot('GET /messages/nothing')).status, 400);
    assert.equal((await bot('PUT /webhooks')).status, 405);
    const form = { client_id: 'sandbox-client', client_secret: 'guessed', grant_type: 'x' };
    assert.equal((await as()('POST /access_token', { form })).status, 401);
    sandbox.changePerson('alice@example.com', { sites: [] });
    assert.equal((await alice('GET /recordings')).status, 404);
    sandbox.change({ limit: { calls: 1 } });
    assert.equal((await bot('GET /people/me')).status, 200);
    assert.equal((await bot('GET /people/me')).status, 429);
  });
});
