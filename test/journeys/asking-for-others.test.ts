import assert from 'node:assert/strict';
import { namedUuid } from '../../sandbox/world/ids.js';
import { journey, type Journey } from '../support/journey.js';
import { recordingsOf } from '../support/shelf.js';
import type { Client } from '../support/people.js';

/** Connects with the link that stands on the last card. */
async function follows(person: Client): Promise<void> {
  const { status } = await person.follows((await person.card()).link('Connect'));
  assert.equal(status, 200);
}

const ROLES = {
  ADMINISTRATORS: namedUuid('person/admin@example.com'),
  COMPLIANCE_OFFICERS: namedUuid('person/officer@example.com'),
};
/** What is asked for others, who asks it, and what stands on top of every answer. */
const ASKED = [
  ['admin', 'for bob@example.com', /^⚠ On behalf of Bob Brandt/],
  ['admin', 'for everyone on acme.webex.com', /^⚠ As an administrator/],
  ['officer', 'compliance', /^⚠ As a compliance officer/],
] as const;

describe('journey: words with dates, asked for others by who has no connection of their own', () => {
  let j: Journey;
  before(async () => {
    j = await journey({ env: ROLES });
    for (const [who, words] of [ASKED[0], ASKED[2]]) {
      const person = j.as(`sandbox-${who}`);
      await person.says(`${words} list`);
      assert.match((await person.card()).text(), /To act (for|as)/, words);
      await follows(person);
    }
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  const ENDED = /recordings in the recycle bin.*, since 1 October 2026\n/i;

  it('are asked for their zone where Webex does not tell, and then get just that', async () => {
    for (const [who, whose, banner] of ASKED) {
      const person = j.as(`sandbox-${who}`);
      j.sandbox.faults.set([{ method: 'GET', path: '/people/', status: 403 }]);
      const question = await person.lists(`${whose} deleted mp4 since 1 Oct 2026`);
      if (whose.includes('everyone')) {
        // Said once already.
        assert.match(question.text(), banner);
        continue;
      }
      assert.match(question.text(), /Which time zone are you in\?/, whose);
      const inputs = { ...question.dataOf('Continue'), other: 'Berlin' };
      await person.submits(question.message.id, inputs);
      const list = await person.card();
      assert.match(list.text(), banner, whose);
      assert.match(list.text(), ENDED);
    }
  });

  it('try again just what failed', async () => {
    for (const [who, whose, banner] of ASKED) {
      const person = j.as(`sandbox-${who}`);
      j.sandbox.faults.set([{ path: '/recordings$', status: 500 }]);
      const failed = await person.lists(`${whose} deleted mp4 since 1 Oct 2026`);
      assert.ok(failed.has('Try again'), failed.text());
      j.sandbox.faults.set([]);
      await failed.click('Try again');
      assert.match((await person.card()).text(), banner, whose);
      assert.match((await person.card()).text(), ENDED);
    }
  });
});

describe('journey: an administrator’s own days', () => {
  let j: Journey;
  before(async () => {
    j = await journey({ env: ROLES });
  });
  after(() => j.end());

  it('are read with what they have connected for others', async () => {
    const admin = j.as('sandbox-admin');
    await admin.says('for bob@example.com list since yesterday');
    await follows(admin);
    const list = await admin.lists('for bob@example.com list since 1 Oct 2026');
    assert.match(list.text(), /^⚠ On behalf of Bob Brandt/);
    assert.match(list.text(), /since 1 October 2026/);
    const card = await admin.lists('settings');
    const zone = card.parts().find(({ id }) => id === 'zone');
    assert.equal(zone?.value, 'Europe/Berlin');
    await (await admin.lists('for bob@example.com list')).click('Change search…');
    assert.ok((await admin.card()).has('Search'));
    await admin.says('list');
    assert.ok((await admin.card()).has('Connect'), 'nothing was connected for their own');
  });
});

describe('journey: the other recordings of a meeting', () => {
  it('are a click away from the details of one', async () => {
    const j = await journey();
    const alice = j.as('sandbox-alice');
    await alice.connects();
    assert.match(
      (await alice.lists('meeting 123 456 7890')).text(),
      /the details of any recording that you find lead to the others of that meeting/,
    );
    await (await alice.lists()).click('Details');
    const details = await alice.card();
    const { recording } = details.dataOf('Delete…');
    const all = recordingsOf(j, 'alice@example.com');
    const one = all.find(({ id }) => id === recording);
    const others = all.filter(({ meetingSeriesId }) => meetingSeriesId === one?.meetingSeriesId);
    await details.click('Other recordings of this meeting');
    const list = await alice.card();
    assert.match(list.text(), /^Recordings of meeting id \S+, from the last 12 months\n/);
    assert.ok(others.length > 0 && list.topics().length > 0);
    assert.ok(list.topics().length <= others.length);
    for (const topic of list.topics()) assert.ok(others.some((other) => other.topic === topic));
    // And back, also from another page of them.
    await list.click('« Back to the recording');
    assert.equal((await alice.card()).dataOf('Delete…').recording, recording);
    await j.end();
  });
});
