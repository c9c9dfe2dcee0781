import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

describe('journey: the words that people use', () => {
  let j: Journey;
  let alice: Client;
  let room: string;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
    room = await j.group();
  });
  after(() => j.end());

  const LISTS = [
    'list',
    'LIST',
    'List.',
    'recordings',
    'My Recordings',
    'show my recordings',
    'please list my recordings!',
    '  list  ',
    'hey, show recordings',
  ];
  for (const words of LISTS) {
    it(`“${words}” lists`, async () => {
      const card = await alice.lists(words);
      assert.match(card.text(), /Your recordings/);
    });
  }

  it('a number says how many', async () => {
    for (const words of ['list 3', 'LIST 3', 'list top 3', 'recordings last 3']) {
      const card = await alice.lists(words);
      assert.equal(card.topics().length, 3, words);
      assert.match(card.text(), /1–3 of 3\+/, words);
    }
  });

  it('a number that cannot be is answered with what can', async () => {
    for (const words of ['list 0', 'list 5000', 'list -1', 'top 0']) {
      assert.match((await alice.lists(words)).text(), /I can list 1 to 1000 recordings/, words);
    }
  });

  it('a typo is met by a suggestion that works', async () => {
    assert.match((await alice.lists('lst 7')).text(), /1–5 of 7\+/);
    const card = await alice.lists('conect');
    assert.match(card.text(), /Did you mean “connect”\?/);
    await card.click('connect');
    assert.match((await alice.card()).text(), /You are connected/);
    assert.match((await alice.lists('hlep')).text(), /Did you mean “help”\?/);
  });

  it('a sentence about recordings is understood as far as it goes', async () => {
    const card = await alice.lists('where are my recordings of last week?');
    assert.match(card.text(), /^Your recordings \d/);
    assert.match((await alice.lists('what recordings?')).text(), /^Your recordings from/);
    const asked = await alice.lists('are these all the recordings?');
    assert.match(asked.text(), /^Your recordings from/);
  });

  it('who wants a recording sent to them gets it opened, and no form for sharing', async () => {
    const open = await alice.lists('open the quarterly roadmap');
    const sent = await alice.lists('send me the quarterly roadmap');
    assert.equal(sent.text(), open.text());
  });

  it('a list goes by transcripts, and says so where Webex does not tell', async () => {
    const add = (topic: string, transcript: boolean, given: object = {}) =>
      j.sandbox.addRecording({
        host: 'alice@example.com',
        topic,
        transcript,
        daysAgo: 20,
        ...given,
      });
    add('Harvest with words', true);
    add('Harvest in silence', false);
    add('Harvest of Bob', false, { host: 'bob@example.com', sharedWith: ['alice@example.com'] });
    j.sandbox.calls.clear();
    const with_ = await alice.lists('list harvest with transcript');
    assert.deepEqual(with_.topics(), ['Harvest with words']);
    assert.match(with_.text(), /1 left out: Webex doesn’t tell/);
    const asked = j.calls('oauth:sandbox-alice').filter((call) => call.includes('Transcripts'));
    assert.ok(asked.length <= 2, asked.join());
    const without = await alice.lists('recordings about harvest without a transcript');
    assert.deepEqual(without.topics(), ['Harvest in silence']);
    j.sandbox.faults.set([{ path: '/meetingTranscripts$', status: 403 }]);
    const refused = await alice.lists('list harvest without a transcript');
    assert.equal(refused.topics().length, 3);
    assert.match(refused.text(), /meeting:transcripts_read/);
    assert.ok(refused.has('Connect again'));
    j.sandbox.faults.set([]);
  });

  it('a greeting is greeted', async () => {
    assert.match((await alice.lists('hello there')).text(), /I look after your Webex recordings/);
  });

  it('anything else gets a short answer that leads on', async () => {
    const card = await alice.lists('the weather in Oslo');
    assert.match(card.text(), /Sorry, I didn’t get that/);
    await card.click('Show my recordings');
    assert.match((await alice.card()).text(), /Your recordings/);
  });

  it('a topic alone is searched for where it finds something, and asked about otherwise', async () => {
    j.sandbox.addRecording({ host: 'alice@example.com', topic: 'Vineyard tour', daysAgo: 2 });
    const found = await alice.lists('vineyard tour');
    assert.deepEqual(found.topics(), ['Vineyard tour']);
    assert.match(found.text(), /^Recordings about “vineyard tour”/);
    const topic = 'Harbour: login screens';
    j.sandbox.addRecording({ host: 'alice@example.com', topic, daysAgo: 1 });
    assert.deepEqual((await alice.lists('harbour login screens')).topics(), [topic]);
    const asked = await alice.lists('orchard tour');
    assert.match(asked.text(), /Sorry, I didn’t get that/);
    assert.ok(asked.has('find orchard tour'));
    const stranger = j.as('sandbox-carol');
    assert.match((await stranger.lists('vineyard tour')).text(), /Sorry, I didn’t get that/);
  });

  it('help all names every command; a mention alone is a question, too', async () => {
    const help = await alice.lists('help all');
    for (const command of ['list', 'find', 'settings', 'connect', 'whoami', 'disconnect', 'help']) {
      assert.ok(help.text().includes(`**${command}**`), command);
    }
    for (const group of ['Find', 'Clean up', 'Notifications', 'For others', 'Account']) {
      assert.ok(help.text().includes(`**${group}**`), group);
    }
    await help.click('largest 10 of the last 90 days');
    assert.match((await alice.card()).text(), /from the last 90 days, the largest first, top 10/);
    await alice.saysIn(room, '');
    const said = (await alice.heardIn(room)).at(-1);
    assert.match(alice.see(said).text(), /I look after your Webex recordings/);
  });

  it('whoami says who one is, and whether connected', async () => {
    assert.match((await alice.lists('whoami')).text(), /You are alice.*You are connected/s);
    const bob = j.as('sandbox-bob');
    assert.match((await bob.lists('Who am I?')).text(), /You are not connected/);
  });

  it('a mention can stand in front or at the end, and be shortened', async () => {
    const bot = 'recordings@webex.bot';
    const mentions = [
      `<@personEmail:${bot}|Recordings> list 2`,
      `<@personEmail:${bot}|Rec> list 2`,
      `list 2 <@personEmail:${bot}|Recordings>`,
      `<@personEmail:${bot}>: LIST 2`,
    ];
    for (const markdown of mentions) {
      const before = (await alice.heard()).length;
      await alice.api('POST', '/messages', { roomId: room, markdown });
      await j.rest();
      assert.equal((await alice.heard()).length, before + 1, markdown);
      assert.equal((await alice.card()).topics().length, 2, markdown);
    }
  });

  it('whoever adds the bot to a space is welcomed there', async () => {
    const { id } = await alice.api<{ id: string }>('POST', '/rooms', { title: 'New project' });
    await alice.api('POST', '/memberships', { roomId: id, personEmail: 'recordings@webex.bot' });
    await j.rest();
    const said = await alice.heardIn(id);
    assert.equal(said.length, 1);
    const card = alice.see(said[0]);
    assert.match(card.text(), /Hello! I look after your Webex recordings/);
    assert.match(card.text(), /Recordings are private/);
  });

  it('what looks like a date and is none is asked about', async () => {
    const question = await alice.lists('list 31 feb');
    assert.match(question.text(), /31 feb is not a date/);
    assert.equal(question.buttons('28 February').length, 1);
    await question.click('1 March');
    assert.match((await alice.card()).text(), /^Your recordings on 1 March/);
  });

  it('a quoted message is no part of what is asked', async () => {
    const quoted = '> Your recordings from the last 30 days\n\nlist top 2';
    assert.equal((await alice.lists(quoted)).topics().length, 2);
  });

  it('two commands of one message are both answered, in their order', async () => {
    const before = (await alice.heard()).length;
    await alice.says('Hi!\nlist 2\nhelp\nThanks, Alice');
    const [list, help, ...others] = (await alice.heard()).slice(before);
    assert.equal(alice.see(list).topics().length, 2);
    assert.match(alice.see(help).text(), /I look after your Webex recordings/);
    assert.deepEqual(others, []);
  });

  it('a verb finds the recording, and asks; words alone change nothing', async () => {
    const [topic = ''] = (await alice.lists('list 1')).topics();
    j.sandbox.calls.clear();
    for (const words of [
      'delete the last one',
      'please remove my last recording',
      'erase the last for good',
    ]) {
      const question = await alice.lists(words);
      assert.ok(question.text().includes(topic), words);
      assert.ok(question.has('Move to recycle bin'), words);
    }
    await alice.lists('help');
    const several = await alice.lists('delete');
    assert.match(several.text(), /Which one\?/);
    assert.equal(several.buttons('Delete…').length, 5);
    const none = await alice.lists('delete the kitchen sink');
    assert.match(none.text(), /found no such recording.*about “kitchen sink”/s);
    assert.ok(none.has('Search all dates'));
    const less = await alice.lists('stop sharing the last one with eve@example.com');
    assert.equal(less.parts().find(({ id }) => id === 'remove')?.value, 'eve@example.com');
    const form = await alice.lists('share the last one with bob@example.com');
    const add = form.parts().find(({ id }) => id === 'add')?.value;
    assert.equal(String(add).replaceAll('\u2060', ''), 'bob@example.com');
    assert.ok((await alice.lists('download the last recording')).text().includes(topic));
    assert.match((await alice.lists('who watched my last recording?')).text(), /Who watched/);
    assert.match((await alice.lists('undo')).text(), /nothing to undo/);
    assert.deepEqual(
      j
        .calls('sandbox-alice')
        .filter((call) => !call.startsWith('GET ') && call.includes('/recordings')),
      [],
    );
    await (await alice.lists('delete')).click('Delete…');
    await (await alice.card()).click('Move to recycle bin');
    const undo = await alice.lists('undo');
    assert.match(undo.text(), /Undo this\?.*you moved “/s);
    await undo.click('Restore');
    assert.match((await alice.card()).text(), /restored/i);
  });

  it('“this one”, in the thread of a card of one recording, is that recording', async () => {
    const list = await alice.lists('list 2');
    const { roomId } = list.message;
    const answer = async (parentId: string, text: string) => {
      await alice.api('POST', '/messages', { roomId, parentId, text });
      await j.rest();
      return await alice.card();
    };
    const several = await answer(list.message.id, 'delete this one');
    assert.match(several.text(), /Which one\?/);
    const second = list.topics()[1] ?? '';
    await (await alice.lists('list 2')).click('Details', 1);
    const details = await alice.card();
    const question = await answer(details.message.id, 'delete this one');
    assert.ok(question.has('Move to recycle bin'));
    assert.ok(question.text().includes(second));
  });

  it('“it” is the recording of the last card about one, however it was opened, also from a group space', async () => {
    const [first = '', second = '', third = ''] = (await alice.lists('list 3')).topics();
    await alice.lists('open the second one');
    assert.match((await alice.lists('yes')).text(), /Nothing is waiting for your answer/);
    for (const words of [
      'who watched it',
      'share it with bob@example.com',
      'delete it',
      'delete',
    ]) {
      const card = await alice.lists(words);
      assert.ok(card.text().includes(second), `${words}: ${card.text()}`);
    }
    await alice.saysIn(room, 'transcript of it');
    assert.ok((await alice.card()).text().includes(`Transcript of “${second}”`));
    // A card is edited in place: the older message is the newer card.
    const list = await alice.lists('list 3');
    await alice.lists('open the first one');
    await list.click('Details', 2);
    assert.ok((await alice.lists('delete it')).text().includes(`Delete “${third}”?`));
    await alice.lists('list 3');
    assert.match((await alice.lists('delete it')).text(), /Which one\?/);
    await alice.lists('open the first one');
    assert.ok((await alice.lists('download it')).text().includes(first));
    await alice.lists('help');
    assert.match((await alice.lists('delete')).text(), /Which one\?/);
  });

  it('“it”, a place and a correction are about what was asked last', async () => {
    const add = (topic: string, daysAgo: number) =>
      j.sandbox.addRecording({ host: 'alice@example.com', topic, daysAgo });
    for (const daysAgo of [40, 47]) add('Orchard walk', daysAgo);
    add('Meadow walk', 41);
    await alice.lists('help');
    assert.match((await alice.lists('delete the orchard walk')).text(), /^Which one\?/);
    const watched = await alice.lists('who watched it?');
    assert.match(watched.text(), /^Which one\?\nRecordings about “orchard walk”/);
    const question = await alice.lists('delete it');
    assert.match(question.text(), /^Which one\?\nRecordings about “orchard walk”/);
    assert.match((await alice.lists('I meant the second')).text(), /^Delete “Orchard walk”\?/);
    assert.match((await alice.lists('yes, the first one')).text(), /^Delete “Orchard walk”\?/);
    assert.match(
      (await alice.lists('no, I meant the meadow walk')).text(),
      /^Delete “Meadow walk”/,
    );
    assert.match((await alice.lists('who watched it?')).text(), /“Meadow walk”/);
    await alice.lists('delete the orchard walk');
    const [day = ''] = /\d+ \w{3}(?=,)/.exec((await alice.card()).text()) ?? [];
    const narrowed = await alice.lists(`no, the one from ${day}`);
    assert.match(narrowed.text(), /^Delete “Orchard walk”/);
    // What is asked in between ends it: “only …” narrows the list again, and deletes nothing.
    await alice.lists('help');
    await alice.lists('delete the orchard walk');
    await alice.lists('settings');
    assert.doesNotMatch((await alice.lists('only about meadow')).text(), /Delete|Which one/);
    await alice.lists('settings time zone New York');
    await alice.lists('I’m in Berlin this week');
    assert.match((await alice.card()).text(), /Dates use your time zone, Berlin/);
    // What is not there is not what was there before.
    await alice.lists('find the kitchen sink');
    assert.doesNotMatch((await alice.lists('delete it')).text(), /Meadow/);
  });

  it('whoever only writes turns pages, and places count on the page that was turned to', async () => {
    const first = (await alice.lists('list')).topics();
    const second = await alice.lists('next page');
    assert.notDeepEqual(second.topics(), first);
    const [, topic = ''] = second.topics();
    assert.ok((await alice.lists('open the second one')).text().includes(topic));
    assert.deepEqual((await alice.lists('back')).topics(), second.topics());
    assert.deepEqual((await alice.lists('previous page')).topics(), first);
    // The same after a click.
    const list = await alice.lists('list');
    await list.click('Older ›');
    assert.ok((await alice.lists('delete the second one')).text().includes(`Delete “${topic}”?`));
    // What a button would change, words do not press.
    j.sandbox.calls.clear();
    assert.match((await alice.lists('move to recycle bin')).text(), /Press the button/);
    assert.deepEqual(
      j.calls('oauth:sandbox-alice').filter((call) => !call.startsWith('GET')),
      [],
    );
  });

  it('a wish of two verbs is of the recording that the first describes, and the last but one of two', async () => {
    const [, second = ''] = (await alice.lists('list 2')).topics();
    const question = await alice.lists('delete the last but one');
    assert.ok(question.text().includes(second));
    assert.ok(question.has('Move to recycle bin'));
    j.sandbox.addRecording({ host: 'alice@example.com', topic: 'Zebra', daysAgo: 3_000 });
    const form = await alice.lists('find the oldest one and share it with bob@example.com');
    assert.match(form.text(), /Share “Zebra”/);
    const add = form.parts().find(({ id }) => id === 'add')?.value;
    assert.equal(String(add).replaceAll('\u2060', ''), 'bob@example.com');
  });

  it('is told what can be done where words ask for more', async () => {
    const keep = await alice.lists('keep only the last 10');
    assert.match(keep.text(), /can’t clean up by number/);
    await keep.click('Show the oldest');
    assert.match((await alice.card()).text(), /of all time, the oldest first/);
    assert.match((await alice.lists('who was in the standup?')).text(), /not who took part/);
    const bob = await alice.lists('recordings with bob in them');
    await bob.click('hosted by bob');
    assert.match((await alice.card()).text(), /hosted by “bob”/);
    assert.match((await alice.lists('zebra')).text(), /about “zebra”, of all time/);
    const topic = await alice.lists('gnu');
    await topic.click('find gnu');
    assert.match((await alice.card()).text(), /about “gnu”/);
  });

  it('restores by the day of the deletion what was deleted here', async () => {
    const question = await alice.lists('delete the last but one');
    await question.click('Move to recycle bin');
    await alice.card();
    const today = await alice.lists('restore what I deleted today');
    assert.match(today.text(), /moved there with me on/);
    assert.doesNotMatch(today.text(), /none found/);
    const yesterday = await alice.lists('restore what I deleted yesterday');
    assert.match(yesterday.text(), /moved there with me on .* none found/);
    assert.match(yesterday.text(), /doesn’t tell when others were deleted/);
  });

  it('shows a question again where words answer it, with its buttons and nothing done', async () => {
    await alice.lists('list');
    const question = await alice.lists('delete the newest');
    for (const words of ['yes', 'ok, do it']) {
      const again = await alice.lists(words);
      assert.match(again.text(), /^Press the button instead\nDelete “/);
      assert.ok(again.text().includes(question.text().split('\n')[0] ?? '?'), again.text());
      assert.equal(again.text().match(/Press the button/g)?.length, 1);
      assert.ok(again.has('Move to recycle bin'));
    }
    await (await alice.card()).click('Cancel');
    await j.rest();
    await alice.lists('list 2');
    assert.ok(!(await alice.lists('yes')).has('Watch'));
  });

  it('compares what the person sees', async () => {
    const [newer = '', older = ''] = (await alice.lists('list 2')).topics();
    assert.ok((await alice.lists('open the older one')).text().startsWith(older));
    assert.ok((await alice.lists('show me the newer one')).text().startsWith(newer));
    for (const daysAgo of [50, 57]) {
      const topic = 'Lantern tour';
      j.sandbox.addRecording({ host: 'alice@example.com', topic, daysAgo });
    }
    const offered = (await alice.lists('delete the lantern tour')).text();
    const [, first = '?', second = '?'] =
      /(\d+ \w{3})(?=,)[^]*?(\d+ \w{3})(?=,)/.exec(offered) ?? [];
    assert.ok((await alice.lists('the older one')).text().includes(second), offered);
    await alice.lists('delete the lantern tour');
    assert.ok((await alice.lists('the later one')).text().includes(first), offered);
  });

  it('narrows a clean-up by what follows its preview', async () => {
    await alice.lists('clean up older than 90 days');
    assert.match((await alice.lists('only the mp4s')).text(), /older than 90 days, MP4/);
    const without = (await alice.lists('without the standups')).text();
    assert.match(without, /older than 90 days, MP4, except “standups”/);
    assert.equal((await alice.lists('how much would that free?')).text(), without);
    await alice.lists('list in 2026');
    assert.match((await alice.lists('only the mp4s')).text(), /^MP4 recordings/);
  });

  it('takes addresses alone for an answer where it is asked with whom to share', async () => {
    const people = async (words: string): Promise<unknown> =>
      (await alice.lists(words)).parts().find(({ id }) => id === 'add')?.value;
    await alice.lists('share the newest');
    assert.equal(await people('bob@example.com'), 'bob@example.com');
    assert.equal(await people('send it'), 'bob@example.com');
    await alice.lists('open the second one');
    await alice.lists('give my students it');
    assert.equal(
      await people('bob@example.com and a@example.com'),
      'bob@example.com, a@example.com',
    );
    await alice.lists('list');
    assert.match((await alice.lists('bob@example.com')).text(), /hosted by/);
  });

  it('counts what was shown last', async () => {
    await alice.lists('bin');
    assert.match((await alice.lists('how many are in there?')).text(), /^Your recycle bin/);
    assert.match((await alice.lists('empty it')).text(), /^In your recycle bin/);
  });

  it('has a word back for words that ask nothing', async () => {
    assert.match((await alice.lists('stop')).text(), /I don’t message you on my own/);
    for (const [line, answer] of [
      ['who runs this bot', /I don’t know any names/],
      ['are you ChatGPT', /I’m a program/],
      ['switch site', /all your Webex sites at once/],
      ['there are no buttons', /web\.webex\.com/],
      ['did it work?', /Recent activity/],
      ['Teile die Retro mit bob@example.com', /I look after your Webex recordings/],
      ['borra la última', /I look after your Webex recordings/],
    ] as const)
      assert.match((await alice.lists(line)).text(), answer, line);
    assert.match((await alice.lists('yes')).text(), /Nothing is waiting for your answer/);
    await alice.says('thanks!');
    assert.match((await alice.lastHeard()).markdown ?? '', /You’re welcome/);
    for (const line of ['hilfe', 'aide', 'ayuda', 'ヘルプ']) {
      assert.match((await alice.lists(line)).text(), /I look after your Webex recordings/, line);
      const [language, card] = (await alice.heard()).slice(-2);
      assert.equal(language?.markdown, 'I speak English for now.', line);
      assert.equal(card?.attachments?.length, 1, line);
    }
  });

  it('goes on from the list that was shown last', async () => {
    await alice.lists('list planning in october');
    const corrected = await alice.lists('no, i meant november');
    assert.match(corrected.text(), /about “planning”, since 1 November/);
    const [, second = ''] = (await alice.lists('list largest first')).topics();
    const asked = await alice.lists('delete the second one');
    assert.ok(asked.text().startsWith(`Delete “${second}`), asked.text());
    assert.equal((await alice.lists('the newest')).topics().length, 1);
    const before = await alice.lists('and the one before?');
    assert.match(before.text(), /who already has access/);
    await alice.lists('list the last two');
    assert.match((await alice.lists('delete #1 and #3')).text(), /^1 of 2 selected/);
  });

  it('offers the topic where a word of ours may be in one', async () => {
    const bin = await alice.lists('trash talk');
    assert.ok(bin.has('Search for “trash talk”') && bin.has('Move it there…'));
    const history = await alice.lists('grade 7 history');
    assert.ok(history.has('history'));
    await history.click('find grade 7 history');
    assert.match((await alice.card()).text(), /about “grade 7 history”/);
  });

  it('asks whether a line is a request or the name of a recording that is there', async () => {
    const names = [
      ['Clean code book club', 'clean up', /Clean up recordings/],
      ['Storage wars', 'storage', /Your recordings use/],
      ['Share price review', 'share', /^Share “Share price review”/],
      ['Delete this later?', 'delete', /^Delete “Delete this later\?”/],
      ['Undo the damage workshop', 'undo', /undo/i],
    ] as const;
    for (const [topic] of names)
      j.sandbox.addRecording({ host: 'alice@example.com', topic, daysAgo: 33 });
    for (const [topic, name, request] of names) {
      const asked = await alice.lists(topic);
      assert.match(asked.text(), /^A recording has “.*” in its name/, topic);
      await asked.click('Show the recording');
      assert.deepEqual((await alice.card()).topics(), [topic]);
      await asked.click(`Take it as “${name}”`);
      assert.match((await alice.card()).text(), request);
    }
    // Without such a recording it is a request.
    assert.match((await alice.lists('storage quota')).text(), /Your recordings use/);
  });

  it('finds a name that holds a date, where there is none of that date', async () => {
    j.sandbox.addRecording({ host: 'alice@example.com', topic: 'Team retro January', daysAgo: 60 });
    for (const line of [
      'delete the team retro january',
      'delete the recording of the team retro January',
    ])
      assert.match((await alice.lists(line)).text(), /^Delete “Team retro January”/);
    assert.match(
      (await alice.lists('delete the kitchen sink january')).text(),
      /no such recording/,
    );
  });

  it('asks whether it is right where words about a recording say more than it knows', async () => {
    j.sandbox.addRecording({ host: 'alice@example.com', topic: 'Quarry tour', daysAgo: 61 });
    for (const line of [
      'delete the quarry tour in German',
      'delete only the audio of the quarry tour',
    ]) {
      const asked = await alice.lists(line);
      assert.match(asked.text(), /^Is it this one\?.*I didn’t understand “.*”, so I left it out/s);
      await asked.click('Delete…');
      assert.match((await alice.card()).text(), /^Delete “Quarry tour”/);
    }
  });

  it('takes a pasted mail for what it asks, with its writer named', async () => {
    j.sandbox.addRecording({ host: 'alice@example.com', topic: 'Harbour tour', daysAgo: 55 });
    const mail = [
      'From: Eve Ek <eve@example.com>',
      'Sent: Monday, 23 November 2026 10:12',
      'Subject: Recording',
      '',
      'Hi Alice,',
      '',
      'hope you are well. Could you please share the recording of the harbour tour with me? I missed it.',
      '',
      'Best regards',
      'Eve',
    ].join('\n');
    const form = await alice.lists(mail);
    assert.match(form.text(), /^Share “Harbour tour”/);
    const add = form.parts().find(({ id }) => id === 'add')?.value;
    assert.equal(String(add).replaceAll('\u2060', ''), 'eve@example.com');
  });

  it('says in its text what a question needs, for clients without cards', async () => {
    const text = async (line: string) => (await alice.lists(line)).message.markdown ?? '';
    assert.match(await text('delete harbour tour'), /press a button on the card.*web\.webex\.com/s);
    assert.match(await text('delete walk'), /write for example \*\*delete the second one\*\*/);
    assert.match(await text('open harbour tour'), /\*\*delete it\*\*/);
    assert.match(await text('list 31 feb'), /Without cards, write one of these: \*\*list/);
    for (const line of ['no', 'cancel', 'never mind', 'don’t delete it'])
      assert.match(await text(line), /^\*\*All right\*\*.*Nothing happens unless you press/s, line);
  });

  it('shows all that fit where both are meant, and “it” first, too', async () => {
    for (const daysAgo of [62, 63])
      j.sandbox.addRecording({ host: 'alice@example.com', topic: 'Status call', daysAgo });
    const both = await alice.lists('delete both status calls');
    assert.match(both.text(), /^Which one\?/);
    assert.equal(both.buttons('Delete…').length, 2);
    await alice.lists('the second');
    assert.match((await alice.lists('download it first')).text(), /Status call/);
  });

  it('answers two wishes about two recordings, and the second about “it”', async () => {
    const add = (topic: string) =>
      j.sandbox.addRecording({ host: 'alice@example.com', topic, daysAgo: 50 });
    for (const topic of ['Lagoon talk', 'Dune talk']) add(topic);
    const answers = async (line: string) => {
      const before = (await alice.heard()).length;
      await alice.says(line);
      return (await alice.heard()).slice(before).map((one) => alice.see(one).text());
    };
    const [lagoon = '', dune = '', ...others] = await answers(
      'delete the lagoon talk and share the dune talk with bob@example.com',
    );
    assert.match(lagoon, /^Delete “Lagoon talk”/);
    assert.match(dune, /^Share “Dune talk”/);
    assert.deepEqual(others, []);
    const each = await answers(
      'send lagoon to bob@example.com and the dune talk to eve@example.com',
    );
    assert.deepEqual(
      each.map((one) => /^.*“(.*)”/.exec(one)?.[1]),
      ['Lagoon talk', 'Dune talk'],
    );
    await (await alice.lists('delete the lagoon talk')).click('Move to recycle bin');
    await alice.card();
    const [bin = '', watched = ''] = await answers(
      'restore the lagoon talk and tell me who watched it',
    );
    assert.match(bin, /Lagoon talk/);
    assert.match(watched, /Lagoon talk/);
  });

  it('finds what was deleted at a time, and says that it does not know by whom', async () => {
    const [first = ''] = (await alice.lists('list')).topics();
    await (await alice.card()).trashes(0);
    const found = await alice.lists('recordings deleted today');
    assert.match(found.text(), /moved there with me on/);
    assert.match(
      (await alice.lists('what got deleted today')).text(),
      new RegExp(first.slice(0, 9)),
    );
    assert.match((await alice.lists('share with bob')).text(), /^Which one\?/);
    assert.match((await alice.lists('recover what bob deleted')).text(), /doesn’t tell me who/);
  });
});
