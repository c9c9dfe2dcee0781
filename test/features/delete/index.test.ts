import assert from 'node:assert/strict';
import { createFeatures } from '../../../src/features/index.js';
import type { WebexClient } from '../../../src/webex/client.js';
import { seen } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import { deleting } from './deleting.js';

describePglite('the question before a deletion', ({ open }) => {
  let on: SandboxDeps;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
  });
  afterEach(() => on.stop());

  const { press, target, statusOf, told } = deleting(() => on);

  it('asks with the recording as Webex has it', async () => {
    const data = await target();
    for (const [name, question, yes] of [
      ['ask-delete', /^Delete “.*”\?/, 'Move to recycle bin'],
      ['ask-purge', /^Delete “.*” permanently\?/, 'Yes, delete permanently'],
    ] as const) {
      const click = await press(name, { ...data, topic: 'a forged topic' });
      assert.match(told(click), question);
      assert.doesNotMatch(told(click), /forged/);
      assert.equal(seen(click.only('update')).dataOf(yes).recording, data.recording);
    }
    assert.equal(statusOf(data), 'available');
  });

  it('says when it is gone already, above the list', async () => {
    const data = await target();
    await press('delete', data);
    const click = await press('ask-delete', data);
    assert.match(told(click), /^Webex no longer shows that recording.*\nYour recordings/);
  });

  it('takes a recording that Webex calls purged for gone', async () => {
    const data = await target();
    const { webex } = on.deps;
    const purged: WebexClient = {
      ...webex,
      call: async (request) => {
        const answer = await webex.call(request);
        if (request.path === '/recordings') return answer;
        return { ...answer, data: request.answer.parse({ ...answer.data, status: 'purged' }) };
      },
    };
    const features = createFeatures({ ...on.deps, webex: purged });
    const click = await press('ask-delete', data, on.alice, features);
    assert.match(told(click), /^Webex no longer shows that recording/);
  });

  it('of everything there is in the bin keeps what narrows it', async () => {
    for (const [said, command] of [
      ['everything in the bin about test', 'empty bin about test'],
      ['for good all from the recycle bin of last week', 'empty bin of last week'],
      ['the bin', 'empty bin'],
      ['everything about test', 'clean up everything about test'],
      ['the first and third', 'select the first and third'],
      ['the last 3', 'select the last 3'],
      ['the two largest of October', 'select the two largest of October'],
    ] as const) {
      const dispatched: string[] = [];
      const ctx = scriptedClick(on.alice, true, (line) => {
        dispatched.push(line);
        return Promise.resolve('done');
      });
      const deletes = createFeatures(on.deps)
        .all.flatMap(({ commands = [] }) => commands)
        .find(({ name }) => name === 'delete');
      await deletes?.run(ctx, said);
      assert.deepEqual(dispatched, [command]);
    }
  });
});
