import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

/** All that it holds, less the joiners that keep clients from making links of what looks like one. */
const plain = (value: unknown): string => JSON.stringify(value).replaceAll('\u2060', '');

describe('journey: privacy in a group space', () => {
  let j: Journey;
  let alice: Client;
  let bob: Client;
  let room: string;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    bob = j.as('sandbox-bob');
    room = await j.group();
    await alice.connects();
    await bob.connects();
  });
  after(() => j.end());

  const topicsOf = (email: string): string[] => {
    const person = j.sandbox.world.people.byEmail(email);
    assert.ok(person);
    return j.sandbox.recordings
      .ofPerson(person.id)
      .all()
      .map(({ topic }) => topic);
  };
  const statuses = (): string[] =>
    j.sandbox.recordings
      .everything()
      .all()
      .map(({ id, status }) => `${id} ${status}`);
  const told = async (): Promise<string> => plain(await bob.heardIn(room));

  it('the list goes to the 1:1 space, and the group learns only that', async () => {
    const before = (await alice.heard()).length;
    await alice.saysIn(room, 'list');
    assert.equal((await alice.heard()).length, before + 1);
    assert.match((await alice.card()).text(), /Your recordings/);
    const last = (await alice.heardIn(room)).at(-1);
    assert.equal(last?.text, 'Recordings are private, so I answered in our 1:1 space.');
    assert.equal(last.attachments, undefined);
  });

  it('nothing private is ever said there: no topic, address, link or password', async () => {
    for (const words of ['list 2', 'whoami', 'connect', 'disconnect', 'lst', 'list 0']) {
      await alice.saysIn(room, words);
    }
    const said = await told();
    const hers = plain(await alice.heard());
    const topics = topicsOf('alice@example.com').map((topic) => plain(topic).slice(1, -1));
    assert.ok(topics.some((topic) => hers.includes(topic)));
    for (const topic of topics) assert.equal(said.includes(topic), false, topic);
    for (const secret of [/oauth\/connect/, /ldr\.php/, /Kx7pWm2Q/, /alice@example/]) {
      assert.doesNotMatch(said, secret);
    }
    for (const told of [/oauth\/connect/, /alice@example/])
      assert.match(hers, told, '1:1 she is told');
    await alice.connects();
  });

  it('who clicks a card of the group gets their own list, 1:1', async () => {
    await alice.saysIn(room, 'help');
    const help = (await bob.heardIn(room)).at(-1);
    const alices = (await alice.heard()).length;
    await bob.see(help).click('List my recordings');
    assert.equal((await alice.heard()).length, alices);
    const topics = (await bob.card()).topics();
    assert.ok(topics.length > 0);
    for (const topic of topics) assert.ok(topicsOf('bob@example.com').includes(topic), topic);
  });

  it('inputs that name somebody else change nothing about who acts', async () => {
    const mine = await alice.lists();
    const data = mine.trashData();
    const bobs = await bob.lists();
    const before = statuses();
    await bob.submits(bobs.message.id, {
      ...data,
      personId: j.sandbox.world.people.byEmail('alice@example.com')?.id,
      personEmail: 'alice@example.com',
      hostEmail: 'alice@example.com',
      token: 'sandbox-alice',
    });
    assert.deepEqual(statuses(), before);
    assert.match((await bob.card()).text(), /nothing was changed|no longer shows/);
  });

  it('inputs of no sense change nothing and are answered', async () => {
    const card = await alice.lists();
    const before = statuses();
    const forged: Record<string, unknown>[] = [
      {},
      { action: 'nonsense' },
      { action: 7 },
      { action: '__proto__' },
      { action: 'constructor' },
      { action: 'trash' },
      { action: 'trash', recording: '../../people/me', site: 'acme.webex.com' },
      { action: 'delete', recording: 'x/../../softDelete?', site: '' },
      { action: 'trash', recording: 'a'.repeat(300), site: 'acme.webex.com' },
      { action: 'trash', recording: 'abc', site: 'https://evil.example/' },
      { action: 'say', text: 'talk about yourself' },
      { action: 'say', text: 'x'.repeat(700) },
    ];
    for (const inputs of forged) {
      const heard = await alice.heard();
      await alice.submits(card.message.id, inputs);
      const now = await alice.heard();
      assert.notDeepEqual(now, heard, JSON.stringify(inputs));
      assert.match(alice.see(now.at(-1)).text(), /out of date/, JSON.stringify(inputs));
    }
    assert.deepEqual(statuses(), before);
  });

  it('a private action submitted on a card of the group is answered 1:1', async () => {
    const { recording, site } = (await alice.lists()).trashData();
    await alice.saysIn(room, 'help');
    const help = (await alice.heardIn(room)).at(-1);
    assert.ok(help);
    for (const inputs of [
      { action: 'page', list: '' },
      { action: 'ask-delete', recording, site },
      { action: 'trash', recording, site },
      { action: 'restore', recording, site },
    ]) {
      const alices = (await alice.heard()).length;
      await alice.submits(help.id, inputs);
      assert.equal((await alice.heard()).length, alices + 1, inputs.action);
      const there = await alice.heardIn(room);
      assert.ok(there.some((message) => isDeepStrictEqual(message, help)));
    }
    const said = await told();
    for (const topic of topicsOf('alice@example.com')) {
      assert.equal(said.includes(plain(topic).slice(1, -1)), false, topic);
    }
  });
});
