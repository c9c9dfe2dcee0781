import assert from 'node:assert/strict';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import type { CardPart, Client, SeenCard } from '../support/people.js';
import { everyStatus, recordingIn, recordingsOf } from '../support/shelf.js';

/** Toggles of a card, by the name of their input. */
const toggles = (card: SeenCard): CardPart[] =>
  card.parts().filter(({ type }) => type === 'Input.Toggle');

describe('journey: cleaning up', () => {
  let j: Journey;
  let alice: Client;
  let bob: Client;
  const day = 86_400_000;

  const own = (): ReturnType<typeof recordingsOf> =>
    recordingsOf(j, 'alice@example.com').filter(({ hostId }) => hostId === alicesId());
  const alicesId = (): string => j.sandbox.world.people.byEmail('alice@example.com')?.id ?? '';
  const old = (days: number) =>
    own().filter((one) => one.status === 'available' && one.createTime < Date.now() - days * day);
  const files = async (): Promise<string[]> => {
    interface WithFiles {
      files?: string[];
    }
    const messages = (await alice.heard()) as unknown as WithFiles[];
    return messages.flatMap(({ files = [] }) => files);
  };
  const tables = async (): Promise<number> => (await files()).length;
  const table = async (): Promise<string> => {
    const url = (await files()).at(-1);
    assert.ok(url, 'no file was posted');
    const answer = await fetch(url, { headers: { authorization: `Bearer ${alice.token}` } });
    return await answer.text();
  };
  const submit = (card: SeenCard, title: string, inputs: Record<string, string>) =>
    alice.submits(card.message.id, { ...card.dataOf(title), ...inputs });

  beforeEach(async () => {
    j = await journey({ sandbox: CHANGES_AT_ONCE });
    alice = j.as('sandbox-alice');
    bob = j.as('sandbox-bob');
    await alice.connects();
  });
  afterEach(() => j.end());

  it('from words to the report and back: all of the rule, none of others', async () => {
    const before = everyStatus(j);
    const due = old(60).map(({ id }) => id);
    assert.ok(due.length > 20, String(due.length));
    await alice.says('clean up older than 60 days');
    const choice = await alice.card();
    assert.deepEqual(everyStatus(j), before, 'to look changes nothing');
    assert.match(choice.text(), new RegExp(`^${due.length} recordings found: [\\d.]+ GB`));
    assert.match(choice.text(), /Oldest: “.+” · .+\nLargest: “.+” · /);
    assert.match(choice.text(), /acme\.webex\.com|acme\u2060\.webex\u2060\.com/);
    assert.equal(await tables(), 0, 'a file only where it is asked for');
    j.sandbox.calls.clear();
    await choice.click('Get the list as a file');
    assert.equal(await tables(), 1);
    assert.deepEqual(
      j.calls().filter((call) => /^GET \/(?:recordings|recordingReport)/.test(call)),
      [],
      'what was just found is not asked for again',
    );
    const csv = await table();
    const [header, ...rows] = csv.trim().split('\r\n');
    assert.equal(header, '"topic","recorded at","minutes","MB","site","id","views"');
    assert.equal(rows.length, due.length);
    for (const id of due) assert.ok(csv.includes(id));

    await choice.click(`Move ${due.length} recordings to the bin…`);
    const question = await alice.card();
    assert.match(
      question.text(),
      new RegExp(`^Move ${due.length} recordings \\([\\d.]+ GB\\) to the`),
    );
    assert.deepEqual(everyStatus(j), before);
    j.sandbox.calls.clear();
    await question.click('Yes, move them to the recycle bin');
    for (const id of due) assert.equal(recordingIn(j, id).status, 'deleted');
    assert.deepEqual(old(60), []);
    const moves = j.calls().filter((call) => call === 'POST /recordings/softDelete');
    const sites = new Map<string, number>();
    for (const { siteUrl } of due.map((id) => recordingIn(j, id))) {
      sites.set(siteUrl, (sites.get(siteUrl) ?? 0) + 1);
    }
    // At most ten at once, so that the progress moves; each call for one site.
    const calls = [...sites.values()].reduce((sum, many) => sum + Math.ceil(many / 10), 0);
    assert.equal(moves.length, calls);
    const report = await alice.card();
    assert.match(
      report.text(),
      new RegExp(`^Moved ${due.length} recordings \\(.+\\) to the recycle bin`),
    );

    await report.click(`Undo: restore ${due.length} recordings`);
    assert.deepEqual(everyStatus(j), before);
    assert.match((await alice.card()).text(), new RegExp(`^Restored ${due.length} recordings`));
  });

  it('two clicks on Undo undo once; Undo again is another click', async () => {
    const before = everyStatus(j);
    const count = old(60).length;
    await alice.says('clean up older than 60 days');
    await (await alice.card()).click(`Move ${count} recordings to the bin…`);
    await (await alice.card()).click('Yes, move them to the recycle bin');
    const report = await alice.card();
    const undo = `Undo: restore ${count} recordings`;
    j.sandbox.calls.clear();
    await report.click(undo);
    await report.click(undo);
    const restores = () => j.calls().filter((call) => call === 'POST /recordings/restore').length;
    const once = restores();
    assert.deepEqual(everyStatus(j), before);
    assert.match((await alice.card()).text(), new RegExp(`^Restored ${count} recordings`));

    const due = old(60);
    j.sandbox.recordings.moveToBin(due);
    const { id } = report.message;
    const after = (await alice.heard()).find((message) => message.id === id);
    assert.ok(after);
    await alice.see(after).click('Undo again');
    assert.deepEqual(everyStatus(j), before);
    await alice.see(after).click('Undo again');
    assert.equal(restores(), 2 * once);
  });

  it('Yes on its old question after Undo moves nothing, says so, and offers another dry run', async () => {
    const before = everyStatus(j);
    const count = old(60).length;
    await alice.says('clean up older than 60 days');
    await (await alice.card()).click(`Move ${count} recordings to the bin…`);
    const question = await alice.card();
    await question.click('Yes, move them to the recycle bin');
    const report = await alice.card();
    assert.match(report.text(), /You can restore them for 30 days\./);
    await report.click(`Undo: restore ${count} recordings`);
    j.sandbox.calls.clear();
    await question.click('Yes, move them to the recycle bin');
    assert.deepEqual(everyStatus(j), before);
    assert.deepEqual(
      j.calls().filter((call) => call.startsWith('POST /recordings')),
      [],
    );
    const { id } = question.message;
    const now = alice.see((await alice.heard()).find((message) => message.id === id));
    assert.match(now.text(), /You undid this since then/);
    assert.doesNotMatch(now.text(), /You can restore them/);
    await now.click('Clean up again');
    assert.match((await alice.card()).text(), /Clean up/);
    assert.deepEqual(everyStatus(j), before);
  });

  it('clicks on Undo, side by side and while it is under way, undo once', async () => {
    const before = everyStatus(j);
    const count = old(60).length;
    await alice.says('clean up older than 60 days');
    await (await alice.card()).click(`Move ${count} recordings to the bin…`);
    await (await alice.card()).click('Yes, move them to the recycle bin');
    const report = await alice.card();
    const inputs = report.dataOf(`Undo: restore ${count} recordings`);
    const messageId = report.message.id;
    j.sandbox.faults.set([{ path: '/recordings/restore', latencyMs: 1_000 }]);
    const press = () =>
      alice.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
    await Promise.all([press(), press()]);
    await press();
    await j.rest();
    assert.deepEqual(everyStatus(j), before);
    const texts = (await alice.heard()).flatMap((message) =>
      message.attachments === undefined ? [] : [alice.see(message).text()],
    );
    const restored = texts.filter((text) => text.startsWith('Restored'));
    assert.equal(restored.length, 1, texts.join('\n---\n'));
  });

  it('a form asks for what words did not say, and says what is not right', async () => {
    await alice.says('clean up');
    const form = await alice.card();
    const wrong = { age: '-1', unit: 'days', megabytes: 'huge', topic: '', siteUrl: 'nowhere' };
    await submit(form, 'Find them', wrong);
    const again = await alice.card();
    assert.match(again.text(), /“Older than” takes a number from 0 to 3650\./);
    assert.match(again.text(), /“Larger than” takes a number of megabytes\./);
    assert.match(again.text(), /“Site” takes the name of a Webex site/);
    await submit(again, 'Find them', {
      ...{ age: '1', unit: 'months', megabytes: '300', topic: '', siteUrl: 'ACME.webex.com' },
      neverWatched: 'false',
    });
    const due = old(31).filter(
      ({ siteUrl, sizeBytes }) => siteUrl === 'acme.webex.com' && sizeBytes > 300_000_000,
    );
    const choice = await alice.card();
    assert.match(choice.text(), /older than 1 month, larger than 300 MB, on acme/);
    assert.match(choice.text(), new RegExp(`^${due.length} recordings found`));
    await choice.click('Change the rule');
    const back = await alice.card();
    assert.equal(back.parts().find(({ id }) => id === 'megabytes')?.value, '300');
    await back.click('Cancel');
    assert.match((await alice.card()).text(), /recordings/i);
  });

  it('unticked ones stay, page by page; the question and the deed keep to that', async () => {
    const due = old(60).toSorted((one, other) => one.createTime - other.createTime);
    await alice.says('clean up older than 60 days');
    await (await alice.card()).click('Review list');
    let page = await alice.card();
    assert.equal(toggles(page).length, 8);
    assert.ok(/^\d+ of \d+ selected/.test(page.text()));
    await submit(page, 'Next ›', { t0: 'false', t1: 'true', t3: 'false', t99: 'false' });
    page = await alice.card();
    assert.match(page.text(), new RegExp(`${due.length - 2} of ${due.length} selected · `));
    assert.equal(toggles(page)[0]?.id, 't8');
    await submit(page, 'Done', { t8: 'false', t9: 'perhaps' });
    const choice = await alice.card();
    assert.match(choice.text(), new RegExp(`Selected: ${due.length - 3} recordings`));
    await choice.click(`Move ${due.length - 3} recordings to the bin…`);
    await (await alice.card()).click('Yes, move them to the recycle bin');
    const kept = [0, 3, 8].map((at) => due[at]?.id);
    for (const { id } of due) {
      assert.equal(recordingIn(j, id).status, kept.includes(id) ? 'available' : 'deleted', id);
    }
  });

  it('three of a list: three ticks, one question that names them, and one Undo', async () => {
    const before = everyStatus(j);
    const list = await alice.lists('list');
    await list.click('Select several…');
    const ticks = await alice.card();
    assert.match(ticks.text(), /^Select recordings\n1–8 of \d+\. Tick the ones you want\./);
    assert.ok(toggles(ticks).every(({ value }) => value === 'false'));
    // Nothing ticked yet: asked again, and nothing lost.
    await ticks.click('Delete…');
    assert.match((await alice.card()).text(), /^Tick the recordings to delete\./);
    await submit(await alice.card(), 'Next ›', { t0: 'true', t2: 'true' });
    assert.match((await alice.card()).text(), /^2 of \d+ selected/);
    await submit(await alice.card(), 'Get as a file', { t8: 'true' });
    assert.equal((await table()).trim().split('\r\n').length, 1 + 3);
    await (await alice.card()).click('Delete…');
    const question = await alice.card();
    assert.match(
      question.text(),
      /^Move 3 recordings \(.+\) to the recycle bin\?\n“.+”, “.+”, “.+”\n/,
    );
    assert.deepEqual(everyStatus(j), before, 'to ask changes nothing');
    await question.click('Back');
    assert.match((await alice.card()).text(), /^3 of \d+ selected/);
    await (await alice.card()).click('Delete…');
    await (await alice.card()).click('Yes, move them to the recycle bin');
    const report = await alice.card();
    assert.match(report.text(), /^Moved 3 recordings/);
    const changed = everyStatus(j).filter((status) => !before.includes(status));
    assert.deepEqual(
      changed.map((status) => status.split(' ')[1]),
      Array(3).fill('deleted'),
    );
    await report.click('Undo: restore 3 recordings');
    assert.deepEqual(everyStatus(j), before);
    await list.click('Select several…');
    await (await alice.card()).click('Cancel');
    assert.match((await alice.card()).text(), /^Your recordings from the last 30 days/);
  });

  it('none and all, and back to the beginning', async () => {
    await alice.says('clean up about planning');
    await (await alice.card()).click('Review list');
    await (await alice.card()).click('Select none');
    const none = await alice.card();
    assert.ok(toggles(none).every(({ value }) => value === 'false'));
    await none.click('Done');
    assert.ok((await alice.card()).has('Cancel'));
    assert.ok(
      !(await alice.card()).parts().some(({ title }) => title?.startsWith('Move') === true),
    );
    await (await alice.card()).click('Review list');
    await (await alice.card()).click('Select all');
    await (await alice.card()).click('Next ›');
    await (await alice.card()).click('‹ Back');
    assert.ok(toggles(await alice.card()).every(({ value }) => value === 'true'));
    const before = everyStatus(j);
    await (await alice.card()).click('Done');
    await (await alice.card()).click('Cancel');
    assert.match((await alice.card()).text(), /^Nothing was changed/);
    assert.deepEqual(everyStatus(j), before);
    await (await alice.card()).click('Another rule');
    assert.ok((await alice.card()).has('Find them'));
  });

  it('what changed between question and answer is asked again', async () => {
    await alice.says('clean up older than 60 days');
    const choice = await alice.card();
    const count = old(60).length;
    await choice.click(`Move ${count} recordings to the bin…`);
    const question = await alice.card();
    const { job = '' } = question.dataOf('Back');
    const at = { action: 'bulk-tick', job, start: '0', then: 'done', t0: 'false' };
    await alice.submits(question.message.id, at);
    const before = everyStatus(j);
    await question.click('Yes, move them to the recycle bin');
    assert.match((await alice.card()).text(), /Your selection has changed since then/);
    assert.deepEqual(everyStatus(j), before);
    await (await alice.card()).click('Yes, move them to the recycle bin');
    assert.equal(old(60).length, 1);
    await question.click('Yes, move them to the recycle bin');
    assert.match((await alice.card()).text(), /^Moved/, 'a second answer shows how it is');
    assert.equal(old(60).length, 1);
  });

  it('as many, and others than were asked about: nothing is done before it is asked again', async () => {
    await alice.says('clean up older than 60 days');
    const count = old(60).length;
    const { job = '' } = (await alice.card()).dataOf('Review list');
    const ticks = (inputs: Record<string, string>) => ({
      ...{ action: 'bulk-tick', job, start: '0', then: 'done' },
      ...inputs,
    });
    const choice = await alice.card();
    await alice.submits(choice.message.id, ticks({ t0: 'false' }));
    await (await alice.card()).click(`Move ${count - 1} recordings to the bin…`);
    const question = await alice.card();
    // In a second client, where the ticks still stand.
    await alice.submits(question.message.id, ticks({ t0: 'true', t1: 'false' }));
    const before = everyStatus(j);
    await question.click('Yes, move them to the recycle bin');
    assert.match((await alice.card()).text(), /Your selection has changed since then/);
    const unnamed = { ...question.dataOf('Yes, move them to the recycle bin') };
    delete unnamed.chosen;
    await alice.submits(question.message.id, unnamed);
    assert.match((await alice.card()).text(), /Your selection has changed since then/);
    assert.deepEqual(everyStatus(j), before);
    await alice.submits(question.message.id, ticks({ t0: 'false', t1: 'true' }));
    await question.click('Yes, move them to the recycle bin');
    assert.match((await alice.card()).text(), /^Moved/, 'chosen again as it was asked about');
    assert.equal(old(60).length, 1);
  });

  it('Webex minds some: they are found, told with the reason, and listed in a table', async () => {
    await alice.says('clean up older than 60 days');
    const [one, other] = old(60);
    assert.ok(one && other);
    const count = old(60).length;
    await (await alice.card()).click(`Move ${count} recordings to the bin…`);
    // Somebody else was quicker with one; another is not hers any more.
    j.sandbox.recordings.moveToBin([one]);
    (other as { hostId: string }).hostId =
      j.sandbox.world.people.byEmail('bob@example.com')?.id ?? '';
    other.sharedWith.add(alicesId());
    await (await alice.card()).click('Yes, move them to the recycle bin');
    const report = await alice.card();
    assert.match(report.text(), new RegExp(`^Moved ${count - 2} recordings`));
    assert.match(report.text(), /1 recording: in the recycle bin already\./);
    assert.match(report.text(), /1 recording not changed\. Webex doesn’t let you do this\./);
    const csv = await table();
    assert.match(csv, new RegExp(`"${other.id}","Webex doesn’t let you do this\\."`));
    assert.equal(csv.trim().split('\r\n').length, 2);
  });

  it('without a transcript: those that Webex lists none of; where it does not tell, that is said loudly', async () => {
    await alice.says('clean up without a transcript');
    const mute = old(0).filter(({ hasTranscript }) => hasTranscript !== true);
    assert.match((await alice.card()).text(), new RegExp(`^${mute.length} recordings? found`));
    j.sandbox.faults.set([{ path: 'meetingTranscripts', status: 403 }]);
    await alice.says('clean up without a transcript');
    assert.match((await alice.card()).text(), /this list includes all of them/);
  });

  it('never watched: only what nobody opened; where Webex does not tell, that is said loudly', async () => {
    await alice.says('clean up never watched');
    assert.match((await alice.card()).text(), /nobody ever watched|none found/);
    j.sandbox.faults.set([{ path: 'recordingReport', status: 403 }]);
    await alice.says('clean up never watched');
    const card = await alice.card();
    assert.match(card.text(), /this list includes watched ones/);
    assert.match(card.text(), new RegExp(`^${old(0).length} recordings found`));
  });

  it('never watched: a site that does not tell who watched is left out alone', async () => {
    await alice.says('clean up never watched');
    const all = Number(/^\d+/.exec((await alice.card()).text())?.[0]);
    const mute = { path: 'recordingReport', query: 'siteUrl=acme-emea', status: 403 };
    j.sandbox.faults.set([mute]);
    await alice.says('clean up never watched');
    const text = (await alice.card()).text();
    const found = Number(/^\d+/.exec(text)?.[0]);
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    const young = old(0).filter(({ createTime }) => createTime > Date.now() - 364 * day);
    const there = young.filter(({ siteUrl }) => siteUrl === 'acme-emea.webex.com').length;
    assert.match(text, new RegExp(`${there} recordings left out: Webex doesn’t tell who watched`));
    await alice.says('list never watched');
    assert.match((await alice.card()).text(), /\d+ left out: Webex doesn’t tell who watched them/);
  });

  it('nothing fits: says so', async () => {
    await alice.says('clean up larger than 900 GB');
    assert.match(
      (await alice.card()).text(),
      /^Nothing to clean up\n.*larger than 900\.0 GB: none found/,
    );
    await alice.says('clean up the kitchen');
    assert.match((await alice.card()).text(), /I didn’t understand “kitchen”/);
  });

  it('nobody else can do anything with it, and forged clicks do nothing', async () => {
    await alice.says('clean up older than 60 days');
    const choice = await alice.card();
    const before = everyStatus(j);
    const { job = '' } = choice.dataOf('Review list');
    await bob.connects();
    const message = (await bob.card()).message.id;
    const forged = [
      { action: 'bulk-go', job, what: 'trash', count: String(old(60).length) },
      { action: 'bulk-ask', job, what: 'trash' },
      { action: 'bulk-look', job, start: '0' },
      { action: 'job-resume', job },
      { action: 'job-cancel', job },
      { action: 'bulk-undo', job },
      { action: 'job-show', job: 'no such' },
    ];
    for (const inputs of forged) {
      await bob.submits(message, inputs);
      assert.match((await bob.card()).text(), /out of date/);
    }
    const hers = [
      { action: 'bulk-go', job, what: 'delete', count: String(old(60).length), typed: '1' },
      { action: 'bulk-go', job, what: 'restore', count: String(old(60).length) },
      { action: 'bulk-go', job, what: 'trash', count: 'all' },
      { action: 'bulk-ask', job, what: 'everything' },
      { action: 'bulk-tick', job, start: '-8', then: 'next' },
      { action: 'bulk-undo', job },
      { action: 'job-resume', job },
    ];
    for (const inputs of hers) await alice.submits(choice.message.id, inputs);
    assert.deepEqual(everyStatus(j), before);
  });
});
