import assert from 'node:assert/strict';
import {
  instant,
  lastDays,
  recording,
  recordingPage,
  windowsOf,
} from '../../src/recordings/types.js';

const least = { id: 'r', topic: 'Standup', createTime: '2026-11-20T12:00:00Z' };

describe('recordings/recording', () => {
  it('needs id, topic and createTime only', () => {
    assert.deepEqual(recording.parse(least), { ...least, shareToMe: false });
    for (const field of Object.keys(least)) {
      assert.ok(!recording.safeParse({ ...least, [field]: undefined }).success, field);
      assert.ok(!recording.safeParse({ ...least, [field]: 7 }).success, field);
    }
    assert.ok(!recording.safeParse({ ...least, id: '' }).success);
    assert.ok(!recording.safeParse({ ...least, createTime: 'yesterday' }).success);
  });

  it('reads all that Webex gives, and leaves what it does not know', () => {
    const all = {
      ...least,
      timeRecorded: '2026-11-20T11:00:00.000+01:00',
      siteUrl: 'acme.webex.com',
      playbackUrl: 'https://acme.webex.com/play',
      downloadUrl: 'https://acme.webex.com/load',
      password: '********',
      format: 'UPLOADED',
      serviceType: 'MeetingCenter',
      durationSeconds: 0,
      sizeBytes: 1.5,
      shareToMe: true,
      status: 'deleted',
      meetingId: 'm_I_1',
      integrationTags: ['x'],
    };
    assert.deepEqual(recording.parse({ ...all, convergedId: 'y' }), all);
  });

  const junk: [string, unknown][] = [
    ['timeRecorded', 'soon'],
    ['timeRecorded', null],
    ['siteUrl', 7],
    ['playbackUrl', null],
    ['playbackUrl', 'javascript:alert(1)'],
    ['playbackUrl', 'http://acme.webex.com/play'],
    ['downloadUrl', ['https://acme.webex.com']],
    ['downloadUrl', ''],
    ['password', null],
    ['format', {}],
    ['serviceType', 1],
    ['durationSeconds', -1],
    ['durationSeconds', '90'],
    ['sizeBytes', Number.NaN],
    ['status', false],
  ];
  for (const [field, value] of junk) {
    it(`drops ${field} ${JSON.stringify(value)}, not the recording`, () => {
      const read: Record<string, unknown> = recording.parse({ ...least, [field]: value });
      assert.equal(read[field], undefined);
      assert.equal(read.id, 'r');
    });
  }

  it('takes nothing but true for shared', () => {
    for (const shareToMe of ['true', 1, null]) {
      assert.equal(recording.parse({ ...least, shareToMe }).shareToMe, false);
    }
  });

  it('reads a page, an empty one too', () => {
    assert.deepEqual(recordingPage.parse({ items: [] }), { items: [] });
    assert.equal(recordingPage.parse({ items: [least, least] }).items.length, 2);
    assert.ok(!recordingPage.safeParse({}).success);
  });
});

const now = Date.parse('2026-11-20T12:00:00.500Z');
const spelled = ({ from, to }: { from: number; to: number }) => `${instant(from)}/${instant(to)}`;

describe('recordings/window', () => {
  it('ends with the next whole second, so that what was made just now is in', () => {
    assert.equal(spelled(lastDays(7, now)), '2026-11-13T12:00:01Z/2026-11-20T12:00:01Z');
    assert.equal(lastDays(1, now - 500).to, now + 500);
  });

  it('is as long as asked for, over a change of summer time too', () => {
    const { from, to } = lastDays(30, now);
    assert.equal(to - from, 30 * 86_400_000);
  });

  it('writes instants without milliseconds', () => {
    assert.equal(instant(now), '2026-11-20T12:00:00Z');
  });

  it('leaves a span of 30 days as one window', () => {
    assert.deepEqual(windowsOf(lastDays(30, now)), [lastDays(30, now)]);
  });

  it('cuts a longer one, the newest first, with nothing between', () => {
    assert.deepEqual(windowsOf(lastDays(70, now)).map(spelled), [
      '2026-10-21T12:00:01Z/2026-11-20T12:00:01Z',
      '2026-09-21T12:00:01Z/2026-10-21T12:00:01Z',
      '2026-09-11T12:00:01Z/2026-09-21T12:00:01Z',
    ]);
  });

  it('makes nothing of an empty span', () => {
    assert.deepEqual(windowsOf({ from: now, to: now }), []);
  });
});
