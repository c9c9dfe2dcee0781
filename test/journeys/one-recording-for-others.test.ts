import assert from 'node:assert/strict';
import { addRecording } from '../../sandbox/control/add-recording.js';
import { journey, type Journey } from '../support/journey.js';
import { recordingIn } from '../support/shelf.js';
import type { Client, SeenCard } from '../support/people.js';

describe('journey: one recording, on behalf of its host', () => {
  let j: Journey;
  let admin: Client;
  let id: string;
  let details: SeenCard;
  before(async () => {
    j = await journey({ env: { ADMINISTRATORS: 'admin@example.com' } });
    admin = j.as('sandbox-admin');
    await admin.says('for bob@example.com list');
    await admin.follows((await admin.card()).link('Connect'));
    const added = addRecording(j.sandbox.world, j.sandbox.recordings, {
      ...{ host: 'bob@example.com', topic: 'Retro', daysAgo: 40 },
      ...{ accesses: 20, transcript: true, summary: true },
    });
    ({ id } = added);
    const list = await admin.lists('for bob@example.com list');
    const target = { recording: id, site: added.siteUrl };
    await admin.submits(list.message.id, { ...list.dataOf('Details'), ...target });
    details = await admin.card();
  });
  after(() => j.end());

  const pressed = async (title: string): Promise<SeenCard> => {
    await admin.submits((await admin.card()).message.id, details.dataOf(title));
    const card = await admin.card();
    assert.match(card.text(), /^⚠ On behalf of Bob Brandt/);
    return card;
  };

  it('every card says on whose behalf, and shows what an administrator may see', async () => {
    assert.match(details.text(), /^⚠ On behalf of Bob Brandt.+\nRetro/);
    assert.ok((await pressed('Download…')).has('Video'));
    assert.match((await pressed('Who watched…')).text(), /by \d (person|people) so far/);
    assert.match((await pressed('Summary')).text(), /not to others on their behalf/);
    assert.match((await pressed('Delete…')).text(), /Delete “Retro”\?/);
    assert.match((await pressed('Transcript')).text(), /Transcript of “Retro”\n/);
  });

  it('is shared for its host, who is named from the list’s own host and no card', async () => {
    const form = await pressed('Share…');
    await admin.submits(form.message.id, {
      ...form.dataOf('Next'),
      ...{ add: 'carol@example.com', tell: 'false', hostEmail: 'alice@example.com' },
    });
    await (await admin.card()).click('Share');
    assert.match((await admin.card()).text(), /Shared “Retro”/);
    const carol = j.sandbox.world.people.byEmail('carol@example.com');
    assert.ok(recordingIn(j, id).sharedWith.has(carol?.id ?? ''));
    const history = await admin.lists('history');
    assert.match(history.text(), /sharing changed – for Bob Brandt/);
  });

  it('is nobody’s business who is no administrator', async () => {
    const alice = j.as('sandbox-alice');
    await alice.connects();
    const before = recordingIn(j, id).sharedWith.size;
    for (const action of ['more', 'download', 'watched', 'transcript', 'summary', 'share']) {
      const inputs = { ...details.dataOf('Share…'), action, add: 'eve@example.com' };
      await alice.submits((await alice.card()).message.id, inputs);
      const { content } = await alice.card();
      assert.doesNotMatch(JSON.stringify(content), /"Retro|Video/, action);
    }
    assert.equal(recordingIn(j, id).sharedWith.size, before);
  });
});
