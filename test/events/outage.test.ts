import assert from 'node:assert/strict';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';
import { describeDatabases } from '../support/databases.js';
import { until } from '../support/until.js';
import { does } from './doing.js';
import { message, startedInboxes } from './inbox-on.js';

describeDatabases('an inbox while Webex as a whole is away', ({ open }) => {
  const started = startedInboxes();

  const failures = [
    new WebexUnreachable({ method: 'GET', path: '/x' }, 'ECONNREFUSED'),
    new WebexRefused({ method: 'GET', path: '/x' }, 503, undefined, undefined, ''),
    new Error('not delivered', {
      cause: new WebexRefused({ method: 'GET', path: '/x' }, 401, undefined, undefined, ''),
    }),
  ];
  for (const failure of failures) {
    it(`gives nothing up, then does the oldest first (${failure.message})`, async () => {
      let there = false;
      const handler = does(() => {
        if (!there) throw failure;
      });
      const store = await open();
      const inbox = await started(store, handler, {
        waits: [],
        isWebexThere: () => Promise.resolve(there),
      });
      for (const id of ['change 1', 'view 2', 'change 3']) await inbox.accept(message(id));
      await until(() => inbox.log.text().includes('event waits for Webex'));
      await inbox.accept(message('view 4'));
      assert.deepEqual(handler.done, []);
      there = true;
      await inbox.idle();
      assert.deepEqual(handler.done, ['change 1', 'view 2', 'change 3', 'view 4']);
      assert.deepEqual(handler.late, handler.done);
      assert.match(inbox.log.text(), /Webex does not answer.*Webex answers again/s);
    });
  }

  it('says that Webex is busy where it is, and is no complaint', async () => {
    let there: true | 'busy' = 'busy';
    const handler = does(() => {
      if (there !== true) throw failures[1] ?? new Error();
    });
    const options = { waits: [], isWebexThere: () => Promise.resolve(there) };
    const inbox = await started(await open(), handler, options);
    await inbox.accept(message('view 1'));
    await until(() => inbox.log.text().includes('event waits for Webex'));
    there = true;
    await inbox.idle();
    assert.deepEqual(handler.done, ['view 1']);
    assert.match(inbox.log.text(), /Webex is busy.*Webex answers again/s);
    assert.ok(
      inbox.log.lines().every(({ level }) => Number(level) < 50),
      inbox.log.text(),
    );
  });

  it('gives up what fails while Webex answers everything else', async () => {
    const handler = does((id) => {
      if (id === 'view 1') throw failures[1] ?? new Error();
    });
    const inbox = await started(await open(), handler, {
      waits: [0],
      isWebexThere: () => Promise.resolve(true),
    });
    await inbox.accept(message('view 1'));
    await inbox.idle();
    assert.deepEqual(handler.done, ['gave up view 1']);
  });
});
