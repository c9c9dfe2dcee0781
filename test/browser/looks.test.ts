import assert from 'node:assert/strict';
import type { Demo } from '../../sandbox/demo/start.js';
import { Chat, type ChatParams } from './support/chat.js';
import { describeInBrowser } from './support/chromium.js';
import { connectedAlice } from './support/connected.js';
import { MADE, posts } from './support/made-cards.js';
import { picture } from './support/picture.js';
import { quietDemo } from './support/quiet-demo.js';

/** Everywhere that Webex shows a card: the desktop's 432 px and a phone's 340, light and dark. */
const LOOKS: readonly (ChatParams & { readonly name: string })[] = [
  { name: 'list-light', theme: 'light' },
  { name: 'list-dark', theme: 'dark' },
  { name: 'list-phone', theme: 'light', width: 340 },
  { name: 'list-phone-dark', theme: 'dark', width: 340 },
];

/** Cards that stand in the 1:1 space behind one line or one click, with words that show that they are there. */
const CARDS: readonly {
  readonly say: string;
  readonly clicks?: readonly string[];
  readonly words: RegExp;
}[] = [
  { say: 'help', words: /I look after your Webex recordings/ },
  { say: 'find', words: /Find recordings/ },
  { say: 'find', clicks: ['More filters'], words: /More conditions/ },
  { say: 'list', clicks: ['More…', 'Details'], words: /Recorded/ },
  { say: 'list', clicks: ['More…', 'Delete…'], words: /You can restore it from the recycle bin/ },
  { say: 'bin', words: /Your recycle bin/ },
  { say: 'clean up', words: /Clean up recordings/ },
  { say: 'clean up older than 60 days', words: /recordings found/ },
  {
    say: 'clean up older than 70 days',
    clicks: ['Review list'],
    words: /Untick the ones you want/,
  },
  { say: 'storage', words: /Your recordings use/ },
  { say: 'settings', words: /Your settings/ },
  { say: 'list about roadmap what shipps befor', words: /names that are near/ },
  {
    say: 'list about roadmap or planning',
    clicks: ['More…', 'Delete…', 'Move to recycle bin', 'More…', 'Delete…', 'Move to recycle bin'],
    words: /Undo “Quarterly roadmap/,
  },
];

/** In the page: what inside the newest card is cut off at its side. */
const NEWEST = `[...document.querySelectorAll('#messages .card')].at(-1)`;
const OVERFLOWING = `(() => {
  const wide = (part) => {
    if (part.scrollWidth > part.clientWidth + 1) return true;
    if (!part.placeholder || part.tagName !== 'INPUT') return false;
    // What stands in an empty input does not make it scroll.
    const { font, paddingLeft, paddingRight } = getComputedStyle(part);
    const ink = document.createElement('canvas').getContext('2d');
    ink.font = font;
    const room = part.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    return ink.measureText(part.placeholder).width > room;
  };
  return ${NEWEST}.querySelectorAll('*').values().toArray()
    .filter((part) => part.clientWidth > 0 && wide(part))
    .map((part) => part.placeholder || part.className);
})()`;

describeInBrowser('how the list looks', (pages) => {
  let demo: Demo;
  before(async function () {
    this.timeout(120_000);
    demo = await quietDemo();
    const chat = await connectedAlice(pages, demo);
    await chat.say('list');
    await chat.page
      .locator('#messages .card')
      .filter({ hasText: 'Your recordings' })
      .nth(1)
      .waitFor();
  });
  after(() => demo.stop());

  for (const { name, ...params } of LOOKS) {
    it(`${name}: every row with its buttons, and nothing wider than the card`, async () => {
      const width = params.width === undefined ? 760 : 560;
      const viewport = { width, height: 900 };
      const chat = await Chat.open(pages, demo.url, params, { viewport });
      const card = await chat.cardSaying('Your recordings');
      assert.equal(await card.getByRole('button', { name: 'More…' }).count(), 5);
      const overflowing: unknown = await chat.page.evaluate(OVERFLOWING);
      assert.deepEqual(overflowing, []);
      await card.scrollIntoViewIfNeeded();
      if (name !== 'list-light') await picture(chat, name);
    });

    it(`${name}: what More… opens stands in one row, with the links below`, async () => {
      const chat = await Chat.open(pages, demo.url, params);
      await chat.cardSaying('Your recordings');
      await chat.click('More…');
      const topOf = async (name: string) => {
        const button = chat.lastCard().getByRole('button', { name, exact: true }).first();
        return (await button.boundingBox())?.y ?? 0;
      };
      assert.equal(await topOf('Share…'), await topOf('Details'));
      assert.equal(await topOf('Password'), await topOf('Delete…'));
      assert.ok((await topOf('Delete…')) > (await topOf('Details')));
      await chat.click('Password');
      assert.equal(await chat.lastCard().locator('.ac-richTextBlock:visible').count(), 1);
    });
  }

  it('cuts nothing off on any other card, on the desktop and on a phone', async function () {
    this.timeout(120_000);
    const viewport = { width: 1000, height: 900 };
    const chat = await Chat.open(pages, demo.url, { theme: 'light' }, { viewport });
    for (const { say, clicks = [], words } of CARDS) {
      const cards = chat.page.locator('#messages .card');
      const before = await cards.count();
      await chat.say(say);
      await cards.nth(before).waitFor();
      for (const click of clicks) await chat.click(click);
      await chat.lastCard().filter({ hasText: words }).waitFor();
      for (const width of [432, 340]) {
        const shown = chat.lastCard();
        await chat.is(`${NEWEST}.offsetWidth === ${width}`);
        assert.match(await shown.innerText(), words);
        const overflowing: unknown = await chat.page.evaluate(OVERFLOWING);
        assert.deepEqual(overflowing, [], `${say} at ${width} px`);
        await chat.page.getByRole('button', { name: 'Phone width' }).click();
      }
    }
  });

  it('cuts nothing off where the demo seldom comes to', async function () {
    this.timeout(120_000);
    const viewport = { width: 1000, height: 900 };
    const chat = await Chat.open(pages, demo.url, { theme: 'light' }, { viewport });
    const cut: string[] = [];
    for (const { name, content } of MADE) {
      const cards = chat.page.locator('#messages .card');
      const before = await cards.count();
      await posts(demo.url, content());
      await cards.nth(before).waitFor();
      for (const width of [432, 340]) {
        await chat.is(`${NEWEST}.offsetWidth === ${width}`);
        const overflowing: unknown = await chat.page.evaluate(OVERFLOWING);
        if (JSON.stringify(overflowing) !== '[]') cut.push(`${name} at ${width} px`);
        await chat.page.getByRole('button', { name: 'Phone width' }).click();
      }
    }
    assert.deepEqual(cut, []);
  });

  it('shows what the recordings take up, month by month', async () => {
    const viewport = { width: 1000, height: 900 };
    const chat = await Chat.open(pages, demo.url, { theme: 'light' }, { viewport });
    const cards = chat.page.locator('#messages .card').filter({ hasText: 'By month' });
    const before = await cards.count();
    await chat.say('storage');
    await cards.nth(before).waitFor();
    await picture(chat, 'storage');
  });
});
