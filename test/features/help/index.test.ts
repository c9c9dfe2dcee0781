import assert from 'node:assert/strict';
import { type Actor, NotConnected } from '../../../src/accounts/types.js';
import type { Role } from '../../../src/bot/access/impersonation.js';
import type { Command } from '../../../src/bot/feature.js';
import type { Dispatched } from '../../../src/bot/context.js';
import { LONGEST_SAID } from '../../../src/bot/clicks.js';
import { unknownCard } from '../../../src/features/help/answers.js';
import { help, helpCard, welcomeCard } from '../../../src/features/help/index.js';
import { seen, titles } from '../../bot/support/card.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { createWebexClient } from '../../../src/webex/client.js';
import { NOW } from '../../bot/support/recordings.js';
import { describePglite } from '../../support/databases.js';
import { sandboxDeps } from '../../bot/support/deps.js';
import { write } from '../support/write.js';

const notConnected = () => Promise.reject(new NotConnected('never'));
/** Nobody is connected, and nobody acts for others. */
const DEPS: Parameters<typeof help>[0] = {
  authorityName: 'own',
  webex: createWebexClient({ baseUrl: 'http://127.0.0.1:9' }),
  tokens: { get: notConnected, refresh: notConnected },
  roles: { has: () => Promise.resolve(false) },
  now: () => NOW,
};

const ALICE: Actor = { personId: 'alice', email: 'alice@example.com' };

describe('a suggested command', () => {
  /** @param comes what the line comes to @param lines takes every line that is dispatched */
  const say = async (
    text: unknown,
    comes: Dispatched,
    lines: string[] = [],
  ): Promise<ScriptedClick> => {
    const click = scriptedClick(ALICE, true, (line) => {
      lines.push(line);
      return Promise.resolve(comes);
    });
    await press([help(DEPS, [])], click, { action: 'say', text });
    return click;
  };

  it('does what the words mean', async () => {
    const lines: string[] = [];
    const click = await say('list 2', 'done', lines);
    assert.deepEqual(lines, ['list 2']);
    assert.deepEqual(click.answers, []);
  });

  it('is out of date where no command has such words any more', async () => {
    const click = await say('nonsense', 'unknown');
    assert.match(seen(click.only('reply')).text(), /out of date/);
  });

  for (const text of [undefined, 7, 'x'.repeat(LONGEST_SAID + 1)]) {
    it(`does nothing about ${String(text).slice(0, 10)}`, async () => {
      const lines: string[] = [];
      const click = await say(text, 'done', lines);
      assert.match(seen(click.only('update')).text(), /out of date/);
      assert.deepEqual(lines, []);
    });
  }
});

describe('help', () => {
  const made = (name: string, group?: Command['group']): Command => ({
    name,
    words: [name],
    help: `**${name}** – does it`,
    ...(group === undefined ? {} : { group }),
    run: () => Promise.resolve(),
  });

  it('puts each command under the heading of its group, and itself at the end', async () => {
    const turn = scriptedClick(ALICE);
    const commands = [made('zap'), made('gaze', 'find'), made('sweep', 'clean up')];
    await write([help(DEPS, commands)], turn, 'help', 'all');
    const text = seen(turn.only('say')).text();
    const order = ['Find', 'gaze', 'Clean up', 'sweep', 'Account', 'zap', 'help'];
    const places = order.map((word) => text.indexOf(word));
    assert.ok(!places.includes(-1), text);
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
    );
    assert.doesNotMatch(text, /For others/);
  });

  it('is one screen at first, says more of what is asked about, and two lines in a group', async () => {
    const mop = { ...made('mop', 'clean up'), words: ['mop', 'scrub'] };
    const commands = [made('gaze', 'find'), made('sweep', 'clean up'), mop];
    const said = async (words: string, direct = true): Promise<string> => {
      const turn = scriptedClick(ALICE, direct);
      await write([help(DEPS, commands)], turn, 'help', words);
      return seen(turn.only('say')).text();
    };
    assert.match(await said(''), /Clean up:\*\* sweep, mop\n/);
    assert.doesNotMatch(await said(''), /does it/);
    for (const words of ['clean up', 'mop']) {
      assert.match(await said(words), /\*\*mop\*\* – does it/);
      assert.doesNotMatch(await said(words), /gaze/);
    }
    assert.match(await said('scrub'), /^Write this\n\*\*mop\*\* – does it/, 'its other words');
    assert.match(await said('mop'), /\*\*mop\*\* – does it\n+.*\*\*sweep\*\*/);
    assert.match(await said('clean up'), /\*\*sweep\*\* – does it\n+.*\*\*mop\*\*/);
    assert.match(await said('', false), /^I look after.+\nMention me with.+1:1 space\.$/);
  });
});

describePglite('help of the whole bot', ({ open }) => {
  it('has lines of the person’s own recordings, and words for others for who may act for them', async () => {
    const on = await sandboxDeps(await open());
    try {
      const said = async (role?: Role): Promise<string> => {
        const roles = { has: (_: Actor, asked: Role) => Promise.resolve(asked === role) };
        const turn = scriptedClick(on.alice);
        await write(
          [
            help(
              { ...on.deps, roles },
              on.features.all.flatMap(({ commands = [] }) => commands),
            ),
          ],
          turn,
          'help',
          '',
        );
        return JSON.stringify(turn.only('say'));
      };
      assert.match(await said(), /who watched/);
      assert.doesNotMatch(await said(), /For others/);
      assert.match(await said('administrator'), /For others:\*\* for\b(?!, compliance)/);
      assert.match(await said('officer'), /For others:\*\* compliance/);
      assert.match(await said('officer'), /about .{3,60}/);
    } finally {
      await on.stop();
    }
  });

  it('tells of every command, for everyone', async () => {
    const on = await sandboxDeps(await open());
    try {
      const turn = scriptedClick(on.alice);
      await write(on.features.all, turn, 'help', 'all');
      const text = seen(turn.only('say')).text();
      const commands = on.features.all.flatMap((feature) => feature.commands ?? []);
      for (const { help: line } of commands.filter(({ name }) => name !== 'help')) {
        assert.ok(text.includes(line), line);
      }
    } finally {
      await on.stop();
    }
  });
});

describe('the cards of help', () => {
  it('tells every line it was given', () => {
    const both = { title: 'Both', lines: ['**one** – first', '**two** – second'] };
    const all = helpCard([both, { title: 'Other', lines: ['**three** – last'] }]);
    assert.match(
      seen(all).text(),
      /\*\*Both\*\*\n- \*\*one\*\* – first\n- \*\*two\*\* – second\n\*\*Other\*\*/,
    );
    const one = seen(helpCard([both])).text();
    assert.match(one, /^Both\n\*\*one\*\* – first\n\*\*two\*\* – second/, 'its own title');
  });

  it('welcomes to a group space with what is private', () => {
    assert.match(seen(welcomeCard(false)).text(), /Mention me with \*\*list\*\*.*private/s);
    assert.match(seen(welcomeCard(true)).text(), /Write \*\*list\*\*/);
    assert.doesNotMatch(seen(welcomeCard(true)).text(), /private/);
  });

  it('guesses what was meant, or says how to go on', () => {
    const guessed = unknownCard({ name: 'list', text: 'list 5' });
    assert.match(seen(guessed).text(), /Did you mean “list 5”\?/);
    assert.deepEqual(seen(guessed).dataOf('list 5'), { action: 'say', text: 'list 5' });
    assert.match(seen(unknownCard(undefined)).text(), /didn’t get that/);
    assert.deepEqual(titles(unknownCard(undefined)), ['List my recordings']);
    const topic = unknownCard({ name: 'find', text: 'find standup', isTopic: true });
    assert.match(seen(topic).text(), /didn’t get that/);
    assert.deepEqual(titles(topic), ['find standup', 'List my recordings']);
  });
});
