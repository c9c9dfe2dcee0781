import type { BrowserContextOptions } from 'playwright-core';
import type { Demo } from '../../../sandbox/demo/start.js';
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
  const consent = await chat.clickToOpen('Connect');
  await consent.getByRole('radio', { name: /Alice/ }).check();
  await consent.getByRole('button', { name: 'Approve' }).click();
  await consent.getByText('You are connected').waitFor();
  await consent.close();
  await chat.cardSaying('Your recordings');
}
