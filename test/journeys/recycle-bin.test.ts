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
  const untick = async (card: SeenCard, ...positions: number[]): Promise<SeenCard> => {
    await card.click('Review list');
    const page = await alice.card();
    const inputs = Object.fromEntries(positions.map((at) => [`t${at}`, 'false']));
    await alice.submits(page.message.id, { ...page.dataOf('Done'), ...inputs });
    return await alice.card();
  };
  afterEach(() => j.end());

  it('lists, restores some, leaves the others', async () => {
    await begin();
    const bin = inBin();
    assert.ok(bin.length >= 3, String(bin.length));
    const found = await select();
    assert.match(found.text(), new RegExp(`^In your recycle bin: ${bin.length} recordings`));
    const chosen = await untick(found, 1);
    await chosen.click(`Restore ${bin.length - 1} recordings…`);
    assert.deepEqual(inBin(), bin);
    await (await alice.card()).click('Yes, restore them');
    assert.deepEqual(inBin(), [bin[1]]);
    assert.match((await alice.card()).text(), new RegExp(`^Restored ${bin.length - 1} recordings`));
  });

  it('restores all', async () => {
    await begin();
    const count = inBin().length;
    await (await select()).click(`Restore ${count} recordings…`);
    await (await alice.card()).click('Yes, restore them');
    assert.deepEqual(inBin(), []);
    await alice.says('bin');
    assert.ok(!(await alice.card()).has('Select several…'));
  });

  it('deletes some for good when their number is typed, and only then', async () => {
    await begin();
    const bin = inBin();
    const chosen = await untick(await select(), 0);
    const many = `${bin.length - 1} recordings`;
    await chosen.click(`Delete ${many} permanently…`);
    const before = everyStatus(j);
    let question = await alice.card();
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

  it('asks again when what is chosen has changed since the question', async () => {
    await begin();
    const bin = inBin();
    const chosen = await untick(await select(), 0, 1);
    await chosen.click(`Delete ${bin.length - 2} recordings permanently…`);
    const question = await alice.card();
    const { job = '' } = question.dataOf('Back');
    const more = { action: 'bulk-tick', job, start: '0', then: 'done', t1: 'true' };
    await alice.submits(question.message.id, more);
    await type(question, 'Yes, delete them permanently', String(bin.length - 2));
    assert.match((await alice.card()).text(), /Your selection has changed since then/);
    assert.deepEqual(inBin(), bin);
  });

  it('all of it cannot be deleted unless that is allowed: no button, no forged click', async () => {
    await begin();
    const bin = inBin();
    const found = await select();
    const title = `Delete ${bin.length} recordings permanently…`;
    assert.ok(!found.has(title));
    const { job = '' } = found.dataOf('Review list');
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
    assert.match((await alice.card()).text(), /^In your recycle bin/);
    await alice.submits(found.message.id, { action: 'bulk-ask', job, what: 'trash' });
    assert.match((await alice.card()).text(), /That doesn’t work for these/);
  });

  it('all of it can be deleted where that is allowed', async () => {
    await begin({ ALLOW_PURGE: 'true' });
    const count = inBin().length;
    await (await select()).click(`Delete ${count} recordings permanently…`);
    await type(await alice.card(), 'Yes, delete them permanently', String(count));
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
    const title = found.parts().find((part) => part.title?.startsWith('Delete') === true)?.title;
    await found.click(title ?? '');
    const count = /Delete (\d+)/.exec(title ?? '')?.[1] ?? '';
    const them = count === '1' ? 'it' : 'them';
    await type(await alice.card(), `Yes, delete ${them} permanently`, count);
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
    assert.match(found.text(), /^Recordings in your recycle bin, .* \(UTC\)\. I checked/m);
    // That is not all of it, so it may go.
    assert.ok(found.parts().some(({ title }) => title?.startsWith('Delete ')));
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
