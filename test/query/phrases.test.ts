import assert from 'node:assert/strict';
import { numberLeft, orderAndNumber } from '../../src/query/phrases.js';
import { Line } from '../../src/query/line.js';

describe('in which order, and how many', () => {
  for (const [text, part] of [
    ['the largest 5', { sort: 'largest', limit: 5 }],
    ['5 longest', { sort: 'longest', limit: 5 }],
    ['top 20', { limit: 20 }],
    ['20', { limit: 20 }],
    ['standup by size', { sort: 'largest' }],
    ['the biggest first', { sort: 'largest' }],
    ['my latest recording', { sort: 'newest', limit: 1 }],
    ['the last recordings', { sort: 'newest' }],
    ['standup', undefined],
    // These numbers are of a date, or of a length of time.
    ['last 3 days', undefined],
    ['first 1 October', undefined],
  ] as const) {
    it(`is read from “${text}”`, () => {
      assert.deepEqual(orderAndNumber(new Line(text)), part);
    });
  }

  it('is a problem beyond what can be listed', () => {
    for (const text of ['0', '1001', '-1', 'top 0', 'largest 5000']) {
      const { problem, limit } = orderAndNumber(new Line(text)) ?? {};
      assert.match(problem ?? '', /1 to 1000 recordings/, text);
      assert.equal(limit, undefined);
    }
  });

  it('is a number at the beginning once all else is read, but no year', () => {
    assert.deepEqual(numberLeft(new Line('10 recordings of the standup')), { limit: 10 });
    assert.deepEqual(numberLeft(new Line('my last')), { limit: 1 });
    assert.equal(numberLeft(new Line('2026 recordings')), undefined);
    assert.deepEqual(numberLeft(new Line('10 steps')), { limit: 10, isGuess: true });
    assert.equal(numberLeft(new Line('10 GB')), undefined);
    assert.equal(numberLeft(new Line('101 dalmatians')), undefined);
  });
});
