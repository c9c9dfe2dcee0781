import assert from 'node:assert/strict';
import { CLEAN_UP, bulkData, oneHostOnlyCard } from '../../../src/features/bulk/index.js';
import { cleanUp } from '../../../src/features/clean-up/index.js';
import type { Job } from '../../../src/jobs/job.js';
import { jobs as jobsTable } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import { Permit } from '../../../src/util/permit.js';
import { seen } from '../../bot/support/card.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, bulkStage, type BulkStage } from '../bulk/support/stage.js';

describePglite('clean up', ({ open }) => {
  let store: Store;
  let on: BulkStage;
  beforeEach(async () => {
    store = await open();
    on = await bulkStage(store, ['available'], false);
  });
  afterEach(() => on.stop());

  const written = async (rest: string, actor = ALICE): Promise<ScriptedClick> => {
    const ctx = scriptedClick(actor);
    const command = cleanUp(on.deps).commands[0];
    assert.ok(command);
    await command.run(ctx, rest);
    return ctx;
  };
  const pressed = async (inputs: Readonly<Record<string, unknown>>): Promise<ScriptedClick> => {
    const click = scriptedClick(ALICE);
    await press([cleanUp(on.deps)], click, inputs);
    return click;
  };
  const stored = () => store.db.select().from(jobsTable);
  const ruleOf = ({ data }: Pick<Job, 'data'>) => bulkData.parse(data).search?.rule;
  const text = (click: ScriptedClick, how: 'reply' | 'update'): string =>
    seen(click.only(how)).text();

  it('shows its form where no rule is written, and begins nothing', async () => {
    assert.match(text(await written(''), 'reply'), /First I only look/);
    assert.deepEqual(await stored(), []);
  });

  it('begins a search by a rule in words', async () => {
    await written('older than 2 months about standup');
    const [job] = await stored();
    assert.ok(job);
    assert.deepEqual([job.kind, job.state, on.begun], [CLEAN_UP, 'running', [job.id]]);
    const rule = { age: 2, unit: 'months', topic: 'standup', neverWatched: false };
    assert.deepEqual(ruleOf(job), rule);
    assert.deepEqual(bulkData.parse(job.data).search?.filter, { topic: 'standup' });
  });

  it('shows its form for words without a condition, unless they are about everything', async () => {
    for (const words of ['now', 'recordings', 'my recordings now']) {
      assert.match(text(await written(words), 'reply'), /First I only look/, words);
    }
    assert.deepEqual(await stored(), []);
    for (const [at, words] of [
      'everything',
      'all my recordings',
      'mp4',
      'never watched',
    ].entries()) {
      const begun = await written(words);
      assert.equal((await stored()).length, at + 1, `${words}: ${text(begun, 'reply')}`);
    }
  });

  it('keeps what is said below it beside the rule as it was written', () => {
    const [command] = cleanUp(on.deps).commands;
    const kept = command?.follows?.('keep the retro', 'about $& budget', 'keep the retro');
    assert.equal(kept, 'clean up about $& budget, without retro');
    const named = command?.follows?.('keep the all hands', 'over 1 GB', 'keep the all hands');
    assert.equal(named, 'clean up over 1 GB, without all hands');
    assert.equal(command?.follows?.('keep all', 'over 1 GB', 'keep all'), undefined);
  });

  it('is of one host: what is said of another one is asked for them, with all that was said', async () => {
    const said: string[] = [];
    const ctx = scriptedClick(ALICE, true, (line) => {
      said.push(line);
      return Promise.resolve('done');
    });
    const [command] = cleanUp(on.deps).commands;
    for (const rest of [
      'bob’s recordings older than 1 year',
      'mp4 over 100 MB about standup hosted by bob',
    ])
      await command?.run(ctx, rest);
    assert.deepEqual(said, [
      'for bob clean up older than 12 months',
      'for bob clean up MP4 recordings, about "standup", larger than 100 MB',
    ]);
    assert.deepEqual(await stored(), []);
  });

  it('shows its form with what it did not understand', async () => {
    const click = await written('older than 2 months purple');
    assert.match(text(click, 'reply'), /I didn’t understand “purple”/);
    assert.deepEqual(await stored(), []);
  });

  it('shows its form again in a card that Webex takes, whatever was sent', async () => {
    for (const odd of [['x'], {}, null, true, 'x'.repeat(20_000)]) {
      for (const name of ['age', 'unit', 'megabytes', 'topic', 'siteUrl', 'also']) {
        const inputs = { age: '-1', also: 'purple', [name]: odd };
        const click = await pressed({ action: 'clean-up', ...inputs });
        assert.match(text(click, 'update'), /Clean up recordings/, name);
      }
    }
    assert.deepEqual(await stored(), []);
  });

  it('is for one person only', async () => {
    const click = await written('older than 2 months', { ...ALICE, scope: 'site' });
    assert.match(text(click, 'reply'), /for one person only/);
    assert.match(oneHostOnlyCard({ scope: 'site' }).markdown, /for bob@example\.com clean up/);
    // An officer acts for nobody by name.
    const officers = oneHostOnlyCard({ scope: 'organization' }).markdown;
    assert.match(officers, /one recording at a time, each with its reason/);
    assert.doesNotMatch(officers, /for bob/);
    assert.deepEqual(await stored(), []);
  });

  it('begins a search by its form, and asks again where that is wrong', async () => {
    const form = { action: 'clean-up', age: '90', unit: 'days', megabytes: '500' };
    const wrong = await pressed({ ...form, age: 'old' });
    assert.match(text(wrong, 'update'), /“Older than” takes a number/);
    assert.match(text(await pressed({ ...form, host: 'bob' }), 'update'), /out of date/);
    assert.deepEqual(await stored(), []);
    await pressed(form);
    const [job] = await stored();
    assert.ok(job);
    const rule = { age: 90, unit: 'days', megabytes: 500, neverWatched: false };
    assert.deepEqual(ruleOf(job), rule);
  });

  it('begins one search where its button is pressed twice', async () => {
    const click = scriptedClick(ALICE);
    const clicked = { ...click, update: () => Promise.resolve(click.at) };
    const form = { action: 'clean-up', age: '90', unit: 'days' };
    for (let times = 0; times < 2; times += 1) await press([cleanUp(on.deps)], clicked, form);
    assert.equal((await stored()).length, 1);
  });

  it('keeps in its form all that was said, where a part of that cannot be done', async () => {
    const permit = Permit.ofEvent('messages:created:m1');
    await on.deps.settings.change(permit, ALICE.personId, { timeZone: 'UTC' });
    const click = await written('mp4 since 1 March 2026, longer than 1 hour, oldest first');
    const form = seen(click.only('reply'));
    assert.match(form.text(), /leave out the order/);
    const { value: also } = form.parts().find(({ id }) => id === 'also') ?? {};
    assert.equal(also, 'since 1 March 2026, MP4 recordings, longer than 1 hour');
    await pressed({ ...form.dataOf('Find them'), age: '0', unit: 'days', also });
    const [job] = await stored();
    assert.ok(job);
    const { search } = bulkData.parse(job.data);
    assert.deepEqual(search?.filter, { format: 'MP4', longerThan: 3600 });
    assert.equal(search.from, Date.parse('2026-03-01T00:00:00Z'));
  });

  it('asks again in its form where its words say no time, another time, or a time of no zone', async () => {
    const form = { action: 'clean-up', age: '0', unit: 'days' };
    const asks = async (also: string): Promise<string> =>
      text(await pressed({ ...form, also }), 'update');
    assert.match(await asks('before 1 october'), /I don’t know your time zone/);
    const permit = Permit.ofEvent('messages:created:m1');
    await on.deps.settings.change(permit, ALICE.personId, { timeZone: 'Asia/Tokyo' });
    assert.match(await asks('before 31 february'), /31 February is not a date/i);
    assert.match(await asks('tuesday and thursday'), /the days between are here, too/);
    assert.deepEqual(await stored(), []);
    await asks('before 1 october');
    const [job] = await stored();
    const { to } = bulkData.parse(job?.data).search ?? {};
    assert.match(new Date(to ?? 0).toISOString(), /-30T15:00:00/, 'midnight in Tokyo');
  });

  it('opens its form by the button of an older card, which sends no inputs', async () => {
    const click = await pressed({ action: 'clean-up' });
    assert.match(text(click, 'update'), /First I only look/);
    assert.doesNotMatch(text(click, 'update'), /takes a number/);
    assert.deepEqual(await stored(), []);
  });

  it('shows its form for another rule, and cancels the search', async () => {
    const rule = { age: 7, unit: 'days', neverWatched: true } as const;
    const search = { from: 0, to: 1, filter: {}, rule };
    const data = { phase: 'choose', what: 'trash', search, seen: 1, found: 1 } as const;
    const job = await on.keep({ data });
    const click = await pressed({ action: 'clean-up-rule', job: job.id });
    assert.match(JSON.stringify(click.only('update').card), /"value":7|"value":"7"/);
    assert.equal((await on.jobs.store.get(job.id))?.state, 'cancelled');
  });
});
