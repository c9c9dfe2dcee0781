import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

describe('journey: Webex refuses what the bot says', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ forgiveRefused: true });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  beforeEach(() => j.sandbox.calls.clear());
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  const posts = (): number =>
    j.calls('sandbox-bot').filter((call) => call === 'POST /messages').length;

  it('a refused card becomes its text at once, and the log names the card', async () => {
    const fault = { method: 'POST', path: '/messages$', sends: '"attachments"', status: 400 };
    j.sandbox.faults.set([{ ...fault, errors: ['card.body[0].text: is odd'] }]);
    await alice.says('list');
    const { text, attachments } = await alice.lastHeard();
    assert.match(text ?? '', /Your recordings/);
    assert.equal(attachments, undefined);
    assert.equal(posts(), 2);
    assert.match(j.log(), /"card":"recordings".+card\.body\[0\]\.text: is odd.+card refused/);
    assert.doesNotMatch(j.log(), /event will be retried/);
  });

  it('a space that refuses posts is told of 1:1, once', async () => {
    const roomId = await j.group();
    j.sandbox.changeRoom(roomId, { refusesBots: true });
    const before = (await alice.heard()).length;
    await alice.saysIn(roomId, 'help');
    const [told, ...others] = (await alice.heard()).slice(before);
    assert.match(told?.text ?? '', /Webex refuses my messages in the space/);
    assert.deepEqual(others, []);
    await alice.saysIn(roomId, 'list');
    const later = (await alice.heard()).slice(before + 1);
    assert.equal(later.length, 1);
    assert.doesNotMatch(later[0]?.text ?? '', /refuses my messages/);
    assert.doesNotMatch(j.log(), /event will be retried/);
    j.sandbox.changeRoom(roomId, { refusesBots: false });
  });

  it('in a thread that is gone with its first message, the answer stands in the space', async () => {
    const roomId = await j.group();
    const mention = '<@personEmail:recordings@webex.bot|Recordings>';
    const write = (body: object) =>
      alice.api<{ id: string }>('POST', '/messages', { roomId, ...body });
    const [there, toAlice] = [(await alice.heardIn(roomId)).length, (await alice.heard()).length];
    const parent = await write({ markdown: `${mention} whoami` });
    await j.rest();
    const gate = j.sandbox.hold({ method: 'POST', path: /^\/messages$/, token: /sandbox-bot/ });
    await write({ markdown: `${mention} help`, parentId: parent.id });
    await write({ markdown: `${mention} lst`, parentId: parent.id });
    await alice.api('DELETE', `/messages/${parent.id}`);
    gate.open();
    await j.rest();
    const said = (await alice.heardIn(roomId)).slice(there).map(({ text }) => text ?? '');
    assert.match(said.join('\n'), /Did you mean “list”/);
    const told = (await alice.heard()).slice(toAlice).map(({ text }) => text ?? '');
    assert.doesNotMatch([...said, ...told].join('\n'), /refuses my messages/);
    assert.doesNotMatch(j.log(), /event will be retried/);
  });

  it('a message that the bot may not read is let be', async () => {
    const before = (await alice.heard()).length;
    j.sandbox.faults.set([{ method: 'GET', path: '/messages/[^/]{20,}$', status: 403 }]);
    await alice.says('list');
    assert.equal(j.calls('sandbox-bot').length, 1);
    j.sandbox.faults.set([]);
    assert.equal((await alice.heard()).length, before);
    assert.match((await alice.lists()).text(), /Your recordings/);
  });
});
