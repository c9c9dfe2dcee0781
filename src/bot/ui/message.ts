import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { type Button, card } from './card.js';
import { unbroken } from './format.js';
import { fillCard } from './text-of-card.js';

/** All texts are ours or escaped. */
export interface MessageView {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Shown large, and only in the card: text for clients without cards leaves it out. */
  readonly secret?: string | undefined;
  /** Small print, e.g. Webex's trackingId. */
  readonly detail?: string | undefined;
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly buttons?: readonly Button[];
  /** Rows of links below the buttons, for what is less often wanted. */
  readonly tools?: readonly (readonly Button[])[];
  /** For clients without cards alone. */
  readonly hint?: string;
}

export function messageCard(view: MessageView): Content {
  const { title, paragraphs, secret, detail, links = [], buttons = [], tools = [], hint } = view;
  const filled = card('message', {
    title: unbroken(title),
    paragraphs: paragraphs.map((text) => ({ text: unbroken(text) })),
    hasSecret: secret !== undefined,
    secret: secret ?? '',
    hasDetail: detail !== undefined,
    detail: detail ?? '',
    links,
    buttons,
    hasButtons: links.length + buttons.length > 0,
    tools: tools.filter((row) => row.length > 0).map((row) => ({ row })),
  });
  return fillCard(filled, hint);
}

/** Runs words as if the person had written them. */
export const sayButton = (title: string, text: string): Button => ({
  title,
  data: { action: 'say', text },
});

/** Each names itself in the language of when it is shown. */
export const showBinButton: Button = {
  get title() {
    return words.common.showBin;
  },
  data: { action: 'say', text: 'bin' },
};
export const showListButton: Button = {
  get title() {
    return words.common.showList;
  },
  data: { action: 'list' },
};

/** Answers a button that this version of the bot did not write. */
export function expiredCard(): Content {
  return messageCard({
    title: words.bot.outOfDate,
    paragraphs: [words.bot.outOfDateAdvice],
    buttons: [showListButton],
  });
}
