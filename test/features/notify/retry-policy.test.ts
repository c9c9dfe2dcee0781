import assert from 'node:assert/strict';
import { agedBy, isExhausted, nextAttemptAt } from '../../../src/features/notify/notifier.js';
import { WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const due = { recordingId: 'r1', heardAt: 0, dueAt: 0 };
const at = { method: 'GET', path: '/recordings/r1' };
const refused = (status: number) => new WebexRefused(at, status, undefined, undefined, '');

describe('looking again for a new recording', () => {
  it('waits half as long as it took so far: not less than a moment, not more than half an hour', () => {
    assert.equal(nextAttemptAt(due, 0, 15_000), 15_000);
    assert.equal(nextAttemptAt(due, 10 * MINUTE, 15_000), 15 * MINUTE);
    assert.equal(nextAttemptAt(due, 5 * HOUR, 15_000), 5 * HOUR + 30 * MINUTE);
  });

  it('does not count the time in which nobody looked', () => {
    const late = agedBy({ ...due, dueAt: HOUR }, 11 * HOUR);
    assert.equal(late.heardAt, 10 * HOUR);
    const onTime = { ...due, dueAt: HOUR };
    assert.equal(agedBy(onTime, HOUR + 29 * MINUTE), onTime);
  });

  it('ends after six hours when Webex says that there is none', () => {
    for (const error of [undefined, refused(404), refused(403)]) {
      assert.equal(isExhausted(due, 6 * HOUR - 1, error), false);
      assert.equal(isExhausted(due, 6 * HOUR, error), true);
    }
  });

  it('goes on for three days while Webex cannot answer', () => {
    for (const error of [refused(429), refused(503), new WebexUnreachable(at, 'ECONNRESET')]) {
      assert.equal(isExhausted(due, 3 * DAY - 1, error), false);
      assert.equal(isExhausted(due, 3 * DAY, error), true);
    }
  });
});
