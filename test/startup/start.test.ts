import assert from 'node:assert/strict';
import { startAdvice, startOrClose } from '../../src/startup/start.js';
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
});

describe('a start', () => {
  const failWith = (error: Error): Promise<never> => startOrClose(() => Promise.reject(error));

  it('rejects with advice where the failure says what to do, and with nothing else', async () => {
    const known = new StoreError('Set DATABASE_URL.');
    await assert.rejects(failWith(known), {
      name: 'StartError',
      message: known.message,
      cause: known,
    });
    for (const error of [new TypeError('a defect'), new StartError('Set PORT.')]) {
      await assert.rejects(failWith(error), (thrown) => thrown === error);
    }
  });

  it('closes in reverse order what a failed start has opened', async () => {
    const closed: string[] = [];
    const failed = startOrClose(async ({ add }) => {
      add(() => void closed.push('client'));
      add(async () => {
        await Promise.resolve();
        closed.push('store');
      });
      await Promise.resolve();
      throw new StartError('Set PORT.');
    });
    await assert.rejects(failed, StartError);
    assert.deepEqual(closed, ['store', 'client']);
  });

  it('closes once, however often it is stopped', async () => {
    let closed = 0;
    const { close } = await startOrClose((closers) => {
      closers.add(() => void (closed += 1));
      return Promise.resolve(closers);
    });
    assert.equal(closed, 0);
    await Promise.all([close(), close()]);
    await close();
    assert.equal(closed, 1);
  });
});
