import assert from 'node:assert/strict';
import { walkBesideRecordings } from './walks/beside-recordings.js';
import { walkConversation } from './walks/conversation.js';
import { walkOauth } from './walks/oauth.js';
import { walkRecordings } from './walks/recordings.js';
import { contractOrSkip, walkSandbox, type Walked } from './walks/walked.js';

describe('the sandbox answers as the official documents say', () => {
  let begun: Walked | undefined;
  const walked = (): Walked => {
    if (begun === undefined) throw new Error('The sandbox was not started.');
    return begun;
  };

  before(async function () {
    begun = await walkSandbox(contractOrSkip(this));
  });
  after(() => begun?.sandbox.stop());

  walkConversation(walked);
  walkOauth(walked);
  walkRecordings(walked);
  walkBesideRecordings(walked);

  it('and every exception to the documents is still needed', () => {
    assert.deepEqual(walked().contract.unmetExceptions(), []);
  });
});
