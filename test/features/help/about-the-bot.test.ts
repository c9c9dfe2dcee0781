import assert from 'node:assert/strict';
import { words } from '../../../src/util/words.js';
import { commandMatcher } from '../../../src/bot/match-command.js';
import { aboutTheBot } from '../../../src/features/help/about-the-bot.js';
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

async function answered(name: string) {
  const command = aboutTheBot({ authorityName: 'own' }).find((one) => one.name === name);
  const ctx = scriptedClick({ personId: 'alice' });
  await command?.run(ctx, '');
  return ctx.only('reply');
}

const LINES: Readonly<Record<string, readonly string[]>> = {
  privacy: [
    ...['privacy', 'GDPR', 'what data do you keep about me?', 'what do you store', 'is it safe?'],
    ...[
      'what information is stored about me',
      'is my data secure',
      'can my boss read what I write',
    ],
    ...['who can read what I write here?', 'what do you know about me', 'is this bot safe to use'],
  ],
  rename: [
    ...['can you rename the standup to daily', 'trim my last recording', 'edit the video'],
    ...[
      'change the title of the retro',
      'please merge these recordings',
      'upload a video',
      'archive everything before september',
    ],
  ],
  record: [
    ...['record my next meeting', 'start recording', 'stop recording now', 'schedule a meeting'],
    ...['can you record this meeting', 'pause the recording'],
  ],
  export: ['export my recordings to csv', 'a list of all my recordings as excel', 'csv'],
  'how long recordings are kept': [
    ...['which recordings expire soon', 'when will my recordings be deleted?'],
    ...['how long are recordings kept'],
  ],
  expiry: ['expiring soon'],
  'talk to a human': ['talk to a human', 'contact support', 'I want to speak with someone'],
  'not allowed': [
    ...['why can’t I delete it', 'I cannot share my recording', 'it won’t let me delete'],
    ...['why is there no delete button', 'why was it refused?', 'why did the deletion fail'],
  ],
  'how lists look': ['24 hour clock', 'show dates as yyyy-mm-dd', 'group them by month', 'less'],
  chat: ['show me the chat of the retro', 'poll results from yesterday’s town hall'],
  misread: ['that’s wrong', 'no that is not what I asked for', 'you misunderstood me'],
  'missing recording': [
    ...['why is my recording missing', 'my recording is not there yet'],
    ...[
      'my standup recording is missing',
      'the recording isn’t ready',
      'why can’t I see my recording',
    ],
    ...['when will my recording be ready?'],
  ],
};

describe('questions about the bot itself', () => {
  for (const [name, lines] of Object.entries(LINES)) {
    for (const line of lines) {
      it(`are understood: ${line}`, () => assert.equal(answering(line), name));
    }
  }

  for (const line of [
    ...['record keeping', 'merge review', 'upload training', 'cut costs', 'edit', 'translate'],
    ...['support call', 'missing data', 'human resources', 'privacy training last month'],
    ...['recording of the standup', 'recordings I can edit', 'scheduled maintenance'],
  ]) {
    it(`are not what looks like a topic: ${line}`, () => {
      assert.ok(!Object.keys(LINES).includes(answering(line) ?? ''), answering(line));
    });
  }

  it('are told where it is done, or who does it', async () => {
    assert.match(seen(await answered('rename')).text(), /on your Webex site/);
    assert.match(seen(await answered('record')).text(), /in the meeting itself/);
    const table = seen(await answered('export')).text();
    assert.ok(table.includes(`then **${words.bulk.getFile}**`), table);
    assert.match(seen(await answered('expiry')).text(), /^When recordings expire.*\n.*30 days/);
    assert.match(seen(await answered('talk to a human')).text(), /looks after Webex/);
    assert.match(seen(await answered('not allowed')).text(), /^What Webex allows\nOnly the host/);
    assert.match(seen(await answered('how lists look')).text(), /room for five/);
    assert.match(seen(await answered('chat')).text(), /but no chat/);
    assert.deepEqual(titles(await answered('misread'))[0], 'Search with a form');
  });
});
