import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { until } from '../../support/until.js';
import type { Pages } from './chromium.js';

/** What the chat page's address can select. */
export interface ChatParams {
  person?: string;
  space?: string;
  theme?: 'light' | 'dark';
  width?: number;
}

/** The chat page as a person uses it: by names and roles, as a screen reader would find things. */
export class Chat {
  constructor(readonly page: Page) {}

  /** Opens the sandbox's chat page, ready to be written to. */
  static async open(
    pages: Pages,
    sandboxUrl: string,
    params: ChatParams = {},
    options: BrowserContextOptions = {},
  ): Promise<Chat> {
    const query = new URLSearchParams(
      Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const chat = new Chat(await pages.open(`${sandboxUrl}/?${query.toString()}`, options));
    await chat.box().and(chat.page.locator(':focus')).waitFor();
    return chat;
  }

  /** The box to type in. */
  box(): Locator {
    return this.page.locator('#box');
  }

  /** Types the words and presses Enter. */
  async say(words: string): Promise<void> {
    await this.box().fill(words);
    await this.box().press('Enter');
  }

  /** Becomes another person, by first name. */
  async become(name: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'You are' })
      .getByRole('button', { name })
      .click();
  }

  /** Opens a space by its name. */
  async enter(name: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Spaces' })
      .getByRole('button', { name })
      .click();
  }

  /** Waits until an expression is true in the page. The page's policy lets it evaluate no text by itself. */
  async is(expression: string): Promise<void> {
    await until(async () => (await this.page.evaluate(expression)) === true, expression);
  }

  /** Every message that stands in the stream, oldest first. */
  messages(): Locator {
    return this.page.locator('#messages [data-message-id]');
  }

  /** The newest message that holds these words. */
  message(words: string | RegExp): Locator {
    return this.messages().filter({ hasText: words }).last();
  }

  /** The newest card. */
  lastCard(): Locator {
    return this.page.locator('#messages .card').last();
  }

  /** Waits for a card that shows these words. */
  async cardSaying(words: string | RegExp): Promise<Locator> {
    const card = this.page
      .locator('#messages .card')
      .filter({ hasText: spaced(words) })
      .last();
    await card.waitFor();
    return card;
  }

  /** A visible button or link-button of the newest card, by its name; the first of several. */
  button(name: string | RegExp): Locator {
    return this.lastCard()
      .locator('.ac-pushButton:visible, .ac-selectable:visible')
      .filter({ hasText: typeof name === 'string' ? exactly(name) : name })
      .first();
  }

  /** Clicks a button of the newest card. */
  async click(name: string | RegExp): Promise<void> {
    await this.button(name).click();
  }

  /** Clicks a button of the newest card that opens an address, and answers the tab that it opened. */
  async clickToOpen(name: string | RegExp): Promise<Page> {
    const opened = this.page.context().waitForEvent('page');
    await this.click(name);
    return opened;
  }
}

/** Amounts do not break: any kind of space fits. Playwright sees to that for strings alone. */
export function spaced(words: string | RegExp): string | RegExp {
  if (typeof words === 'string') return words;
  return new RegExp(words.source.replaceAll(' ', '\\s'), words.flags);
}

function exactly(words: string): RegExp {
  return new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
