import assert from 'node:assert/strict';
import { inputsIn } from '../../../src/bot/ui/card.js';
import { sharedIn } from '../../../src/features/share/several.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import { jobs as jobsTable } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import { uuidOf } from '../../../src/webex/ids.js';
import { seen, titles } from '../../bot/support/card.js';
import { press, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { words } from '../../../src/util/words.js';
import { auditedBy } from '../../support/audited.js';
import { describePglite } from '../../support/databases.js';

describe('the words behind “share”', () => {
  it('name people at their end, and days are none', () => {
    const read = (line: string) => [sharedIn(line).said, sharedIn(line).people];
    assert.deepEqual(read('roadmap with bob'), ['roadmap', 'bob']);
    assert.deepEqual(read('roadmap from bob'), ['roadmap', 'bob']);
    for (const day of ['yesterday', 'last week', 'the last month', 'monday', 'october'])
      assert.deepEqual(read(`roadmap from ${day}`), [`roadmap from ${day}`, '']);
  });
  it('end with their names, whatever else is said', () => {
    for (const said of [
      'bob and carol, let them download',
      'bob and carol both',
      'bob and carol please',
    ])
      assert.equal(sharedIn(`roadmap with ${said}`).people, 'bob and carol', said);
    for (const nobody of ['one colleague', 'everyone', 'all'])
      assert.equal(sharedIn(`roadmap with ${nobody}`).people, '', nobody);
    assert.equal(sharedIn('the call with contoso with bob').people, 'bob');
  });
  it('may ask for what Webex does not let me choose', () => {
    const of = (line: string) => [sharedIn(line).said, sharedIn(line).aside];
    const { downloading, noNote, noEnd } = words.share;
    assert.deepEqual(of('retro with bob but not to download it'), ['retro', downloading]);
    assert.deepEqual(of('retro but not to download it with bob'), ['retro', downloading]);
    assert.deepEqual(of('retro to b@example.com with a short note'), ['retro', noNote]);
    assert.deepEqual(of('retro with b@example.com until friday'), ['retro', noEnd]);
    assert.deepEqual(of('download party with b@example.com'), ['download party', undefined]);
  });
});

describePglite('sharing several', ({ open }) => {
  let store: Store;
  let on: SandboxDeps;
  let job: string;
  beforeEach(async () => {
    store = await open();
    on = await sandboxDeps(store);
    await press(on.features.all, scriptedClick(on.alice), {
      action: 'select',
      list: writeState(latest(on.deps.now())),
    });
    job = (await store.db.select().from(jobsTable))[0]?.id ?? '';
  });
  afterEach(() => on.stop());

  /** On a card of its own each time, unless it is said on which. */
  async function pressed(action: string, inputs: object = {}, card?: string) {
    const click = scriptedClick(on.alice);
    const at = card === undefined ? click.at : { id: card, roomId: 's1' };
    await press(on.features.all, { ...click, at }, { ...inputs, action, job });
    return click.only('update');
  }
  const wanted = { add: 'bob@example.com', remove: '', tell: 'true' };
  const ticks = { t0: 'true', t1: 'true', t2: 'false', start: '0' };
  /** Ticks the first two, says with whom, and gives what its yes sends. */
  async function asked(): Promise<Record<string, string>> {
    await pressed('bulk-share', ticks);
    return seen(await pressed('bulk-share-ask', wanted)).dataOf('Share');
  }
  const items = () => on.deps.jobs.store.items(job);
  const canSee = async (): Promise<readonly string[]> => {
    const bob = on.bob.personId;
    const all = on.sandbox.recordings.everything().all();
    const own = new Set((await items()).map(({ recordingId }) => recordingId));
    return all.filter((one) => own.has(one.id) && one.sharedWith.has(bob)).map(({ id }) => id);
  };
  const firstTwo = async () => (await items()).slice(0, 2).map(({ recordingId }) => recordingId);

  it('is offered below the checkboxes, and asks with whom', async () => {
    const boxes = await pressed('bulk-look');
    assert.ok(titles(boxes).includes('Share…'));
    const form = await pressed('bulk-share', ticks);
    assert.match(seen(form).text(), /^Share 2 recordings \(/);
    assert.deepEqual(titles(form), ['Next', 'Back']);
  });

  it('asks with whom at once where words name several', async () => {
    const share = on.features.all
      .flatMap(({ commands = [] }) => commands)
      .find(({ name }) => name === 'share');
    const wrote = async (said: string) => {
      const ctx = scriptedClick(on.alice);
      await share?.run(ctx, said);
      return ctx.only('reply');
    };
    const form = await wrote('the last 3 with bob@example.com');
    assert.match(seen(form).text(), /^Share 3 recordings \(/);
    assert.deepEqual(inputsIn(form.card), { add: 'bob@example.com', remove: '', tell: 'true' });
    assert.match(seen(await wrote('the first two with bob@example.com')).text(), /^Share 2 rec/);
    assert.match(
      seen(await wrote('the last 3 about xyzzy with bob@example.com')).text(),
      /no such/,
    );
    assert.deepEqual(await canSee(), []);
  });

  it('takes something that is ticked, and twenty at most', async () => {
    const none = seen(await pressed('bulk-share', { ...ticks, t0: 'false', t1: 'false' }));
    assert.match(none.text(), /^Tick the recordings to share\./);
    await pressed('bulk-tick', { start: '0', then: 'all' });
    const all = seen(await pressed('bulk-share', { start: '0' }));
    assert.match(all.text(), /^I share up to 20 recordings at a time/);
    const upTo = async (count: number): Promise<string> => {
      const ids = (await items()).map(({ recordingId }) => recordingId);
      await on.deps.jobs.store.select(job, false, ids.slice(count));
      return seen(await pressed('bulk-share', { start: '0' })).text();
    };
    assert.match(await upTo(21), /^I share up to 20 recordings at a time/);
    assert.match(await upTo(20), /^Share 20 recordings /);
  });

  it('asks once more, with the names of all, and shares them then', async () => {
    await pressed('bulk-share', ticks);
    const question = seen(await pressed('bulk-share-ask', wanted));
    assert.match(question.text(), /^Share 2 recordings .*\?\n“.+”, “.+”\n\*\*Gets access:\*\* bob/);
    assert.match(question.text(), /a link to each recording/);
    assert.deepEqual(await canSee(), []);
    const done = await pressed('bulk-share-go', question.dataOf('Share'));
    assert.match(seen(done).text(), /^Shared 2 recordings .*\n\*\*With:\*\* bob/);
    assert.deepEqual(titles(done), ['« Back to the list']);
    assert.deepEqual((await canSee()).toSorted(), (await firstTwo()).toSorted());
    const audited = await auditedBy(on.deps.audit, uuidOf(on.alice.personId));
    assert.deepEqual(
      audited.map(({ change, outcome }) => [change, outcome]),
      [
        ['share', 'done'],
        ['share', 'done'],
      ],
    );
    assert.ok((await items()).every(({ selected }) => !selected));
  });

  it('writes to nobody twice where it is pressed twice', async () => {
    const yes = await asked();
    const first = await pressed('bulk-share-go', yes, 'm1');
    const mails = on.sandbox.world.mails.length;
    assert.deepEqual(await pressed('bulk-share-go', yes, 'm1'), first);
    assert.deepEqual([mails, on.sandbox.world.mails.length], [2, 2]);
  });

  it('asks anew where other ones are ticked since', async () => {
    const yes = await asked();
    await pressed('bulk-tick', { start: '0', then: 'next', t2: 'true' });
    const again = seen(await pressed('bulk-share-go', yes));
    assert.match(again.text(), /Your selection has changed/);
    assert.match(again.text(), /^Share 3 recordings/);
    assert.deepEqual(await canSee(), []);
  });

  it('says of how many Webex refused it, and why, and tries those again', async () => {
    const [first = ''] = await firstTwo();
    const yes = await asked();
    on.sandbox.faults.set([{ path: `${first}/accessList$`, status: 403 }]);
    const partly = await pressed('bulk-share-go', yes);
    on.sandbox.faults.set([]);
    const logged = on.log.lines().map(({ msg, outcome, recording }) => [msg, outcome, recording]);
    assert.deepEqual(logged, [['recording not shared', 'unchanged', first]]);
    assert.match(
      seen(partly).text(),
      /^Shared 1 recording .*\n.*\n.*\n1 recording not changed\. Webex/,
    );
    const form = seen(await pressed('bulk-share', seen(partly).dataOf('Try again')));
    assert.match(form.text(), /^Share 1 recording /);
    assert.equal(form.parts().find(({ id }) => id === 'add')?.value, 'bob@example.com');
    await pressed('bulk-share-ask', wanted);
    const left = seen(await pressed('bulk-share-ask', wanted)).dataOf('Share');
    assert.match(seen(await pressed('bulk-share-go', left)).text(), /^Shared 1 recording/);
    assert.equal((await canSee()).length, 2);
  });

  it('does not say that nothing was shared where that could not be seen', async () => {
    const yes = await asked();
    on.sandbox.faults.set([{ path: '/accessList$', status: 502 }]);
    const text = seen(await pressed('bulk-share-go', yes)).text();
    assert.match(text, /^I couldn’t see whether 2 recordings were shared\nTrying again/);
    assert.doesNotMatch(text, /not changed/);
  });
});
