import assert from 'node:assert/strict';
import { commandMatcher } from '../../../src/bot/match-command.js';
import { facts } from '../../../src/features/help/facts.js';
import { seen, titles } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import { declaredCommands } from '../../bot/support/declared.js';
import { NOW } from '../../bot/support/recordings.js';

const { match } = commandMatcher(declaredCommands, () => NOW);

/** The command that answers a line, in a bot with all its features. */
function answering(line: string): string | undefined {
  const understood = match(line);
  return 'command' in understood ? understood.command.name : undefined;
}

const ours = facts().commands ?? [];
async function answered(name: string) {
  const ctx = scriptedClick({ personId: 'alice' });
  await ours.find((one) => one.name === name)?.run(ctx, '');
  return ctx.only('reply');
}

/** As independent writers asked. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  'how many at a time': ['is there a limit on how many people I can share one with'],
  'what counts as storage': [
    ...[
      'does recycle bin count against quota',
      'do binned recordings free up my space straight away',
    ],
  ],
  'when storage is full': [
    ...['When the storage is full, are my recordings deleted automatically or am I asked first?'],
    ...['if I go over my limit will the next lecture just not record?'],
    ...['I got a mail that my storage is nearly full, what shall I do'],
    ...['Which ones could I delete to get 5 GB free?', "what's the maximum I'm allowed to store?"],
  ],
  'nothing by itself': [
    ...['auto cleanup?', 'how does the automatic clean up work, does it run on its own?'],
    ...['Is there a way you could tidy up old stuff automatically every term?'],
  ],
  'locked against deletion': [
    ...[
      'how do I make sure nobody deletes the product film',
      'please don’t ever clear out the film',
    ],
    ...['Please extend the time the town hall recording is kept, as it must not expire.'],
  ],
  'sharing taken back': [
    ...['Can I undo a share if I have made a mistake?'],
    ...['how do i take back a recording which i sent to wrong person yesterday'],
  ],
  'until when it is shared': [
    ...[
      'do the links stop working at some point',
      'is it possible to give access for one week only',
    ],
  ],
  'people outside': [
    ...['can my client watch this without a webex login?'],
    ...['Can people outside of the company open the share link?'],
  ],
  passwords: [
    ...['set a password on the standup', 'do you need my webex password'],
    ...['can I protect a recording with a password?'],
  ],
  'who may download': [
    ...['can you make it so people can watch the offsite but not download it'],
    ...['please do the needful to stop people from downloading the board prep recording'],
  ],
  'who learns of it': [
    ...['will carol come to know if I delete a recording that I shared with her'],
    ...['When I share, the other person will get mail or what?'],
    ...['Do the people who watch get told that I can see they’ve watched?'],
  ],
  'how long recordings are kept': [
    ...['How long stay deleted recordings in the recycle bin?', 'bin retention days?'],
    ...['Data retention: after how many days the recordings are getting deleted automatically?'],
  ],
  'what a deletion does': [
    ...['once I delete, is it gone permanently or somebody can still get it back?'],
    ...['if I delete something does the customer’s link die'],
    ...['Is it possible to remove a recording permanently, so that nobody can bring it back?'],
    ...['When I restore something, will the old link work again?'],
  ],
  'chat of a meeting': ['does a download include the chat'],
  'files of a recording': [
    ...['Could you tell me in what format the recordings are downloaded?'],
    ...['audio only version possible?', 'can i just have the sound without the picture'],
  ],
  'transcripts are made': ['what languages are the transcripts in'],
  'what I see': [
    ...['Are you able to see what is said in the recordings, or only the titles?'],
    ...['Which recordings you can access, only mine or others also?'],
  ],
  'who sees mine': [
    ...['how do I stop the whole company seeing my stuff'],
    ...['Is a recording automatically shared with the invitees of the meeting'],
    ...['Who else can see my recordings, apart from me?'],
    ...['can you pls tell me if my manager can see my recordings'],
    ...['Is my recording visible to everyone in the company by default'],
    ...['Can I know which of my recordings are shared outside the company'],
  ],
  playing: [
    ...['it keeps buffering', 'I click watch and nothing happens'],
    ...[
      'I cannot see the image when I play the customer council, only the sound. Do you know why?',
    ],
    ...['my mobile team offsite day 2 is not playing, please check'],
  ],
  emails: ['Could you turn off the emails I receive, but keep the messages here in Webex?'],
  'watched to the end': ['Did any of them watch it to the end?'],
  'privacy?': ['are you storing what I type here?', 'are my chats with you private'],
  'why is my recording missing?': [
    ...[
      'my call from an hour ago isn’t showing up, how come',
      'why is the kickoff still procesing',
    ],
  ],
  'stop?': [
    ...['what notifications have I got switched on', 'which alerts are active for me'],
    ...['Since when do I get these messages from you every morning, please switch off'],
  ],
  help: [
    ...['Hiya, first time using this, what sort of things can you do?'],
    ...['Dear bot, what all can you do for me'],
  ],
  'why is the delete button missing?': ['why do some recordings have no delete button'],
  'are you a bot?': ['are you chatgpt or something'],
  'thanks?': [
    ...['Thanks a lot, that is all for today', 'cheers, you’ve been really useful today'],
    ...['Not sure if you’re a person or a computer but thank you, that’s been brilliant'],
  ],
};

describe('questions about how things are', () => {
  for (const [name, lines] of Object.entries(LINES)) {
    for (const line of lines) {
      it(`are understood: ${line}`, () => assert.equal(answering(line), name));
    }
  }

  for (const [line, name] of [
    ['who watched the deletion policy training', 'who watched'],
    ['can you delete the automatic clean-up demo', 'delete'],
    ['could you share the customer council with bob@example.com', 'share'],
    ['is there a recording of the password policy training', 'list'],
    ['how long is the data retention review', 'watch'],
    ['find what was said about storage limits', 'find'],
    ['where is the player crash review', 'watch'],
    ['please warn me before anything is deleted for good', 'remind'],
    ['let me know when one of mine is deleted', 'notify'],
    ['delete recordings older than 90 days every month', 'ask me each month'],
    ['how much storage do I use', 'storage'],
    ['thanks, can you also list last week', 'list'],
  ] as const) {
    it(`are no requests: ${line}`, () => assert.equal(answering(line), name));
  }

  it('are answered with what is true, and the way on', async () => {
    const buttons = titles(await answered('when storage is full'));
    assert.deepEqual(buttons, ['Show my storage', 'Free up space']);
    assert.match(seen(await answered('who learns of it')).text(), /tell nobody what you delete/);
    assert.match(seen(await answered('passwords')).text(), /neither set, change nor remove/);
    for (const { name, run } of ours.filter((one) => !one.name.endsWith('?'))) {
      const ctx = scriptedClick({ personId: 'alice' });
      await run(ctx, '');
      assert.ok(titles(ctx.only('reply')).length > 0, name);
    }
  });

  /** What is answered where no command understands a line. */
  const asLast = async (line: string): Promise<string | undefined> => {
    const ctx = scriptedClick({ personId: 'alice' });
    const isAnswered = await facts().unknown?.({ ...ctx, line }, undefined);
    return isAnswered === true ? seen(ctx.only('reply')).text() : undefined;
  };

  for (const [line, answer] of [
    ['Will the recordings be wiped when I change departments?', /^When recordings expire/],
    ['is there a way to see who I gave access to', /^Who can see your recordings/],
    ['which password do I have to send along with the link', /^Passwords/],
    ['can it be downloaded without the intro', /^What you can download/],
    ['are deletions free of charge?', /^What deleting does/],
  ] as const) {
    it(`are answered by their main word when nothing understands them: ${line}`, async () => {
      assert.equal(answering(line), undefined);
      assert.match((await asLast(line)) ?? '', answer);
    });
  }

  for (const line of [
    ...['is the budget password one protected', 'has she access to day 1?', 'access review?'],
    ...['it was the storage forecast', 'what about lunch?', 'blah'],
  ]) {
    it(`are left to others where they name something, or ask nothing of it: ${line}`, async () =>
      assert.equal(await asLast(line), undefined));
  }

  it('leave it to what finds a name where the line may be one', async () => {
    const ctx = scriptedClick({ personId: 'alice' });
    const line = 'who gave access to finance';
    const meant = { name: 'find', text: line, isTitle: true } as const;
    assert.equal(await facts().unknown?.({ ...ctx, line }, meant), false);
    assert.equal(await facts().unknown?.({ ...ctx, line }, undefined), true);
  });

  it('lead to the command that answers them already', async () => {
    const led: string[] = [];
    const ctx = scriptedClick({ personId: 'alice' });
    const asked = ours.filter((one) => one.name.endsWith('?'));
    for (const { run } of asked) {
      await run({ ...ctx, dispatch: (line) => (led.push(line), Promise.resolve('done')) }, '');
    }
    assert.deepEqual(led.sort(), [
      ...['are you a bot', 'privacy', 'stop', 'thanks', 'why is my recording missing'],
      'why is the delete button missing',
    ]);
    // Each by its own words, so none leads to itself.
    for (const line of led) assert.notEqual(answering(line), `${line}?`);
  });

  it('are read at once, however long the line', () => {
    const says = ours.flatMap(({ says: whole = [], questions = [] }) => [...whole, ...questions]);
    for (const word of [
      'if i delete it is ',
      'share so not ',
      'a',
      'my storage is ',
      'tell me when ',
    ]) {
      const line = word.repeat(1_000).slice(0, 1_000);
      const begins = performance.now();
      for (const said of says) said.test(line);
      assert.ok(performance.now() - begins < 150, `${word}: ${performance.now() - begins} ms`);
    }
  });
});
