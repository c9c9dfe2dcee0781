import assert from 'node:assert/strict';
import { recording, recordingPage } from '../../src/recordings/recording.js';

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
