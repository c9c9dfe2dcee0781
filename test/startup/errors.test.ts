import assert from 'node:assert/strict';
import { asStartError, startAdvice } from '../../src/startup/errors.js';
import { StartError } from '../../src/util/log.js';
import { StoreError } from '../../src/store/errors.js';
import { WebexRefused, WebexUnreachable, WebexUnreadable } from '../../src/webex/errors.js';

const at = { method: 'GET', path: '/people/me' };
const advise = startAdvice('WEBEX_BOT_TOKEN');

describe('advice at the start', () => {
  it('names the variable when Webex refuses, with its trackingId', () => {
    const error = new WebexRefused(at, 401, 'ROUTER_1', undefined, 'secret words');
    assert.throws(() => advise(error), {
      name: 'StartError',
      message: 'Webex refused (401): check WEBEX_BOT_TOKEN. Webex trackingId: ROUTER_1',
      cause: error,
    });
  });

  const elsewhere = /^Webex cannot be reached: check the network and WEBEX_API_BASE_URL/;
  for (const error of [
    new WebexRefused(at, 503, undefined, undefined, ''),
    new WebexUnreachable(at, 'ECONNREFUSED'),
    new WebexUnreadable(at, undefined, []),
  ]) {
    it(`looks elsewhere for ${error.message}`, () => {
      assert.throws(
        () => advise(error),
        (thrown) => {
          assert.ok(thrown instanceof StartError);
          assert.match(thrown.message, elsewhere);
          assert.ok(!thrown.message.includes('undefined'));
          return true;
        },
      );
    });
  }

  it('hands on what is no answer of Webex', () => {
    const error = new TypeError('a defect');
    assert.throws(
      () => advise(error),
      (thrown) => thrown === error,
    );
  });

  it('is given by what says itself what to do, and by nothing else', () => {
    const known = new StoreError('Set DATABASE_URL.');
    const started = asStartError(known);
    assert.ok(started instanceof StartError);
    assert.equal(started.message, known.message);
    assert.equal(started.cause, known);
    const defect = new TypeError('a defect');
    assert.equal(asStartError(defect), defect);
    assert.equal(asStartError(started), started);
  });
});
