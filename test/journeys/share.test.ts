import assert from 'node:assert/strict';
import { addRecording } from '../../sandbox/control/add-recording.js';
import { dumpOf } from '../support/database-dump.js';
import { journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { recordingIn, recordingsOf } from '../support/shelf.js';

describe('journey: sharing a recording', () => {
  let j: Journey;
  let alice: Client;
  let id: string;
  let target: Record<string, string>;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  beforeEach(() => {
    const added = addRecording(j.sandbox.world, j.sandbox.recordings, {
      ...{ host: 'alice@example.com', topic: 'Retro', daysAgo: 1 },
    });
    id = added.id;
    target = { recording: id, site: added.siteUrl };
    j.sandbox.world.mails.length = 0;
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  const send = async (inputs: Record<string, string>): Promise<SeenCard> => {
    const at = await alice.lists('help');
    await alice.submits(at.message.id, inputs);
    return await alice.card();
  };
  /** Fills the form in and presses Next. */
  const filled = async (inputs: Record<string, string>): Promise<SeenCard> => {
    const form = await send({ action: 'ask-share', ...target });
    assert.match(form.text(), /^Share “Retro”\n/);
    await alice.submits(form.message.id, { ...form.dataOf('Next'), tell: 'false', ...inputs });
    return await alice.card();
  };
  const canSee = (email: string): boolean => {
    const person = j.sandbox.world.people.byEmail(email);
    return person !== undefined && recordingIn(j, id).sharedWith.has(person.id);
  };
  const mailed = (): string[] => j.sandbox.world.mails.map(({ to }) => to);
  const audited = async (): Promise<string> => {
    await alice.says('history');
    return (await alice.card()).text();
  };

  it('takes names from the words into the form, which asks for addresses instead', async () => {
    await alice.says('share retro with Bob and Eve');
    const form = JSON.stringify((await alice.card()).parts());
    assert.match(form, /bob|eve/i);
    assert.match(form, /address/i);
  });

  it('takes words below the question for its answer', async () => {
    await filled({ add: 'bob@example.com' });
    assert.match((await alice.lists('yes')).text(), /^Press the button instead\nShare “Retro”\?/);
    const form = JSON.stringify((await alice.lists('and carol@example.com')).parts());
    assert.match(form, /"bob@example\.com, carol@example\.com"/);
  });

  it('offers to take a sharing back, by its button and by “undo”, after a question', async () => {
    const question = await filled({ add: 'bob@example.com' });
    await question.click('Share');
    assert.ok(canSee('bob@example.com'));
    const shared = await alice.card();
    await alice.says('undo');
    const asked = await alice.card();
    assert.match(asked.text(), /^Share “Retro”\?\n\*\*Loses access.*bob/);
    assert.ok(canSee('bob@example.com'), 'words alone take nothing away');
    const undo = shared.parts().find(({ title = '' }) => title.startsWith('Stop this sharing'));
    await alice.submits(shared.message.id, { ...undo?.data });
    await (await alice.card()).click('Stop sharing');
    assert.equal(canSee('bob@example.com'), false);
    assert.match((await alice.card()).text(), /^Stopped sharing “Retro”/);
    await alice.says('undo');
    assert.match((await alice.card()).text(), /^There is nothing to undo/);
  });

  it('shares what is ticked below a list, after one question, and is in the history', async () => {
    await (await alice.lists('list retro')).click('Select several…');
    const boxes = await alice.card();
    const share = boxes.dataOf('Share…');
    await alice.submits(boxes.message.id, { ...share, t0: 'true' });
    const form = await alice.card();
    assert.equal(form.message.id, boxes.message.id);
    const people = { add: 'bob@example.com', remove: '', tell: 'true' };
    await alice.submits(form.message.id, { ...people, ...form.dataOf('Next') });
    const question = await alice.card();
    assert.match(question.text(), /^Share 1 recording \(.*\)\?\n“Retro”\n\*\*Gets access:\*\* bob/);
    assert.equal(mailed().length, 0);
    await question.click('Share');
    const done = await alice.card();
    assert.match(done.text(), /^Shared 1 recording/);
    assert.deepEqual(mailed(), ['bob@example.com']);
    await done.click('« Back to the list');
    assert.match((await alice.card()).text(), /about “retro”/);
    assert.match(await audited(), /“Retro”: sharing changed/);
  });

  it('asks whom, names them, shares, and says so; Webex writes where that is wanted', async () => {
    const question = await filled({ add: 'Bob@Example.com; guest@customer.example', tell: 'true' });
    assert.match(question.text(), /^Share “Retro”\?/);
    assert.match(question.text(), /Gets access:\*\* bob.@.example.+guest.@.customer/);
    assert.match(question.text(), /Webex will email them a link\./);
    assert.equal(canSee('bob@example.com'), false);
    await question.click('Share');
    const done = await alice.card();
    assert.match(done.text(), /^Shared “Retro”\n\*\*With:\*\* bob/);
    assert.ok(canSee('bob@example.com'));
    assert.deepEqual(mailed(), ['bob@example.com', 'guest@customer.example']);
    assert.ok(done.has('« Back to the recording'));
    assert.match(await audited(), /“Retro”: sharing changed/);
  });

  it('takes people off again, and lets nobody be written to', async () => {
    await (await filled({ add: 'bob@example.com' })).click('Share');
    assert.deepEqual(mailed(), []);
    const question = await filled({ remove: 'bob@example.com' });
    assert.match(question.text(), /Loses access \(unless they have it another way\):\*\* bob/);
    await question.click('Stop sharing');
    assert.equal(canSee('bob@example.com'), false);
    assert.match((await alice.card()).text(), /No longer with:\*\* bob/);
  });

  it('comes back with what was written to be changed', async () => {
    const question = await filled({ add: 'bob@example.com', remove: 'carol@example.com' });
    await question.click('Change');
    const form = await alice.card();
    const values = form.parts().filter((part) => part.type?.startsWith('Input.') === true);
    assert.deepEqual(
      values.map(({ value }) => value),
      ['bob@example.com', 'carol@example.com', 'false'],
    );
  });

  for (const [what, inputs, problem] of [
    ['nobody', { add: ' ' }, /Write at least one address\./],
    ['no addresses', { add: 'bob, [x](https://e)' }, /Not an email address: “bob”, “\[x\]/],
    ['somebody twice', { add: 'a@b.cc', remove: 'A@b.cc' }, /In both fields: a.@.b/],
    [
      'too many',
      { add: Array.from({ length: 101 }, (_, n) => `p${n}@example.com`).join() },
      /Webex takes 100 addresses in each field at a time/,
    ],
  ] as const) {
    it(`shows the form again for ${what}, and shares nothing`, async () => {
      j.sandbox.calls.clear();
      const form = await filled(inputs);
      assert.match(form.text(), problem);
      assert.ok(form.has('Next'));
      await alice.submits(form.message.id, { ...target, ...inputs, action: 'share' });
      assert.match((await alice.card()).text(), problem);
      assert.ok(j.calls().every((call) => !call.endsWith('/accessList')));
    });
  }

  it('pressed twice, shares and writes once; asked for again, it is shared again', async () => {
    const question = await filled({ add: 'bob@example.com', tell: 'true' });
    const inputs = question.dataOf('Share');
    const messageId = question.message.id;
    const press = () =>
      alice.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
    j.sandbox.calls.clear();
    await Promise.all([press(), press()]);
    await j.rest();
    assert.equal(j.calls().filter((call) => call.endsWith('/accessList')).length, 1);
    assert.deepEqual(mailed(), ['bob@example.com']);
    assert.match((await alice.card()).text(), /^Shared “Retro”/);
    await (await filled({ add: 'bob@example.com', tell: 'true' })).click('Share');
    assert.equal(mailed().length, 2);
  });

  it('is not asked of Webex for what is in the recycle bin: that is to be restored first', async () => {
    const { settings } = j.sandbox.world;
    const { changeLagMs } = settings;
    settings.changeLagMs = 0;
    j.sandbox.recordings.moveToBin([recordingIn(j, id)]);
    for (const action of ['ask-share', 'confirm-share', 'share']) {
      j.sandbox.calls.clear();
      const card = await send({ ...target, add: 'bob@example.com', remove: '', action });
      assert.match(card.text(), /It is in the recycle bin/, action);
      assert.ok(card.has('Restore'), action);
      assert.ok(j.calls().every((call) => !call.endsWith('/accessList')));
    }
    settings.changeLagMs = changeLagMs;
  });

  it('is for hosts alone', async () => {
    const bob = j.sandbox.world.people.byEmail('bob@example.com');
    const shared = recordingsOf(j, 'alice@example.com').find(({ hostId }) => hostId === bob?.id);
    assert.ok(shared);
    for (const action of ['ask-share', 'confirm-share', 'share']) {
      const inputs = { action, recording: shared.id, site: shared.siteUrl, add: 'eve@example.com' };
      assert.match((await send(inputs)).text(), /^Only its host can do that/);
    }
    assert.equal(shared.sharedWith.size, 1);
  });

  it('refused by Webex, says that nothing was changed', async () => {
    const question = await filled({ add: 'bob@example.com' });
    j.sandbox.faults.set([{ path: '/accessList$', status: 403 }]);
    await question.click('Share');
    const card = await alice.card();
    assert.match(card.text(), /^Sharing of “Retro” was not changed/);
    assert.match(card.text(), /trackingId/);
    assert.match(await audited(), /“Retro”: sharing not changed/);
  });

  it('left without an answer, says that it could not be seen, and can be tried again', async () => {
    const question = await filled({ add: 'bob@example.com', tell: 'true' });
    j.sandbox.faults.set([{ path: '/accessList$', cut: 'after' }]);
    await question.click('Share');
    const card = await alice.card();
    assert.match(card.text(), /^I couldn’t see whether “Retro” was shared/);
    assert.equal(j.calls().filter((call) => call.endsWith('/accessList')).length > 0, true);
    assert.deepEqual(mailed(), ['bob@example.com']);
    j.sandbox.faults.set([]);
    await card.click('Try again');
    assert.match((await alice.card()).text(), /^Share “Retro”/);
  });

  it('tried again after Webex had a problem, does all that was confirmed', async () => {
    await (await filled({ add: 'bob@example.com' })).click('Share');
    const many = Array.from({ length: 30 }, (_, n) => `person-number-${n}@example.com`);
    const add = [...many, 'carol@example.com'].join('\n');
    const question = await filled({ add, remove: 'bob@example.com', tell: 'true' });
    j.sandbox.faults.set([{ method: 'GET', path: '^/recordings/', status: 503 }]);
    await question.click('Share');
    const card = await alice.card();
    assert.match(card.text(), /^Webex has a problem/);
    j.sandbox.faults.set([]);
    await card.click('Try again');
    assert.match((await alice.card()).text(), /^Shared “Retro”/);
    assert.equal(canSee('bob@example.com'), false);
    assert.equal(canSee('carol@example.com'), true);
    assert.equal(mailed().length, 31);
  });

  it('leaves no address in the log, the audit or anywhere else in the database', async () => {
    await (await filled({ add: 'somebody.secret@example.com' })).click('Share');
    assert.match((await alice.card()).text(), /^Shared/);
    assert.equal(j.log().includes('somebody.secret'), false);
    const { text } = await dumpOf(j.env);
    assert.ok(text.includes(id));
    assert.equal(text.includes('somebody.secret'), false);
  });
});
