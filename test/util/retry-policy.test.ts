import assert from 'node:assert/strict';
import * as policies from '../../src/util/retry-policy.js';
import {
  type RetryPolicy,
  isPastGivingUp,
  listedWaits,
  waitAfter,
  waitAtAge,
} from '../../src/util/retry-policy.js';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/util/time.js';

/** Every wait of a policy; `…` where it goes on like that. */
function waitsOf(policy: RetryPolicy): (number | '…')[] {
  const waits: (number | '…')[] = [];
  for (let failed = 1; failed <= 12; failed += 1) {
    const wait = waitAfter(policy, failed);
    if (wait === undefined) return waits;
    waits.push(wait);
  }
  return [...waits.slice(0, 3), '…'];
}

describe('a retry policy', () => {
  it('waits as long each time, and for ever, where nothing else is said', () => {
    assert.deepEqual(waitsOf({ firstWaitMs: 7 }), [7, 7, 7, '…']);
  });

  it('waits longer each time, up to the longest wait, until its retries are used up', () => {
    const policy = { retries: 5, firstWaitMs: 10, factor: 3, longestWaitMs: 100 };
    assert.deepEqual(waitsOf(policy), [10, 30, 90, 100, 100]);
    assert.deepEqual(waitsOf({ ...policy, retries: 0 }), []);
  });

  it('takes waits that follow no rule', () => {
    assert.deepEqual(waitsOf(listedWaits([1, 50, 2])), [1, 50, 2]);
    assert.deepEqual(waitsOf(listedWaits([])), []);
  });

  it('tells the wait by the time so far', () => {
    const policy = { firstWaitMs: 10, factor: 1.5, longestWaitMs: 100 };
    assert.deepEqual(
      [0, 20, 60, 200, 1_000].map((age) => waitAtAge(policy, age)),
      [10, 10, 30, 100, 100],
    );
    assert.equal(waitAtAge({ firstWaitMs: 10 }, 1_000), 10);
  });

  it('is over when its time is, and never without one', () => {
    assert.equal(isPastGivingUp({ firstWaitMs: 1, giveUpAfterMs: 10 }, 9), false);
    assert.equal(isPastGivingUp({ firstWaitMs: 1, giveUpAfterMs: 10 }, 10), true);
    assert.equal(isPastGivingUp({ firstWaitMs: 1 }, Number.MAX_VALUE), false);
  });
});

describe('the retry policies', () => {
  const all: Readonly<Record<string, readonly [RetryPolicy, ReturnType<typeof waitsOf>]>> = {
    webexRetry: [policies.webexRetry, [200, 400, 800]],
    eventRetry: [policies.eventRetry, [SECOND, 5 * SECOND, 20 * SECOND, MINUTE, 3 * MINUTE]],
    batchRetry: [policies.batchRetry, [1, 2, 4, 8, 16].map((seconds) => seconds * SECOND)],
    jobCardRetry: [policies.jobCardRetry, Array.from({ length: 11 }, (_, at) => 2 ** at * MINUTE)],
    weeklyReportRetry: [policies.weeklyReportRetry, [10 * MINUTE, 10 * MINUTE, 10 * MINUTE, '…']],
    webhookRetry: [policies.webhookRetry, [5 * SECOND, 5 * SECOND, 5 * SECOND, '…']],
    jobLockRetry: [policies.jobLockRetry, Array.from({ length: 5 }, () => SECOND)],
  };
  for (const [name, [policy, waits]] of Object.entries(all)) {
    it(`${name} waits so`, () => assert.deepEqual(waitsOf(policy), waits));
  }

  it('refreshLockRetry waits for half a minute', () => {
    const { refreshLockRetry } = policies;
    assert.equal(waitAfter(refreshLockRetry, 300), 100);
    assert.equal(waitAfter(refreshLockRetry, 301), undefined);
  });

  it('webexRetry stays within what a person sits through', () => {
    assert.equal(policies.webexRetry.longestWaitMs, 5 * SECOND);
    assert.equal(policies.webexRetry.giveUpAfterMs, 20 * SECOND);
  });

  it('batchRetry waits a minute at most', () => {
    assert.equal(policies.batchRetry.longestWaitMs, MINUTE);
  });

  it('notificationRetry looks again after half as long, for six hours; in an outage for three days', () => {
    const { notificationRetry, notificationRetryInOutage } = policies;
    for (const policy of [notificationRetry, notificationRetryInOutage]) {
      assert.deepEqual(
        [0, MINUTE, 20 * MINUTE, HOUR, 5 * HOUR].map((age) => waitAtAge(policy, age)),
        [15 * SECOND, 30 * SECOND, 10 * MINUTE, 30 * MINUTE, 30 * MINUTE],
      );
    }
    assert.equal(isPastGivingUp(notificationRetry, 6 * HOUR - 1), false);
    assert.equal(isPastGivingUp(notificationRetry, 6 * HOUR), true);
    assert.equal(isPastGivingUp(notificationRetryInOutage, 3 * DAY - 1), false);
    assert.equal(isPastGivingUp(notificationRetryInOutage, 3 * DAY), true);
  });
});
