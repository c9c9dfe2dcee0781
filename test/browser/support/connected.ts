import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Demo } from '../../../sandbox/demo/start.js';
import { words } from '../../../src/util/words.js';
import { Chat, type ChatParams } from './chat.js';
import type { Pages } from './chromium.js';

/** Alice in her space with the bot of the demo, with her account connected and her list shown. */
export async function connectedAlice(
  pages: Pages,
  demo: Demo,
  params: ChatParams = {},
  options: BrowserContextOptions = { viewport: { width: 1000, height: 900 } },
): Promise<Chat> {
  const chat = await Chat.open(pages, demo.url, params, options);
  await chat.say('connect');
  await chat.cardSaying('Connect your Webex account');
  await consents(chat);
  return chat;
}

/** Agrees as Alice behind the newest card's Connect, and waits for her list. */
export async function consents(chat: Chat): Promise<void> {
  const page = await approves(chat);
  await page.close();
  await chat.cardSaying('Your recordings');
}

/** Agrees as Alice behind the newest card's Connect, in the bot's language. @returns the page that says so */
export async function approves(chat: Chat): Promise<Page> {
  const page = await chat.clickToOpen(words.connect.connect);
  await page.getByRole('radio', { name: /Alice/ }).check();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText(words.connect.connected).waitFor();
  return page;
}
