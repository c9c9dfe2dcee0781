import assert from 'node:assert/strict';
import { uuidOf } from '../../src/webex/ids.js';
import type { App } from '../../src/app.js';
import { journey, type Journey } from '../support/journey.js';
import { everyStatus, recordingIn, recordingsOf } from '../support/shelf.js';
import type { Client } from '../support/people.js';

/** Follows the link that stands on the last card. */
async function connectsFor(person: Client): Promise<void> {
  const { status } = await person.follows((await person.card()).link('Connect'));
  assert.equal(status, 200);
}

describe('journey: administrators act for others', () => {
  let j: Journey;
  let admin: Client;
  before(async () => {
    j = await journey({ env: { ADMINISTRATORS: 'admin@example.com, siteadmin@example.com' } });
    admin = j.as('sandbox-admin');
    await admin.says('for bob@example.com list');
    assert.match((await admin.card()).text(), /To act for others I need your permission/);
    await connectsFor(admin);
    // And what was asked is answered.
    const answer = await admin.card();
    assert.match(answer.text(), /You can act for others now.*⚠ On behalf of Bob Brandt/s);
    assert.ok(answer.topics().length > 0);
  });
  after(() => j.end());

  it('says loudly on whose behalf, and pages through that person’s recordings', async () => {
    const list = await admin.lists('for bob@example.com list');
    assert.match(list.text(), /^⚠ On behalf of Bob Brandt/);
    const theirs = recordingsOf(j, 'bob@example.com').map(({ topic }) => topic);
    assert.ok(list.topics().length > 0);
    for (const topic of list.topics()) assert.ok(theirs.includes(topic), topic);
    await list.click('Refresh');
    assert.match((await admin.card()).text(), /^⚠ On behalf of Bob Brandt/);
    assert.match((await admin.lastHeard()).markdown ?? '', /^\*\*⚠ On behalf of Bob Brandt/);
  });

  it('passes on to another command for the same person', async () => {
    for (const line of ['delete everything', 'restore it', 'clean up the bin', 'empty the bin']) {
      await admin.says(`for bob@example.com ${line}`);
      assert.match((await admin.card()).text(), /^⚠ On behalf of Bob Brandt/, line);
    }
    for (const line of ['delete everything', 'restore all', 'empty the bin']) {
      await admin.says(`for everyone ${line}`);
      assert.match((await admin.card()).text(), /^⚠ As an administrator.*one person only/s, line);
    }
  });

  it('offers, by “undo”, what was moved for somebody, in that person’s name and to nobody else', async () => {
    const { id, siteUrl } = j.sandbox.addRecording({
      ...{ host: 'bob@example.com', topic: 'Moved for Bob', daysAgo: 1 },
    });
    const list = await admin.lists('for bob@example.com list about moved');
    await list.trashes();
    assert.equal(recordingIn(j, id).status, 'deleted');
    const undo = await admin.lists('undo');
    assert.match(undo.text(), /^⚠ On behalf of Bob Brandt.*you moved “Moved for Bob”/s);
    assert.match(undo.dataOf('Show the recycle bin').text ?? '', /^for bob@example\.com bin$/);
    // The same button, pressed by who may not act for others.
    const alice = j.as('sandbox-alice');
    await alice.says('hello');
    const forged = await alice.lastHeard();
    await alice.submits(forged.id, { ...undo.dataOf('Restore'), site: siteUrl });
    assert.match((await alice.card()).text(), /Only administrators of this bot/);
    assert.equal(recordingIn(j, id).status, 'deleted');
    await undo.click('Restore');
    assert.match(
      (await admin.card()).text(),
      /^⚠ On behalf of Bob Brandt.*Restored “Moved for Bob”/s,
    );
    assert.notEqual(recordingIn(j, id).status, 'deleted');
  });

  it('is told what helps where Webex refuses, and connects again for others', async () => {
    const faults = [{ path: '/recordings$', status: 403 }];
    j.sandbox.faults.set(faults);
    const refused = await admin.lists('for bob@example.com list about refused');
    assert.match(refused.text(), /You asked as an administrator.*connect again for others/s);
    j.sandbox.faults.set([]);
    await refused.click('Connect again');
    assert.match((await admin.card()).text(), /To act for others I need your permission/);
    // Who is no administrator connects for themselves, whatever the button says.
    const alice = j.as('sandbox-alice');
    await alice.says('hello');
    const { id } = await alice.lastHeard();
    await alice.submits(id, { action: 'connect', connection: 'administrator' });
    assert.doesNotMatch((await alice.card()).text(), /To act for others/);
    await alice.submits(id, { action: 'connect', connection: 'nobody' });
    assert.match((await alice.card()).text(), /^Connect your Webex account/);
  });

  it('goes on from a list of somebody, and begins anew for who is named', async () => {
    await admin.lists('for bob@example.com list mp4');
    const bobs = (await admin.lists('oldest first')).text();
    assert.match(bobs, /^⚠ On behalf of Bob Brandt.*MP4 recordings.*the oldest first/s);
    const alices = (await admin.lists('for alice@example.com oldest first')).text();
    assert.match(alices, /^⚠ On behalf of Alice/);
    assert.doesNotMatch(alices, /MP4 recordings/);
  });

  it('shows the list of a host whom an administrator names by the address, and of nobody else’s naming', async () => {
    const list = await admin.lists('list hosted by bob@example.com');
    assert.match(list.text(), /^⚠ On behalf of Bob Brandt/);
    const theirs = recordingsOf(j, 'bob@example.com').map(({ topic }) => topic);
    assert.ok(list.topics().length > 0);
    for (const topic of list.topics()) assert.ok(theirs.includes(topic), topic);
    const alice = j.as('sandbox-alice');
    await alice.connects();
    const own = await alice.lists('list hosted by bob@example.com');
    assert.doesNotMatch(own.text(), /On behalf of/);
  });

  it('finds one recording of a host whom an administrator names, and of nobody else’s naming', async () => {
    await admin.says('delete Bob’s newest recording');
    const question = (await admin.card()).text();
    const [newest] = recordingsOf(j, 'bob@example.com')
      .filter(({ status }) => status === 'available')
      .sort((one, other) => other.createTime - one.createTime);
    assert.match(question, /^⚠ On behalf of Bob Brandt.*Delete “/s);
    assert.ok(question.includes(newest?.topic ?? '?'), question);
    await (await admin.card()).click('Cancel');
    const carol = j.as('sandbox-carol');
    await carol.connects();
    await carol.says('delete Bob’s newest recording');
    assert.doesNotMatch((await carol.card()).text(), /On behalf of/);
  });

  it('shows the list of the one host who has a name, and asks an administrator alone', async () => {
    assert.match(
      (await admin.lists('list bob brandt’s recordings')).text(),
      /^⚠ On behalf of Bob Brandt/,
    );
    await admin.says('for bob list mp4');
    assert.match((await admin.card()).text(), /For whom\?.*for bob@example\.com list mp4/s);
    await admin.says('for Bob Brandt list mp4');
    assert.ok(
      JSON.stringify((await admin.card()).content).includes('for bob@example.com list mp4'),
    );
    const alice = j.as('sandbox-alice');
    assert.doesNotMatch((await alice.lists('list bob brandt’s recordings')).text(), /On behalf of/);
  });

  it('moves, undoes and deletes for them, and writes both names down', async () => {
    const list = await admin.lists('for bob@example.com list');
    await list.click('Delete…');
    const question = await admin.card();
    assert.match(question.text(), /^⚠ On behalf of Bob Brandt/);
    const { recording } = question.dataOf('Move to recycle bin');
    await question.click('Move to recycle bin');
    const moved = await admin.card();
    assert.match(moved.text(), /^⚠ On behalf of Bob Brandt/);
    assert.match(moved.text(), /Moved/);
    assert.equal(recordingIn(j, recording).status, 'deleted');
    await moved.click('Undo');
    assert.match((await admin.card()).text(), /Restored/);
    assert.equal(recordingIn(j, recording).status, 'available');
    const again = await admin.lists('for bob@example.com list');
    await again.click('Delete…');
    await (await admin.card()).click('Delete permanently…');
    await (await admin.card()).click('Yes, delete permanently');
    assert.match((await admin.card()).text(), /permanently/);
    const history = await admin.lists('history');
    assert.match(history.text(), /moved to the recycle bin – for Bob Brandt/);
    assert.match(history.text(), /deleted permanently – for Bob Brandt/);
  });

  it('lists everyone on a site, and acts for each host', async () => {
    const list = await admin.lists('for everyone on acme.webex.com list');
    assert.match(list.text(), /^⚠ As an administrator: recordings of everyone/);
    assert.match(list.text(), /hosted by Alice Anders/);
    const { recording } = list.dataOf('Delete…');
    await list.click('Delete…');
    const question = await admin.card();
    assert.match(question.text(), /^⚠ On behalf of/);
    await question.click('Move to recycle bin');
    assert.equal(recordingIn(j, recording).status, 'deleted');
    await (await admin.card()).click('Undo');
    assert.equal(recordingIn(j, recording).status, 'available');
    await (await admin.card()).click('Refresh');
    assert.match((await admin.card()).text(), /^⚠ As an administrator: recordings of everyone/);
  });

  it('acts for the host of what is described among everyone’s', async () => {
    const { topic = '' } =
      recordingsOf(j, 'bob@example.com').find(({ status }) => status === 'available') ?? {};
    await admin.says(`for everyone on acme.webex.com delete “${topic}”`);
    const question = await admin.card();
    assert.match(question.text(), /^⚠ On behalf of Bob Brandt[^⚠]*$/);
    assert.ok(question.text().includes(topic), question.text());
    assert.ok(question.has('Move to recycle bin'));
    await admin.says('for everyone on acme.webex.com delete mp4');
    const { list = '' } =
      (await admin.card()).parts().find(({ data }) => data !== undefined)?.data ?? {};
    assert.match(list, /\?.*host=/);
  });

  it('is not for anybody else, by words or by forged clicks', async () => {
    const bob = j.as('sandbox-bob');
    await bob.connects();
    const before = everyStatus(j);
    for (const words of ['for alice@example.com list', 'for everyone list', 'compliance list']) {
      assert.match((await bob.lists(words)).text(), /^Only /, words);
    }
    const card = await admin.lists('for alice@example.com list');
    for (const title of ['Refresh', 'Delete…', 'Details']) {
      await bob.submits((await bob.lists()).message.id, card.dataOf(title));
      assert.match((await bob.card()).text(), /^Only administrators of this bot/, title);
    }
    const { recording = '', list = '', site = '' } = card.dataOf('Delete…');
    for (const action of ['trash', 'delete', 'restore', 'delete-as-officer']) {
      for (const state of [
        list,
        `${list.split('?')[0] ?? ''}?reach=everyone`,
        `${list.split('?')[0] ?? ''}?reach=officer`,
      ]) {
        const at = (await bob.lists()).message.id;
        const inputs = { action, recording, site, topic: '', list: state };
        await bob.submits(at, {
          ...inputs,
          reason: 'audit',
          comment: 'x',
          hostEmail: 'alice@example.com',
        });
        assert.match((await bob.card()).text(), /^Only /, `${action} ${state}`);
      }
    }
    assert.deepEqual(everyStatus(j), before);
  });

  it('looks up the number of a meeting as the host of the list whose form has it', async () => {
    await (await admin.lists('for bob@example.com list')).click('Change search…');
    const form = await admin.card();
    j.sandbox.calls.clear();
    await admin.submits(form.message.id, { ...form.dataOf('Search'), meeting: '26552319087' });
    const [asked] = j.sandbox.calls.list().filter(({ path }) => path === '/v1/meetings');
    assert.equal(asked?.query.hostEmail, 'bob@example.com');
  });

  it('believes no address in a card: the host is who Webex says', async () => {
    const card = await admin.lists('for bob@example.com list');
    const carol = j.sandbox.world.people.byEmail('carol@example.com');
    j.sandbox.calls.clear();
    await admin.submits(card.message.id, {
      ...card.dataOf('Details'),
      ...{ hostEmail: carol?.email, email: carol?.email, host: uuidOf(carol?.id ?? '') },
    });
    const asked = j.sandbox.calls.list().flatMap(({ query }) => query.hostEmail ?? []);
    assert.ok(asked.length > 0);
    assert.deepEqual([...new Set(asked)], ['bob@example.com']);
  });

  it('ends at the sites that an administrator manages, in words', async () => {
    const site = j.as('sandbox-siteadmin');
    await site.says('for bob@example.com list');
    await connectsFor(site);
    const list = await site.lists('for bob@example.com list');
    const emea = recordingsOf(j, 'bob@example.com').filter(({ siteUrl }) =>
      siteUrl.includes('emea'),
    );
    assert.ok(emea.length > 0 && emea.length < recordingsOf(j, 'bob@example.com').length);
    assert.ok(list.topics().length > 0);
    for (const topic of list.topics())
      assert.ok(
        emea.some((one) => one.topic === topic),
        topic,
      );
    await site.says('for everyone on acme.webex.com list');
    assert.match((await site.card()).text(), /Webex doesn’t let you see this list/);
  });

  it('asks for an address, and says when Webex knows nobody', async () => {
    assert.match((await admin.lists('for Bob: list')).text(), /^For whom\?/);
    assert.match((await admin.lists('for')).text(), /^For whom\?/);
    const nobody = await admin.lists('for nobody@example.com list');
    assert.match(nobody.text(), /^Webex doesn’t know that person/);
    assert.match(
      (await admin.lists('for bob@example.com disconnect')).text(),
      /^That doesn’t work for others/,
    );
  });

  it('takes a mention for the person, in a group space', async () => {
    const roomId = await j.group();
    const alice = j.as('sandbox-alice');
    await alice.api('POST', '/memberships', { roomId, personEmail: 'admin@example.com' });
    await admin.saysIn(roomId, 'for <@personEmail:bob@example.com|Bob> list');
    assert.match((await admin.card()).text(), /^⚠ On behalf of Bob Brandt/);
  });

  it('forgets all that they connected', async () => {
    await admin.says('disconnect');
    assert.match((await admin.card()).text(), /^Disconnected/);
    const list = await admin.lists('for bob@example.com list');
    assert.match(list.text(), /To act for others I need your permission/);
  });
});

describe('journey: a space of administrators', () => {
  let j: Journey;
  let first: App;
  before(async () => {
    j = await journey();
    const room = await j.group();
    await j.app.stop();
    first = await j.next({ ADMIN_SPACE: room, PORT: j.env.PORT });
  });
  after(() => j.end());

  it('counts who is in it at that moment', async () => {
    const [alice, carol] = [j.as('sandbox-alice'), j.as('sandbox-carol')];
    assert.match((await alice.lists('for bob@example.com list')).text(), /^Connect/);
    assert.match((await carol.lists('for bob@example.com list')).text(), /^Only administrators/);
    const roomId = await j.group();
    await alice.api('POST', '/memberships', { roomId, personEmail: 'carol@example.com' });
    assert.match((await carol.lists('for bob@example.com list')).text(), /^Connect/);
  });

  it('keeps nobody from anything else when it is gone', async () => {
    const gone = Buffer.from('ciscospark://us/ROOM/11111111-2222-4333-8444-555555555555');
    await first.stop();
    await j.next({ ADMIN_SPACE: gone.toString('base64url'), PORT: j.env.PORT });
    const alice = j.as('sandbox-alice');
    assert.match((await alice.lists('whoami')).text(), /You are not connected/);
    assert.match((await alice.lists('for bob@example.com list')).text(), /^Only administrators/);
    assert.match(j.log(), /check ADMIN_SPACE/);
  });
});

describe('journey: compliance officers', () => {
  let j: Journey;
  let officer: Client;
  before(async () => {
    j = await journey({ env: { COMPLIANCE_OFFICERS: 'officer@example.com' } });
    officer = j.as('sandbox-officer');
    await officer.says('compliance list');
    assert.match((await officer.card()).text(), /To act as a compliance officer/);
    await connectsFor(officer);
    assert.match((await officer.card()).text(), /You can act as a compliance officer now.*⚠ As a/s);
  });
  after(() => j.end());

  it('read all of the organisation', async () => {
    const list = await officer.lists('compliance list');
    assert.match(list.text(), /^⚠ As a compliance officer/);
    assert.ok(list.topics().length > 0);
    assert.ok(!list.has('Restore'));
  });

  it('delete with a reason and a comment, and are told what they keep seeing', async () => {
    const list = await officer.lists('compliance list');
    const { recording } = list.dataOf('Delete…');
    await list.click('Delete…');
    const form = await officer.card();
    assert.match(form.text(), /as a compliance officer\?/);
    const data = form.dataOf('Yes, delete it');
    const answer = async (reason: string, comment: string): Promise<string> => {
      await officer.submits((await officer.card()).message.id, { ...data, reason, comment });
      return (await officer.card()).text();
    };
    assert.match(await answer('', 'x'), /Add a reason/);
    assert.match(await answer('audit', ' '), /Add a comment/);
    assert.match(await answer('audit', 'x'.repeat(256)), /comment is too long by 1:/);
    assert.match(await answer('audit', 'ü'.repeat(128)), /too long by 1:.*count two to four times/);
    assert.equal(recordingIn(j, recording).status, 'available');
    const text = await answer('audit', 'Held for the case of 2024');
    assert.match(text, /You and other compliance officers still see it/);
    assert.equal(recordingIn(j, recording).status, 'purged');
    assert.match((await officer.lists('history')).text(), /as a compliance officer/);
    const { meetingId } = recordingIn(j, recording);
    const purged = await officer.lists(`compliance purged ${meetingId}`);
    assert.match(purged.text(), new RegExp(recordingIn(j, recording).topic.slice(0, 10)));
    assert.ok(!purged.has('Delete…'));
    await purged.click('Details');
    const details = await officer.card();
    assert.match(
      details.text(),
      /It was deleted permanently\. Only compliance officers still see it/,
    );
    assert.ok(!details.has('Delete…') && !details.has('Restore'));
    await details.click('« Back to the list');
    assert.equal((await officer.card()).topics().length, 1);
    assert.match((await officer.lists('compliance purged')).text(), /^For which meeting/);
  });

  it('are not brought round the reason by another button', async () => {
    const list = await officer.lists('compliance list');
    const data = list.dataOf('Delete…');
    const before = everyStatus(j);
    for (const action of ['delete', 'trash', 'restore', 'ask-purge']) {
      const at = (await officer.lists('compliance list')).message.id;
      await officer.submits(at, { ...data, action });
      assert.match((await officer.card()).text(), /as a compliance officer\?/, action);
    }
    assert.deepEqual(everyStatus(j), before);
  });
});
