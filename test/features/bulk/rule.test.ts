import assert from 'node:assert/strict';
import {
  fallsUnder,
  filterOfRule,
  type Rule,
  rule,
  USUAL_RULE,
  windowOfRule,
} from '../../../src/features/bulk/model.js';
import { NOW, recordingOf } from '../../bot/support/recordings.js';

const ANY: Rule = { age: 0, unit: 'days', neverWatched: false };

describe('the rule of a clean-up', () => {
  it('covers a span that ends when a recording is old enough', () => {
    const { from, to } = windowOfRule({ ...ANY, age: 2, unit: 'months' }, NOW);
    assert.equal(new Date(to).toISOString(), '2026-06-07T10:00:00.000Z');
    assert.equal(new Date(from).toISOString(), '2016-06-07T10:00:00.000Z');
    assert.deepEqual(filterOfRule({ ...ANY, topic: 'a' }), { topic: 'a' });
    assert.deepEqual(filterOfRule({ ...ANY, siteUrl: 'a.webex.com' }), { siteUrl: 'a.webex.com' });
  });

  it('never covers what is shared with the person, nor what it cannot judge', () => {
    assert.equal(fallsUnder(ANY, recordingOf()), true);
    assert.equal(fallsUnder(ANY, recordingOf({ shareToMe: true })), false);
    const large = { ...ANY, megabytes: 100 };
    assert.equal(fallsUnder(large, recordingOf({ sizeBytes: 100_000_001 })), true);
    assert.equal(fallsUnder(large, recordingOf({ sizeBytes: 100_000_000 })), false);
    assert.equal(fallsUnder(large, recordingOf({ sizeBytes: undefined })), false);
    assert.equal(fallsUnder({ ...ANY, topic: 'PLAN' }, recordingOf()), true);
    assert.equal(fallsUnder({ ...ANY, topic: 'other' }, recordingOf()), false);
  });

  it('is kept as it was made, and nothing else is', () => {
    const all = { ...USUAL_RULE, megabytes: 0.5, topic: 'a', siteUrl: 'acme.webex.com' };
    assert.deepEqual(rule.parse(all), all);
    const wrong: object[] = [
      { age: -1 },
      { age: 1.5 },
      { age: 3_651 },
      { megabytes: 0 },
      { megabytes: 1_000_001 },
      { topic: '' },
      { topic: 'x'.repeat(101) },
      { siteUrl: 'localhost' },
      { neverWatched: 'true' },
      { hostEmail: 'bob@example.com' },
    ];
    for (const one of wrong) {
      assert.equal(rule.safeParse({ ...all, ...one }).success, false, JSON.stringify(one));
    }
  });
});
