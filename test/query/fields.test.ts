import assert from 'node:assert/strict';
import { keeps, needsSifting } from '../../src/query/fields.js';
import { filterParams } from '../../src/recordings/filter.js';
import { recordingOf } from '../bot/support/recordings.js';
import { read, told } from './told.js';

describe('what a list is narrowed by', () => {
  const MEETING = 'f91b6edce9864428af084977b7c68291_I_166641849979635652';
  const sentences: readonly (readonly [string, string])[] = [
    ['bin', 'Your recycle bin'],
    ['bin about standup', 'Recordings in the recycle bin about “standup”'],
    ['deleted last week', 'Recordings in the recycle bin, 9–15 November 2026'],
    [
      `purged of meeting ${MEETING}`,
      `Purged recordings of meeting id ${MEETING}, from the last 30 days`,
    ],
  ];
  for (const [text, sentence] of sentences) {
    it(`“${text}”`, () => {
      assert.equal(told(text), sentence);
      assert.deepEqual(read(text).problems, []);
    });
  }

  it('looks at no site where a meeting says more', () => {
    const both = read(`meeting ${MEETING} on acme.webex.com`);
    assert.match(both.notes.join(), /Webex ignores the site/);
    assert.deepEqual(both.query.filter, { meetingId: MEETING });
  });

  it('keeps what fits all of it', () => {
    const recording = recordingOf({ durationSeconds: 600, format: 'MP4' });
    assert.ok(keeps({}, recording));
    assert.ok(keeps({ longerThan: 300, format: 'MP4' }, recording));
    assert.ok(!keeps({ longerThan: 300, shorterThan: 400 }, recording));
  });

  it('leaves out a format, and what somebody hosts', () => {
    const unknown = recordingOf({ format: 'MP4' });
    const ofBob = { ...unknown, hostEmail: 'bob@example.com' };
    assert.deepEqual(
      [keeps({ notFormat: 'MP4' }, ofBob), keeps({ notFormat: 'ARF' }, ofBob)],
      [false, true],
    );
    assert.deepEqual(
      [keeps({ notHostedBy: 'Bob' }, ofBob), keeps({ notHostedBy: 'Bob' }, unknown)],
      [false, true],
    );
    assert.ok(needsSifting({ notHostedBy: 'Bob' }) && needsSifting({ notFormat: 'MP4' }));
  });

  it('is sifted here where Webex’s own list holds more', () => {
    assert.equal(needsSifting({ topic: 'standup', format: 'MP4' }), false);
    for (const filter of [{ topic: 'two words' }, { views: 'never' }, { longerThan: 1 }] as const) {
      assert.ok(needsSifting(filter), JSON.stringify(filter));
    }
  });

  it('finds what was uploaded, for which Webex’s lists have no parameter', () => {
    const filter = { format: 'UPLOADED' } as const;
    assert.deepEqual([needsSifting(filter), filterParams(filter)], [true, {}]);
    const formats = (['MP4', 'UPLOADED'] as const).map((format) => recordingOf({ format }));
    assert.deepEqual(
      formats.map((recording) => keeps(filter, recording)),
      [false, true],
    );
  });
});
