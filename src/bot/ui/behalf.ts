import type { Host, Actor } from '../../accounts/types.js';
import type { Recording } from '../../recordings/types.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { elementsOf, card } from './card.js';
import { escapeText } from './escape.js';
import { unbroken } from './format.js';
import { contentOnTop } from './text-of-card.js';

/** Bytes kept free for the banner on a card that is filled to its limit. */
export const BEHALF_BYTES = 500;

/** The banner's text, escaped; undefined where people act for themselves. */
function behalfOf({ onBehalfOf: host, scope }: Actor): string | undefined {
  if (scope === 'organization') return words.bot.asOfficer;
  if (host !== undefined) return words.bot.onBehalf({ host: personLabel(host) });
  return scope === 'site' ? words.bot.asAdmin : undefined;
}

/** Name and address, escaped. */
export function personLabel({ displayName, email }: Pick<Host, 'displayName' | 'email'>): string {
  const address = escapeText(email, 100);
  if (address === '') return escapeText(displayName, 60);
  return displayName === '' ? address : `${escapeText(displayName, 60)} (${address})`;
}

/** Who hosts a recording, escaped; empty where Webex does not tell. */
export function hostedBy({ hostDisplayName = '', hostEmail = '' }: Recording): string[] {
  if (hostEmail === '') return [];
  const host = personLabel({ displayName: hostDisplayName, email: hostEmail });
  return [words.common.hostedBy({ host })];
}

/** Puts a banner above a card that has none yet, saying on whose behalf somebody acts. */
export function withBanner(content: Content, actor: Actor): Content {
  const text = behalfOf(actor);
  const [first] = content.card === undefined ? [] : elementsOf(content.card);
  const said =
    typeof first === 'object' && first !== null && 'id' in first && first.id === 'on-behalf';
  return text === undefined || said
    ? content
    : contentOnTop(card('behalf', { text: unbroken(text) }), content);
}
