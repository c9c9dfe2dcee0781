import assert from 'node:assert/strict';
import { startDemo, type Demo } from '../../sandbox/demo/start.js';
import { Chat, type ChatParams } from './support/chat.js';
import { describeInBrowser } from './support/chromium.js';
import { picture } from './support/picture.js';

/** Everywhere that Webex shows a card: the desktop's 432 px and a phone's 340, light and dark. */
const LOOKS: readonly (ChatParams & { readonly name: string })[] = [
  { name: 'list-light', theme: 'light' },
  { name: 'list-dark', theme: 'dark' },
  { name: 'list-phone', theme: 'light', width: 340 },
  { name: 'list-phone-dark', theme: 'dark', width: 340 },
];

/** In the page: what inside the newest card is cut off at its side. */
const OVERFLOWING = `[...document.querySelectorAll('#messages .card')].at(-1)
  .querySelectorAll('*').values().toArray()
  .filter((part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
  .map((part) => part.className)`;

describeInBrowser('how the list looks', (pages) => {
  let demo: Demo;
  before(async function () {
    this.timeout(60_000);
    demo = await startDemo({ SANDBOX_PORT: '0', PORT: '0', LOG_LEVEL: 'silent' });
    const chat = await Chat.open(pages, demo.url);
    await chat.say('connect');
    await chat.cardSaying('Connect your Webex account');
    const consent = await chat.clickToOpen('Connect');
    await consent.getByRole('radio', { name: /Alice/ }).check();
    await consent.getByRole('button', { name: 'Approve' }).click();
    await consent.getByText('You are connected').waitFor();
    await chat.cardSaying('Your recordings');
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
      assert.equal(await card.getByRole('button', { name: 'Delete…' }).count(), 4);
      const overflowing: unknown = await chat.page.evaluate(OVERFLOWING);
      assert.deepEqual(overflowing, []);
      await card.scrollIntoViewIfNeeded();
      await picture(chat, name);
    });
  }
});
