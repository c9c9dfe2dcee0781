import assert from 'node:assert/strict';
import type { Route } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { escapeText } from '../../src/bot/ui/escape.js';
import { As } from './support/as.js';
import { attached, tryingCard } from './support/card.js';
import { Chat } from './support/chat.js';
import { describeInBrowser } from './support/chromium.js';

/** Topics that markdown would make something of. */
const HOSTILE = [
  ...['1. Planning', '2026. Report', '1) First', '* x', '- x', '+ x', '# x', '> x', '=== x', '---'],
  ...['[a](b)', '**Bold** plans, _quiet_ risks', '`code`', '~~gone~~', '(a)- b', '3- b', '&lt;b'],
];

describeInBrowser('the chat page', (pages) => {
  let sandbox: Sandbox;
  let bot: As;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty' });
    bot = new As(sandbox.apiUrl, 'sandbox-bot');
  });
  afterEach(async () => {
    await sandbox.stop();
  });

  const toAlice = { toPersonEmail: 'alice@example.com' };
  const botCard = (title: string): Promise<{ id: string; roomId: string }> =>
    bot.post({ ...toAlice, text: `${title} in words`, attachments: [attached(tryingCard(title))] });

  it('sends what is typed, at once and as the chosen person', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await chat.say('hello there');
    await chat.message('hello there').waitFor();
    assert.equal(await chat.box().inputValue(), '');
    assert.equal(await chat.messages().count(), 1);
    assert.match(await chat.message('hello there').innerText(), /Alice Anders/);
    const posted = sandbox.calls.list().find((call) => call.method === 'POST');
    assert.equal(posted?.token, 'sandbox-alice');
  });

  it('starts a line with Shift+Enter, and sends no empty message', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await chat.box().press('Enter');
    await chat.box().pressSequentially('one');
    await chat.box().press('Shift+Enter');
    await chat.box().pressSequentially('two');
    await chat.box().press('Enter');
    await chat.message('one').waitFor();
    assert.equal(await chat.messages().count(), 1);
    assert.match(await chat.message('one').innerText(), /one\s*\ntwo/);
  });

  it('has one scrollbar, and help one click away', async () => {
    const viewport = { width: 1000, height: 420 };
    const chat = await Chat.open(pages, sandbox.url, {}, { viewport });
    const scrolls = await chat.page.evaluate(
      `[document.scrollingElement, ...document.querySelectorAll('.app *')]
        .filter((part) => part.offsetWidth - part.clientWidth > 6 && part.scrollHeight > part.clientHeight)
        .map((part) => part.className)`,
    );
    assert.deepEqual(scrolls, []);
    await chat.page.getByRole('button', { name: 'help', exact: true }).click();
    await chat.message('help').waitFor();
    await chat.enter('Weekly planning');
    await chat.page.getByRole('button', { name: 'help', exact: true }).click();
    await chat.message('@Recordings help').waitFor();
  });

  it('keeps what comes while it fetches the messages of before', async () => {
    await botCard('Before');
    const chat = await Chat.open(pages, sandbox.url);
    await chat.cardSaying('Before');
    // The answer is of the moment when it is asked for, and comes after what happens then.
    await chat.page.route(/\/v1\/messages\?/, async (route) => {
      const response = await route.fetch();
      await botCard('Meanwhile');
      await chat.cardSaying('Meanwhile');
      await route.fulfill({ response });
    });
    await chat.enter('Recordings');
    await chat.cardSaying('Before');
    assert.equal(await chat.messages().count(), 2);
  });

  it('does not bring back what came and went while it fetched the messages of before', async () => {
    await botCard('Before');
    const chat = await Chat.open(pages, sandbox.url);
    await chat.cardSaying('Before');
    await chat.page.route(/\/v1\/messages\?/, async (route) => {
      const { id } = await bot.post({ ...toAlice, text: 'Meanwhile' });
      const response = await route.fetch();
      await chat.message('Meanwhile').waitFor();
      await bot.remove(id);
      await chat.message('Meanwhile').waitFor({ state: 'detached' });
      await route.fulfill({ response });
    });
    await chat.enter('Recordings');
    await chat.cardSaying('Before');
    assert.equal(await chat.messages().count(), 1);
  });

  for (const path of ['/sandbox/feed', '/v1/rooms'])
    it(`misses nothing in a 1:1 that begins while it asks for ${path}`, async () => {
      const chat = await Chat.open(pages, sandbox.url);
      const meanwhile = async (route: Route): Promise<void> => {
        const response = path === '/v1/rooms' ? await route.fetch() : undefined;
        await bot.post({ toPersonEmail: 'carol@example.com', text: 'Are you there?' });
        await (response === undefined ? route.continue() : route.fulfill({ response }));
      };
      await chat.page.route(new RegExp(path), meanwhile, { times: 1 });
      await chat.become('Carol');
      await chat.message('Are you there?').waitFor();
    });

  it('lets go of a line that does not stand when one becomes somebody else', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    // Never answered.
    await chat.page.route(/\/sandbox\/feed.*carol/, () => undefined);
    await chat.become('Carol');
    await chat.become('Alice');
    await chat.say('hello again');
    await chat.message('hello again').waitFor();
  });

  it('shows a refused message as not sent, and sends it when tried again', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    sandbox.faults.set([{ method: 'POST', path: '^/messages$', status: 503, times: 1 }]);
    await chat.say('hello');
    const again = chat.page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    assert.match(await chat.page.locator('.is-pending').innerText(), /Not sent.*503/s);
    await again.click();
    await chat.message('hello').waitFor();
    assert.equal(await chat.page.locator('.is-pending').count(), 0);
  });

  it('shows a live card instead of its fallback text, with dates in the viewer’s zone', async () => {
    const chat = await Chat.open(
      pages,
      sandbox.url,
      {},
      { timezoneId: 'Asia/Tokyo', locale: 'en-GB' },
    );
    await botCard('First card');
    const card = await chat.cardSaying('First card');
    const words = await card.innerText();
    assert.match(words, /3 Jan 2026/, 'half past eleven in UTC is the next day in Tokyo');
    assert.doesNotMatch(await chat.messages().last().innerText(), /in words/);
    assert.equal(await card.locator('em').innerText(), 'weight');
    const link = card.getByRole('link', { name: 'a link' });
    assert.equal(await link.getAttribute('href'), 'https://example.com/x');
    assert.equal((await card.boundingBox())?.width, 432);
  });

  it('shows topics as plain words, whatever is in them, wherever a card has markdown', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    const topics = HOSTILE.map((topic) => escapeText(topic));
    const body = [
      ...topics.map((text) => ({ type: 'TextBlock', text, wrap: true })),
      { type: 'FactSet', facts: topics.map((title) => ({ title, value: title })) },
      ...topics.map((title, at) => ({ type: 'Input.Toggle', id: `t${at}`, title })),
    ];
    const content = { type: 'AdaptiveCard', version: '1.2', body };
    await bot.post({ ...toAlice, text: topics.join('\n\n'), attachments: [attached(content)] });
    const card = await chat.cardSaying('Planning');
    const markup = 'a, ol, ul, li, em, strong, code, s, blockquote, hr, h1, h2, h3, pre';
    assert.equal(await card.locator(markup).count(), 0);
    const words = (await card.innerText()).replaceAll('\u2060', '').split('\n');
    for (const topic of HOSTILE) {
      const shown = topic.replace(/\*/g, '∗').replace(/`/g, 'ˋ').replace('> ', '› ');
      assert.equal(words.filter((line) => line.trim() === shown).length, 4, topic);
    }
  });

  it('announces what others write to screen readers', async () => {
    // The first message of a new 1:1 space and a later one take different ways through the page.
    const chat = await Chat.open(pages, sandbox.url);
    await bot.post({ ...toAlice, text: 'Good morning' });
    await chat.page.locator('#announcer', { hasText: 'Recordings: Good morning' }).waitFor({
      state: 'attached',
    });
    await chat.message('Good morning').waitFor();
    await bot.post({ ...toAlice, text: 'Good night' });
    await chat.page.locator('#announcer', { hasText: 'Recordings: Good night' }).waitFor({
      state: 'attached',
    });
  });

  it('submits a button with its data and the inputs, as the chosen person', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    const { roomId } = await botCard('Submit me');
    const card = await chat.cardSaying('Submit me');
    await card.getByPlaceholder('Comment').fill('with care');
    const answered = chat.page.waitForResponse('**/v1/attachment/actions');
    await chat.click('Delete…');
    const { id } = (await (await answered).json()) as { id: string };
    await chat.page.locator('.card-status', { hasText: 'Sent' }).waitFor();
    const action = await bot.get(`/attachment/actions/${id}`);
    assert.deepEqual(pick(action, ['roomId', 'inputs']), {
      roomId,
      inputs: { action: 'delete', comment: 'with care' },
    });
  });

  it('says under the card why Webex refused a click', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await botCard('Refuse me');
    await chat.cardSaying('Refuse me');
    sandbox.faults.set([{ method: 'POST', path: '/attachment/actions', status: 429, times: 1 }]);
    await chat.click('Delete…');
    await chat.page.locator('.card-status', { hasText: /Not sent\..*429/ }).waitFor();
  });

  it('reveals and hides with a toggle, and the pressed button keeps the focus', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await botCard('Toggle me');
    const card = await chat.cardSaying('Toggle me');
    const hidden = card.getByText('Hidden words');
    assert.equal(await hidden.isVisible(), false);
    await chat.button('Reveal').focus();
    await chat.page.keyboard.press('Enter');
    await hidden.waitFor();
    assert.equal(await chat.page.locator(':focus').innerText(), 'Reveal');
    await chat.page.keyboard.press('Enter');
    await hidden.waitFor({ state: 'hidden' });
  });

  it('opens a link of a card in a new tab', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await botCard('Open me');
    await chat.cardSaying('Open me');
    // Something that can be opened: no script runs in a tab that is on its way to another page.
    await chat.page.context().route(/:9\/nothing/, (route) => route.fulfill({ body: '' }));
    const tab = await chat.clickToOpen('Watch');
    await tab.waitForURL(/nothing/);
    assert.equal(await tab.evaluate('window.opener'), null);
    assert.notEqual(tab, chat.page);
  });

  it('replaces an edited message in place and keeps the focus on the same button', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    const { id, roomId } = await botCard('Before');
    await bot.post({ ...toAlice, text: 'something after it' });
    await chat.cardSaying('Before');
    await chat.message('something after it').waitFor();
    await chat.button('Reveal').focus();
    await bot.edit(id, { roomId, text: 'now', attachments: [attached(tryingCard('Afterwards'))] });
    await chat.cardSaying('Afterwards');
    assert.equal(await chat.page.locator('.card').count(), 1);
    assert.match(await chat.messages().first().innerText(), /Edited[\s\S]*Afterwards/);
    assert.equal(await chat.page.locator(':focus').innerText(), 'Reveal');
  });

  it('lets a deleted message vanish, with the focus on its neighbour', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await bot.post({ ...toAlice, text: 'a neighbour' });
    const { id } = await botCard('Gone soon');
    await chat.cardSaying('Gone soon');
    await chat.button('Reveal').focus();
    await bot.remove(id);
    await chat.page.locator('.card').waitFor({ state: 'detached' });
    assert.match(await chat.page.locator(':focus').innerText(), /a neighbour/);
  });

  it('becomes another person, who sees their own spaces alone', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await chat.say('for the bot only');
    await chat.message('for the bot only').waitFor();
    await chat.become('Carol');
    await chat.page.getByText('This is your space with Recordings').waitFor();
    assert.equal(await chat.messages().count(), 0);
    const spaces = chat.page.getByRole('navigation', { name: 'Spaces' });
    assert.equal(await spaces.getByRole('button', { name: 'Weekly planning' }).count(), 0);
    await chat.page.waitForURL(/person=carol@example\.com/);
    await chat.become('Alice');
    await chat.message('for the bot only').waitFor();
  });

  it('shows someone who was added, when it is looked at again', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    sandbox.addPerson({ name: 'Dora Diaz' });
    await chat.page.evaluate("window.dispatchEvent(new Event('focus'))");
    await chat.become('Dora');
    await chat.page.waitForURL(/person=dora/);
  });

  it('mentions the bot in a group space, so that the bot can read it', async () => {
    const chat = await Chat.open(pages, sandbox.url, { space: 'group' });
    await chat.page.getByRole('button', { name: 'Mention' }).click();
    await chat.page.getByRole('option', { name: 'Recordings' }).waitFor();
    await chat.box().pressSequentially('rec');
    await chat.box().press('Enter');
    assert.equal(await chat.box().inputValue(), '@Recordings ');
    await chat.box().pressSequentially('list');
    await chat.box().press('Enter');
    const message = chat.message('list');
    await message.waitFor();
    assert.equal(await message.locator('.mention').innerText(), '@Recordings');
    const seen = await bot.get(
      `/messages/${(await message.getAttribute('data-message-id')) ?? ''}`,
    );
    assert.deepEqual(pick(seen, ['text']), { text: 'Recordings list' });
  });

  it('opens a space whose name is pressed while the list of spaces is drawn anew', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    const spaces = chat.page.getByRole('navigation', { name: 'Spaces' });
    await spaces.getByRole('button', { name: 'Weekly planning' }).hover();
    await chat.page.mouse.down();
    // Begins the 1:1 space, which takes its place in the list.
    await bot.post({ ...toAlice, text: 'meanwhile' });
    await chat.message('meanwhile').waitFor();
    await chat.page.mouse.up();
    await chat.page.getByRole('heading', { name: 'Weekly planning' }).waitFor();
  });

  it('makes a group space with the bot in it', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    await chat.page.getByRole('button', { name: 'New space' }).click();
    await chat.page.getByLabel('Name').fill('Launch');
    await chat.page.getByRole('button', { name: 'Create' }).click();
    await chat.page.getByRole('heading', { name: 'Launch' }).waitFor();
    await chat.page.getByText('Alice Anders, Recordings').waitFor();
  });

  it('leaves a reader who has scrolled up where they are, and says that something came', async () => {
    const chat = await Chat.open(pages, sandbox.url);
    for (let n = 1; n <= 25; n += 1) await bot.post({ ...toAlice, text: `message ${n}` });
    await chat.message('message 25').waitFor();
    const scroller = "document.querySelector('#scroller')";
    const fromTop = (): Promise<number> => chat.page.evaluate<number>(`${scroller}.scrollTop`);
    const end = await fromTop();
    await chat.page.locator('#scroller').hover();
    await chat.page.evaluate(`${scroller}.onscrollend = () => { window.scrolled = true; }`);
    await chat.page.mouse.wheel(0, -300);
    await chat.is('window.scrolled');
    const before = await fromTop();
    assert.ok(end - before >= 290, `${end - before} px`);
    await bot.post({ ...toAlice, text: 'a late one' });
    const newer = chat.page.getByRole('button', { name: 'New messages' });
    await newer.waitFor();
    assert.equal(await fromTop(), before);
    await newer.click();
    await newer.waitFor({ state: 'hidden' });
    assert.equal(await chat.message('a late one').isVisible(), true);
  });

  it('shows a card that is taller than the window from its head', async () => {
    const options = { viewport: { width: 1100, height: 260 } };
    const chat = await Chat.open(pages, sandbox.url, {}, options);
    await bot.post({ ...toAlice, text: 'a word before' });
    await botCard('Tall');
    const card = await chat.cardSaying('Tall');
    const top = async (): Promise<number> => (await card.boundingBox())?.y ?? NaN;
    assert.ok((await top()) >= 60, 'its head is below the page’s own');
    const late = await bot.post({ ...toAlice, text: 'a late one' });
    await chat.page.locator(`[data-message-id="${late.id}"]`).waitFor();
    assert.equal(await chat.page.getByRole('button', { name: 'New messages' }).isVisible(), false);
  });

  it('takes theme and width from the address, and keeps choices there', async () => {
    await botCard('Looks');
    const chat = await Chat.open(pages, sandbox.url, { theme: 'dark', width: 340 });
    const card = await chat.cardSaying('Looks');
    const colour = (): Promise<string> =>
      chat.page.evaluate<string>(
        "getComputedStyle(document.querySelector('.card')).backgroundColor",
      );
    assert.equal(await colour(), 'rgb(26, 26, 26)');
    assert.equal((await card.boundingBox())?.width, 340);
    await chat.page.getByRole('button', { name: 'Dark theme' }).click();
    await chat.page.getByRole('button', { name: 'Phone width' }).click();
    assert.equal(await colour(), 'rgb(255, 255, 255)');
    assert.equal((await card.boundingBox())?.width, 432);
    await chat.page.waitForURL(
      (url) => url.href.includes('theme=light') && !url.href.includes('width='),
    );
  });

  it('follows the system’s theme when the address names none', async () => {
    const chat = await Chat.open(pages, sandbox.url, {}, { colorScheme: 'dark' });
    assert.equal(await chat.page.locator('html').getAttribute('data-theme'), 'dark');
  });

  it('fits a window of 360 pixels without scrolling sideways', async () => {
    await botCard('Small');
    const chat = await Chat.open(pages, sandbox.url, {}, { viewport: { width: 360, height: 740 } });
    await chat.cardSaying('Small');
    const overflow = await chat.page.evaluate<number>(
      '(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.documentElement)',
    );
    assert.equal(overflow, 0);
  });
});

function pick(value: unknown, names: readonly string[]): Record<string, unknown> {
  const object: Record<string, unknown> =
    typeof value === 'object' && value !== null ? { ...value } : {};
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}
