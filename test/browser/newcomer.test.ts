import assert from 'node:assert/strict';
import { startDemo } from '../../sandbox/demo/start.js';
import type { Demo } from '../../sandbox/demo/start.js';
import { demoPorts } from '../support/free-port.js';
import { Chat } from './support/chat.js';
import { describeInBrowser } from './support/chromium.js';
import { consents } from './support/connected.js';
import { picture } from './support/picture.js';

describeInBrowser('a newcomer in the demo', (pages) => {
  let demo: Demo;
  beforeEach(async () => {
    demo = await startDemo({ ...(await demoPorts()), LOG_LEVEL: 'silent' });
  });
  afterEach(async () => {
    await demo.stop();
  });

  it('lists, connects, deletes, and takes it back', async () => {
    const chat = await Chat.open(pages, demo.url, {}, { viewport: { width: 1000, height: 900 } });
    await chat.cardSaying('Hello! I look after your Webex recordings');
    for (const offer of ['Free up space', 'What can you do?']) await chat.button(offer).waitFor();
    await chat.click('List my recordings');
    await chat.cardSaying('Connect your Webex account');

    await consents(chat);
    const list = await chat.cardSaying(/Your recordings.* of \d+/s);
    const total = totalOf(await list.innerText());
    assert.ok(total > 5, `${total} recordings are more than a page`);
    const topic = 'Quarterly roadmap: what ships before the summer';
    assert.match(await list.innerText(), new RegExp(topic));

    // Asked first, and nothing is changed by going back, or by looking at the other question.
    await chat.click('More…');
    await chat.click('Delete…');
    await chat.cardSaying(`Delete “${topic}”?`);
    await chat.click('Cancel');
    await chat.cardSaying(new RegExp(`Your recordings.* of ${total}\\b`, 's'));
    await chat.click('More…');
    await chat.click('Delete…');
    await chat.cardSaying(`Delete “${topic}”?`);
    await chat.click('Delete permanently…');
    const forGood = await chat.cardSaying(`Delete “${topic}” permanently?`);
    assert.match(await forGood.innerText(), /Nobody can bring it back/);
    await chat.click('Cancel');
    await chat.cardSaying('Your recordings');

    await chat.click('More…');
    await chat.click('Delete…');
    const question = await chat.cardSaying(`Delete “${topic}”?`);
    assert.match(await question.innerText(), /Nobody has watched or downloaded it\syet/);
    await picture(chat, 'confirm');
    await chat.click('Move to recycle bin');

    await chat.cardSaying(/Undo/);
    await chat.cardSaying(new RegExp(`Your recordings.* of ${total - 1}\\b`, 's'));

    await chat.click('Undo');
    const back = chat.page.locator('.card', { hasText: `of ${total}` }).last();
    await back.waitFor();
    assert.match(await back.innerText(), new RegExp(topic));
    assert.equal(await chat.page.locator('.card-status.is-error').count(), 0);
  });
});

/** The total of a list's header, "1–5 of 31". */
function totalOf(words: string): number {
  return Number(/ of (\d+)/.exec(words)?.[1]);
}
