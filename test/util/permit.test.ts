import assert from 'node:assert/strict';
import { jobIdempotencyKey } from '../../src/jobs/job.js';
import { type IdempotencyKey, JOB_KEY_PREFIX, Permit } from '../../src/util/permit.js';

describe('a permit', () => {
  it('names what asks for the change: the event, the job, or the upkeep', () => {
    assert.equal(Permit.ofEvent('messages:created:m1').key, 'messages:created:m1');
    assert.equal(Permit.ofJob('j1').key, `${JOB_KEY_PREFIX}j1`);
    assert.equal(Permit.ofUpkeep('time zone').key, 'upkeep:time zone');
  });

  it('of a job is the idempotency key by which the audit knows the job', () => {
    assert.equal(Permit.ofJob('j1').key, jobIdempotencyKey('j1'));
  });

  it('alone yields a key: no plain string is one', () => {
    // @ts-expect-error -- a string that no permit made
    const forged: IdempotencyKey = 'messages:created:m1';
    assert.equal(forged, Permit.ofEvent('messages:created:m1').key);
  });

  it('cannot be had by anything that only looks like one, nor be written down and read again', () => {
    const permit = Permit.ofEvent('e1');
    assert.equal(JSON.stringify(permit), '{}');
    assert.throws(() => Reflect.get(Permit.prototype, 'key', Object.assign({}, permit)), TypeError);
  });
});
