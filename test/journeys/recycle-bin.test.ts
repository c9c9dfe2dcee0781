import assert from 'node:assert/strict';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { everyStatus, recordingIn, recordingsOf } from '../support/shelf.js';

describe('journey: the recycle bin, many at once', () => {
  let j: Journey;
  let alice: Client;

  const inBin = (): string[] => {
    const alicesId = j.sandbox.world.people.byEmail('alice@example.com')?.id;
    return recordingsOf(j, 'alice@example.com')
      .filter(({ hostId, status }) => hostId === alicesId && status === 'deleted')
      .toSorted((one, other) => one.createTime - other.createTime)
      .map(({ id }) => id);
  };
  const begin = async (env: Record<string, string> = {}): Promise<void> => {
    j = await journey({ env, sandbox: CHANGES_AT_ONCE });
    alice = j.as('sandbox-alice');
    await alice.connects();
    const host = j.sandbox.world.people.byEmail('alice@example.com')?.id;
    const more = recordingsOf(j, 'alice@example.com').filter(
      ({ hostId, status }) => hostId === host && status === 'available',
    );
    j.sandbox.recordings.moveToBin(more.slice(0, 4));
  };
  const select = async (): Promise<SeenCard> => {
    await alice.says('bin');
    await (await alice.card()).click('Select several…');
    return await alice.card();
  };
  const type = (card: SeenCard, title: string, typed: string): Promise<string> =>
    alice.submits(card.message.id, { ...card.dataOf(title), typed });
  /** Presses a button below the checkboxes, with these positions ticked and no other. */
  const tick = async (card: SeenCard, title: string, ...positions: number[]): Promise<SeenCard> => {
    const inputs = Object.fromEntries(positions.map((at) => [`t${at}`, 'true']));
    await alice.submits(card.message.id, { ...card.dataOf(title), ...inputs });
    return await alice.card();
  };
  const all = async (card: SeenCard, title: string): Promise<SeenCard> => {
    await card.click('Select all');
    await (await alice.card()).click(title);
    return await alice.card();
  };
  afterEach(() => j.end());

  it('lists, restores some, leaves the others', async () => {
    await begin();
    const bin = inBin();
    assert.ok(bin.length >= 3, String(bin.length));
    const found = await select();
    assert.match(found.text(), new RegExp(`^In your recycle bin: ${bin.length} recordings`));
    assert.match(found.text(), /Tick the ones you want to restore or delete\./);
    const ticked = found.parts().filter(({ type }) => type === 'Input.Toggle');
    assert.ok(
      ticked.every(({ value }) => value === 'false'),
      'nothing is ticked by itself',
    );
    for (const [title, verb] of [
      ['Restore…', 'restore'],
      ['Delete permanently…', 'delete'],
    ] as const) {
      await found.click(title);
      assert.match((await alice.card()).text(), new RegExp(`^Tick the recordings to ${verb}\\.`));
    }
    const others = bin.flatMap((_, at) => (at === 1 ? [] : [at]));
    const question = await tick(found, 'Restore…', ...others);
    assert.deepEqual(inBin(), bin);
    assert.match(question.text(), /^Restore \d+ recordings.*\?\n.*“.+”, “.+”/s, 'it names them');
    await question.click('Yes, restore them');
    assert.deepEqual(inBin(), [bin[1]]);
    assert.match((await alice.card()).text(), new RegExp(`^Restored ${bin.length - 1} recordings`));
  });

  it('restores all', async () => {
    await begin();
    const count = inBin().length;
    await alice.says('restore all');
    const ticked = await alice.card();
    assert.match(ticked.text(), new RegExp(`^${count} of \\d+ selected`), 'that can be undone');
    assert.ok(!ticked.has('Delete permanently…'), 'nothing ticked stands beside what cannot');
    assert.match(ticked.text(), /Tick the ones you want to restore\./);
    await ticked.click('Restore…');
    await (await alice.card()).click('Yes, restore them');
    assert.deepEqual(inBin(), []);
    await alice.says('bin');
    assert.ok(!(await alice.card()).has('Select several…'));
  });

  it('deletes some for good when their number is typed, and only then', async () => {
    await begin();
    const bin = inBin();
    await alice.says('empty the bin');
    const many = `${bin.length - 1} recordings`;
    const others = bin.flatMap((_, at) => (at === 0 ? [] : [at]));
    let question = await tick(await alice.card(), 'Delete permanently…', ...others);
    const before = everyStatus(j);
    for (const id of bin.slice(1)) {
      const [word = ''] = recordingIn(j, id).topic.split(' ');
      assert.ok(question.text().includes(`“${word}`), `${word} is named`);
    }
    assert.match(question.text(), /Nobody can bring them back/);
    const label = question.parts().find(({ id }) => id === 'typed')?.label;
    assert.equal(label, `Type ${bin.length - 1} to delete them`);
    for (const typed of ['', String(bin.length), 'yes', `${bin.length - 1}.5`, '1e1']) {
      await type(question, 'Yes, delete them permanently', typed);
      question = await alice.card();
      assert.match(
        question.text(),
        /That doesn’t match\. Type 5 to confirm\.\*\* Nothing was deleted\./,
      );
    }
    assert.deepEqual(everyStatus(j), before);
    await type(question, 'Yes, delete them permanently', ` ${bin.length - 1} `);
    assert.match((await alice.card()).text(), new RegExp(`^Deleted ${many} .*permanently`));
    for (const id of bin.slice(1)) assert.equal(recordingIn(j, id).status, 'purged');
    assert.deepEqual(inBin(), [bin[0]]);
    assert.ok(!(await alice.card()).has('Undo'));
  });

  it('leaves alone what was restored since the question, and says so', async () => {
    await begin();
    const bin = inBin();
    await alice.says('empty the bin');
    const question = await tick(await alice.card(), 'Delete permanently…', 0, 1, 2);
    const [back = ''] = bin;
    const recording = recordingIn(j, back);
    j.sandbox.recordings.restore([recording]);
    j.sandbox.calls.clear();
    await type(question, 'Yes, delete them permanently', '3');
    assert.equal(recordingIn(j, back).status, 'available');
    assert.equal(j.calls().filter((call) => call === 'POST /recordings/purge').length, 2);
    const report = (await alice.card()).text();
    assert.match(report, /^Deleted 2 recordings .*permanently/);
    assert.match(report, /1 recording not changed\. It is no longer in the recycle bin\./);
    const listed = (await alice.heard()).flatMap(({ text = '' }) => text);
    assert.match(listed.join('\n'), /Recordings that were not changed:/);
  });

  it('asks again when what is chosen has changed since the question', async () => {
    await begin();
    const bin = inBin();
    const others = bin.flatMap((_, at) => (at < 2 ? [] : [at]));
    const question = await tick(await select(), 'Delete permanently…', ...others);
    const { job = '' } = question.dataOf('Back');
    const more = { action: 'bulk-tick', job, start: '0', then: 'next', t1: 'true' };
    await alice.submits(question.message.id, more);
    await type(question, 'Yes, delete them permanently', String(bin.length - 2));
    assert.match((await alice.card()).text(), /Your selection has changed since then/);
    assert.deepEqual(inBin(), bin);
  });

  it('all of it cannot be deleted unless that is allowed, nor by a forged click', async () => {
    await begin();
    const bin = inBin();
    const found = await select();
    const refused = await all(found, 'Delete permanently…');
    assert.match(refused.text(), /^Emptying the whole recycle bin is switched off here/);
    const { job = '' } = found.dataOf('Cancel');
    const count = String(bin.length);
    for (const inputs of [
      { action: 'bulk-ask', job, what: 'delete' },
      { action: 'bulk-go', job, what: 'delete', count, typed: count },
    ]) {
      await alice.submits(found.message.id, inputs);
      assert.match((await alice.card()).text(), /whole recycle bin is switched off here/);
    }
    assert.deepEqual(inBin(), bin);
    await (await alice.card()).click('Back');
    assert.match((await alice.card()).text(), /^\d+ of \d+ selected/);
    await alice.submits(found.message.id, { action: 'bulk-ask', job, what: 'trash' });
    assert.match((await alice.card()).text(), /That doesn’t work for these/);
  });

  it('all of it can be deleted where that is allowed', async () => {
    await begin({ ALLOW_PURGE: 'true' });
    const count = inBin().length;
    await type(
      await all(await select(), 'Delete permanently…'),
      'Yes, delete them permanently',
      String(count),
    );
    assert.deepEqual(inBin(), []);
    assert.match((await alice.card()).text(), /^Deleted/);
  });

  it('narrowed by words, it is part of the bin', async () => {
    await begin();
    const [id = ''] = inBin();
    const word = recordingIn(j, id).topic.split(' ')[0] ?? '';
    await alice.says(`bin about ${word}`);
    await (await alice.card()).click('Select several…');
    const found = await alice.card();
    assert.match(
      found.text(),
      new RegExp(`in your recycle bin, with “${word}” in their topic`, 'i'),
    );
    const question = await all(found, 'Delete permanently…');
    const count = /^Delete (\d+)/.exec(question.text())?.[1] ?? '';
    const them = count === '1' ? 'it' : 'them';
    await type(question, `Yes, delete ${them} permanently`, count);
    assert.equal(recordingIn(j, id).status, 'purged');
    assert.ok(inBin().length > 0);
  });

  it('reads as what it is, takes the words of every search, and days narrow what is chosen from', async () => {
    await begin();
    const bin = inBin();
    assert.match((await alice.lists('bin')).text(), /^Your recycle bin\n/);
    assert.match((await alice.lists('bin mp4')).text(), /^MP4 recordings in the recycle bin\n/);
    const since = await alice.lists('bin largest last 9 days');
    assert.match(since.text(), /in the recycle bin, from the last 9 days, the largest first\n/);
    await since.click('Select several…');
    const found = await alice.card();
    const young = bin.filter(
      (id) => recordingIn(j, id).createTime >= Date.now() - 9 * 86_400_000 - 10_000,
    );
    assert.ok(young.length > 0 && young.length < bin.length);
    assert.match(found.text(), new RegExp(`^In your recycle bin: ${young.length} recording`));
    assert.match(found.text(), /^Recordings in your recycle bin, .* \(UTC\)\. 1–/m);
    // That is not all of it, so it may go.
    assert.match((await all(found, 'Delete permanently…')).text(), /^Delete \d+ recording/);
    j.sandbox.recordings.restore(bin.map((id) => recordingIn(j, id)));
    assert.match((await alice.lists('bin')).text(), /The recycle bin is empty\./);
    const none = await alice.lists('bin about standup');
    assert.match(none.text(), /There are no recordings about “standup” in the recycle bin\./);
    assert.ok(none.has('Drop “standup”'));
  });

  it('empty, it says so', async () => {
    await begin();
    j.sandbox.recordings.restore(inBin().map((id) => recordingIn(j, id)));
    await alice.says('bin');
    const list = (await alice.card()).dataOf('Refresh').list ?? '';
    await alice.submits((await alice.card()).message.id, { action: 'bin-select', list });
    assert.match((await alice.card()).text(), /^There is nothing in your recycle bin/);
    await (await alice.card()).click('Show the recycle bin');
    assert.ok((await alice.card()).has('Refresh'));
  });

  it('for somebody else it is not offered, and not done', async () => {
    await begin();
    await alice.says('bin');
    const card = await alice.card();
    const bob = j.sandbox.world.people.byEmail('bob@example.com')?.id ?? '';
    const uuid = Buffer.from(bob, 'base64').toString().split('/').at(-1) ?? '';
    const list = (card.dataOf('Refresh').list ?? '').replace('&zone', `&host=${uuid}&zone`);
    await alice.submits(card.message.id, { action: 'bin-select', list });
    assert.match((await alice.card()).text(), /^Only administrators of this bot/);
    await alice.submits(card.message.id, { action: 'bin-select', list: 'anything' });
    assert.match((await alice.card()).text(), /^This card is out of date/);
  });
});
