import assert from 'node:assert/strict';
import sinon from 'sinon';
import { withProgressCard } from '../../../src/bot/ui/progress.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import type { Content } from '../../../src/webex/messages.js';
import { deferred } from '../../support/until.js';
import { messageOf, scriptedMessaging } from '../support/messaging.js';

const words = (markdown: string): Content => ({ markdown });

describe('showing progress', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });
  afterEach(() => clock.restore());

  const begin = (script: Parameters<typeof scriptedMessaging>[0] = {}) => {
    const messaging = scriptedMessaging(script);
    const told: string[] = [];
    const work = deferred<Content>();
    const tell = ({ markdown }: Content) => {
      told.push(markdown);
      return Promise.resolve({ id: 'm1', roomId: 's1' });
    };
    let so = 0;
    const word = () => words(`${(so += 1)} so far`);
    const ended = withProgressCard(messaging, tell, word, () => work.promise);
    const edits = () =>
      messaging.calls.flatMap(([name, , content]) =>
        name === 'edit' ? [(content as Content).markdown] : [],
      );
    return { messaging, told, work, ended, edits };
  };

  it('says nothing when it is quick', async () => {
    const { told, work, ended, edits } = begin();
    await clock.tickAsync(2_999);
    work.resolve(words('done'));
    assert.deepEqual(await ended, { id: 'm1', roomId: 's1' });
    await clock.tickAsync(100_000);
    assert.deepEqual(told, ['done']);
    assert.deepEqual(edits(), []);
  });

  it('says how far it is, less and less often, and puts the answer in its place', async () => {
    const { told, work, ended, edits } = begin();
    await clock.tickAsync(3_000);
    assert.deepEqual(told, ['1 so far']);
    await clock.tickAsync(4_500);
    assert.deepEqual(edits(), ['2 so far']);
    await clock.tickAsync(3_600_000);
    assert.equal(edits().length, 7, 'Webex takes ten edits of a message');
    work.resolve(words('done'));
    await ended;
    assert.equal(edits().at(-1), 'done');
    assert.deepEqual(told, ['1 so far']);
  });

  it('takes its words back when the work fails', async () => {
    const messaging = scriptedMessaging();
    const work = deferred();
    const ended = withProgressCard(
      messaging,
      () => Promise.resolve({ id: 'm1', roomId: 's1' }),
      () => words('so far'),
      () => work.promise.then(() => Promise.reject(new Error('failed'))),
    );
    ended.catch(() => undefined);
    await clock.tickAsync(3_000);
    work.resolve();
    await assert.rejects(ended, { message: 'failed' });
    assert.ok(messaging.calls.some(([name, id]) => name === 'remove' && id === 'm1'));
  });

  it('lets the work go on when nothing can be said meanwhile', async () => {
    const failed = () =>
      Promise.reject(new WebexUnreachable({ method: 'PUT', path: '/messages' }, 'ECONNRESET'));
    const { work, ended, told } = begin({ edit: failed, post: failed });
    await clock.tickAsync(60_000);
    work.resolve(words('done'));
    await assert.rejects(ended, { name: 'WebexUnreachable' });
    assert.deepEqual(told, ['1 so far']);
    const quiet = begin({ edit: () => Promise.resolve(messageOf()) });
    quiet.work.resolve(words('done'));
    await quiet.ended;
  });
});
