import assert from 'node:assert/strict';
import { ids, startBench, type Bench } from '../recordings-support.js';
import type { Recording } from '../../../sandbox/recordings/recording.js';

const TRANSCRIPTS = '/meetingTranscripts';

describe('transcripts and summaries of meetings', () => {
  let bench: Bench;
  let recording: Recording;
  let bare: Recording;
  beforeEach(async () => {
    bench = await startBench();
    recording = bench.put('alice@example.com', { transcript: true, summary: true });
    bare = bench.put('alice@example.com', { transcript: false, summary: false });
  });
  afterEach(() => bench.stop());
  const get = (path: string, token = 'sandbox-alice') => bench.call(token, 'GET', path);
  const raw = (path: string, token = 'sandbox-alice') =>
    fetch(path.startsWith('http') ? path : bench.apiUrl + path, {
      headers: { authorization: `Bearer ${token}` },
    });
  const ofMeeting = (): string => `?meetingId=${recording.meetingId}`;
  const remove = async (path: string, token: string, body?: unknown) =>
    (await bench.call(token, 'DELETE', path, body)).status;

  it('are listed for an ended instance, and read as WebVTT or plain text', async () => {
    const { body } = await get(TRANSCRIPTS + ofMeeting());
    const [item] = body.items ?? [];
    assert.equal(body.items?.length, 1);
    assert.equal(item?.meetingTopic, recording.topic);
    const vtt = await raw(String(item.vttDownloadLink));
    assert.match(vtt.headers.get('content-type') ?? '', /^text\/vtt/);
    assert.match(
      await vtt.text(),
      /^WEBVTT\n\n1 "\w+ \w+"\n00:00:00\.000 --> 00:00:02\.500\nWelcome/,
    );
    const txt = await raw(String(item.txtDownloadLink));
    assert.match(await txt.text(), /^00:00:00 \w+ \w+: Welcome, everybody/);
    const download = `${TRANSCRIPTS}/${String(item.id)}/download`;
    assert.match(await (await raw(download)).text(), /^WEBVTT/);
    assert.equal((await get(`${download}?format=doc`)).status, 400);
    assert.equal((await get(download, 'sandbox-bob')).status, 404);
    assert.deepEqual(ids(await get(`${TRANSCRIPTS}?meetingId=${bare.meetingId}`)), []);
    assert.deepEqual(ids(await get(TRANSCRIPTS)), [item.id]);
    assert.deepEqual(ids(await get(`${TRANSCRIPTS}?to=2026-11-01`)), []);
  });

  it('are for ended instances alone', async () => {
    for (const path of [TRANSCRIPTS, '/meetingSummaries']) {
      const { meetingSeriesId, scheduledMeetingId } = recording;
      assert.equal((await get(`${path}?meetingId=${meetingSeriesId}`)).status, 400);
      assert.equal((await get(`${path}?meetingId=${scheduledMeetingId}`)).status, 400);
      assert.equal((await get(`${path}?meetingId=x_I_1`)).status, 404);
      assert.equal((await get(path + ofMeeting(), 'sandbox-bot')).status, 403);
    }
    assert.equal((await get('/meetingSummaries')).status, 400);
  });

  it('of others are for administrators with a meeting, and for officers', async () => {
    const named = `${TRANSCRIPTS}${ofMeeting()}&hostEmail=alice@example.com`;
    const id = ids(await get(TRANSCRIPTS))[0];
    assert.deepEqual(ids(await get(named, 'sandbox-admin')), [id]);
    assert.equal((await get(named)).status, 403);
    assert.equal((await get(named, 'sandbox-officer')).status, 400);
    const without = `${TRANSCRIPTS}?hostEmail=alice@example.com`;
    assert.equal((await get(without, 'sandbox-admin')).status, 400);
    assert.deepEqual(ids(await get(TRANSCRIPTS + ofMeeting(), 'sandbox-officer')), [id]);
    assert.deepEqual(ids(await get(TRANSCRIPTS + ofMeeting(), 'sandbox-bob')), []);
  });

  it('are deleted for good by their host, with a reason by an officer who keeps them', async () => {
    const path = `${TRANSCRIPTS}/${String(ids(await get(TRANSCRIPTS))[0])}`;
    assert.equal(await remove(path, 'sandbox-bob'), 404);
    assert.equal(await remove(path, 'sandbox-officer'), 400);
    assert.equal(await remove(path, 'sandbox-officer', { reason: 'legal' }), 204);
    assert.deepEqual(ids(await get(TRANSCRIPTS + ofMeeting())), []);
    const kept = await get(TRANSCRIPTS + ofMeeting(), 'sandbox-officer');
    assert.equal(kept.body.items?.[0]?.status, 'deleted');
    assert.equal(await remove(path, 'sandbox-alice'), 404);
  });

  it('have notes in HTML and action items, for the host', async () => {
    const { body } = await get(`/meetingSummaries${ofMeeting()}`);
    const [summary] = body.items ?? [];
    assert.match(JSON.stringify(summary?.notes), /<ul><li>/);
    assert.equal((summary?.actionItems as unknown[]).length, 2);
    assert.deepEqual(ids(await get(`/meetingSummaries?meetingId=${bare.meetingId}`)), []);
    assert.equal((await get(`/meetingSummaries${ofMeeting()}`, 'sandbox-bob')).status, 404);
    const path = `/meetingSummaries/${String(summary?.id)}`;
    assert.equal(await remove(path, 'sandbox-bob'), 404);
    assert.equal(await remove(path, 'sandbox-alice'), 204);
    assert.equal(await remove(path, 'sandbox-alice'), 404);
    assert.deepEqual(ids(await get(`/meetingSummaries${ofMeeting()}`)), []);
  });
});
