import type { Content } from '../../webex/messages.js';
import { type Button, card } from './card.js';
import { withoutTokens } from './format.js';

/** A short card: a title, some paragraphs, buttons. All texts are ours or defused. */
export interface MessageView {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Small print, e.g. Webex's trackingId. */
  readonly detail?: string | undefined;
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  readonly buttons?: readonly Button[];
}

/** The card and the same words for clients without cards; links stay out of the latter. */
export function messageContent(view: MessageView): Content {
  const { title, paragraphs, detail, links = [], buttons = [] } = view;
  const filled = card('message', {
    title,
    paragraphs: paragraphs.map((text) => ({ text })),
    hasDetail: detail !== undefined,
    detail: detail ?? '',
    links,
    buttons,
    hasButtons: links.length + buttons.length > 0,
  });
  const markdown = [`**${title}**`, ...paragraphs, ...(detail === undefined ? [] : [detail])];
  return { markdown: withoutTokens(markdown.join('\n\n')), card: filled };
}

/** For a button that this version of the bot did not write. */
export function expiredContent(): Content {
  return messageContent({
    title: 'This card is out of date',
    paragraphs: ['Nothing was changed. Open a fresh list and try again.'],
    buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
  });
}
