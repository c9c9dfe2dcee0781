import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { en } from '../../locales/en.js';
import type { Demo } from '../../sandbox/demo/start.js';
import { speak } from '../../src/util/words.js';
import { Client } from '../support/people.js';
import { leftOf, pseudoLocale } from '../support/pseudo-locale.js';
import { until } from '../support/until.js';
import { Chat } from './support/chat.js';
import { describeInBrowser } from './support/chromium.js';
import { approves } from './support/connected.js';
import { quietDemo } from './support/quiet-demo.js';

/** What leads to every kind of card, and words that nobody understands. */
const LINES = [
  ...['help', 'help clean up', 'whoami', 'find', 'settings', 'history', 'storage', 'remind on'],
  ...['list', 'list 31 april', 'list about nothing like this', 'bin', 'clean up', 'undo'],
  ...[
    'clean up older than 60 days',
    'delete the sprint demo',
    'share sprint demo with bob@example.com',
  ],
  ...['transcript of sprint demo', 'notify on', 'for bob@example.com list', 'frobnicate', 'thanks'],
];

const SAID_BY_BOT = '#messages [data-message-id]:has(.badge) .message-body';
const saidByBot = (chat: Chat): Locator => chat.page.locator(SAID_BY_BOT);

/** In the page: the bot's newest message, what it shows and what its inputs say before they are filled. */
const SHOWN = `(() => {
  const body = [...document.querySelectorAll('${SAID_BY_BOT}')].at(-1);
  const inputs = [...(body?.querySelectorAll('[placeholder]') ?? [])];
  return [body?.innerText, ...inputs.map(({ placeholder }) => placeholder)].join('\\n');
})()`;
const shown = async (chat: Chat): Promise<string> => String(await chat.page.evaluate(SHOWN));

describeInBrowser('a locale', (pages) => {
  let demo: Demo;
  let bob: Client;
  let group: string;
  before(async () => {
    speak(pseudoLocale(en), 'en');
    demo = await quietDemo();
    bob = new Client(`${demo.url}/v1`, 'sandbox-bob', () => Promise.resolve());
    group = await bob.groupId();
  });
  after(async () => {
    speak(en, 'en');
    await demo.stop();
  });

  let marks = 0;
  /** The page follows what happens in its order: what it tells of this last, it tells after all else. */
  async function caughtUp(chat: Chat): Promise<void> {
    const text = `Mark ${(marks += 1)}.`;
    await bob.api('POST', '/messages', { roomId: group, text });
    await chat.page.locator('#announcer', { hasText: text }).waitFor({ state: 'attached' });
  }

  /** Does something in the chat, and waits for all that the bot says to it. */
  async function answered(chat: Chat, told: string, act: () => Promise<void>): Promise<void> {
    const [count, text] = [await saidByBot(chat).count(), await shown(chat)];
    await act();
    await until(async () => {
      const now = await shown(chat);
      // A click that is on its way is not yet one that the bot could have answered.
      if (now.includes('Sending…')) return false;
      return (await saidByBot(chat).count()) > count || now !== text;
    }, `an answer to ${told}`);
    await demo.settled();
    await caughtUp(chat);
  }

  it('writes all that cards say, also behind their buttons', async function () {
    this.timeout(300_000);
    const chat = await Chat.open(pages, demo.url, {}, { viewport: { width: 1000, height: 900 } });
    const left = new Map<string, string>();
    const read = async (from: string): Promise<void> => {
      for (const line of leftOf(await shown(chat))) if (!left.has(line)) left.set(line, from);
    };
    await answered(chat, 'connect', () => chat.say('connect'));
    await read('connect');
    const page = await approves(chat);
    for (const line of leftOf(await page.innerText('body'))) left.set(line, 'connected');
    await demo.settled();
    const pressed = new Set<string>();
    for (const line of LINES) {
      for (let next: string | undefined = ''; next !== undefined;) {
        await answered(chat, line, () => chat.say(line));
        await read(line);
        const labels = await chat
          .lastCard()
          .locator('.ac-pushButton:not([role=link]):visible')
          .allInnerTexts();
        next = labels.find((label) => !pressed.has(label));
        if (next === undefined) continue;
        pressed.add(next);
        const button = chat.button(next);
        await answered(chat, `${line} → ${next}`, () => button.click());
        await read(`${line} → ${next}`);
      }
    }
    const list = [...left].map(([line, from]) => `${from}: ${line}`).join('\n');
    assert.ok(left.size === 0, `not written by the locale:\n${list}`);
  });
});
