import type { Content } from '../../webex/messages.js';
import { card } from '../card.js';
import type { Button } from './button.js';
import { withoutTokens } from './dates.js';

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
