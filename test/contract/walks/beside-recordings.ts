import assert from 'node:assert/strict';
import { meetingNumberOf } from '../../../sandbox/api/meetings.js';
import { text } from './caller.js';
import { stepsOf, type Walked } from './walked.js';

/** What there is beside a recording itself: its audience, who it is shared with, what was said. */
export function walkBesideRecordings(walked: () => Walked): void {
  const step = stepsOf(walked);
  const added = (more: object): { id: string; meetingId: string } =>
    walked().sandbox.addRecording({ host: 'alice@example.com', daysAgo: 5, ...more });

  step('audit reports: summaries and details, one’s own and a host’s', async () => {
    const alice = walked().as('sandbox-alice');
    const { id } = added({ accesses: 12 });
    const to = new Date(Date.now() + 60_000).toISOString();
    const from = new Date(Date.now() - 89 * 86_400_000).toISOString();
    const path = 'GET /recordingReport/accessSummary';
    const { items, headers } = await alice(path, { query: { from, to, max: '5' } });
    assert.equal(items.length, 5);
    const next = /<([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? '';
    assert.equal((await alice(`GET ${next}`)).status, 200);
    const detail = { query: { recordingId: id } };
    assert.equal((await alice('GET /recordingReport/accessDetail', detail)).status, 200);
    assert.equal((await alice('GET /recordingReport/accessDetail')).status, 400);
    for (const hostEmail of ['alice@example.com', 'all']) {
      const query = { from, to, hostEmail };
      assert.equal((await walked().as('sandbox-admin')(path, { query })).status, 200);
      assert.equal((await alice(path, { query })).status, 403);
    }
    const query = { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' };
    assert.equal((await alice(path, { query })).status, 400);
  });

  step('sharing: by id, by link, in a host’s name', async () => {
    const { as } = walked();
    const { id } = added({});
    const path = `POST /recordings/${id}/accessList`;
    const body = { addEmails: ['bob@example.com'], removeEmails: [], sendEmail: false };
    assert.equal((await as('sandbox-alice')(path, { body })).status, 204);
    assert.equal((await as('sandbox-bob')(path, { body })).status, 403);
    const recording = await as('sandbox-alice')(`GET /recordings/${id}`);
    const webShareLink = text(recording.body, 'playbackUrl');
    const link = { webShareLink, removeEmails: ['bob@example.com'] };
    const byLink = await as('sandbox-alice')('POST /recordings/accessList', { body: link });
    assert.equal(byLink.status, 204);
    const named = { ...body, hostEmail: 'alice@example.com' };
    assert.equal((await as('sandbox-admin')(path, { body: named })).status, 204);
    assert.equal((await as('sandbox-alice')(path, { body: {} })).status, 400);
  });

  step('the meetings of a number', async () => {
    const number = meetingNumberOf({ meetingSeriesId: 'f91b6edce9864428af084977b7c68291' });
    added({ meetingSeriesId: 'f91b6edce9864428af084977b7c68291' });
    const alice = walked().as('sandbox-alice');
    const query = { meetingNumber: number, current: 'false' };
    const { items } = await alice('GET /meetings', { query });
    assert.equal(text(items[0], 'id'), 'f91b6edce9864428af084977b7c68291');
    assert.equal((await alice('GET /meetings', { query: { meetingNumber: 'x' } })).status, 400);
    assert.equal((await walked().as('sandbox-bot')('GET /meetings', { query })).status, 403);
  });

  step('transcripts and summaries: of an instance, downloaded, deleted', async () => {
    const { as } = walked();
    const alice = as('sandbox-alice');
    const { meetingId } = added({ transcript: true, summary: true });
    assert.equal((await alice('GET /meetingTranscripts')).status, 200);
    const { items } = await alice('GET /meetingTranscripts', { query: { meetingId } });
    const path = `/meetingTranscripts/${text(items[0], 'id')}`;
    for (const format of ['vtt', 'txt']) {
      const got = await alice(`GET ${path}/download`, { query: { format } });
      assert.equal(got.status, 200);
    }
    const asked = { query: { meetingId, hostEmail: 'alice@example.com' } };
    assert.equal((await as('sandbox-admin')('GET /meetingTranscripts', asked)).status, 200);
    const body = { reason: 'legal', comment: 'as agreed' };
    assert.equal((await as('sandbox-officer')(`DELETE ${path}`, { body })).status, 204);
    const summaries = await alice('GET /meetingSummaries', { query: { meetingId } });
    const summary = `/meetingSummaries/${text(summaries.items[0], 'id')}`;
    assert.equal((await alice(`DELETE ${summary}`)).status, 204);
    assert.equal((await alice('GET /meetingSummaries')).status, 400);
    assert.equal((await as('sandbox-bot')('GET /meetingSummaries')).status, 403);
  });
}
