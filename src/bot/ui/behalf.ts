import type { Host, Actor } from '../../accounts/types.js';
import type { Recording } from '../../recordings/types.js';
import type { Content } from '../../webex/messages.js';
import { bodyOf, card } from './card.js';
import { escapeText } from './escape.js';
import { contentOnTop } from './text-of-card.js';

/** Reserved for the banner on a card that is filled to its limit, in bytes. */
export const BEHALF_BYTES = 500;

/** The banner's escaped text; undefined where people act for themselves. */
function behalfOf({ onBehalfOf: host, scope }: Actor): string | undefined {
  if (scope === 'organization')
    return '⚠ As a compliance officer: recordings of the whole organisation';
  if (host !== undefined) return `⚠ On behalf of ${nameOf(host)}: these are not your recordings`;
  return scope === 'site'
    ? '⚠ As an administrator: recordings of everyone on this site'
    : undefined;
}

/** Name and address, escaped. */
export function nameOf({ displayName, email }: Pick<Host, 'displayName' | 'email'>): string {
  const address = escapeText(email, 100);
  if (address === '') return escapeText(displayName, 60);
  return displayName === '' ? address : `${escapeText(displayName, 60)} (${address})`;
}

/** Who hosts a recording, escaped; empty where Webex does not tell. */
export function hostedBy({ hostDisplayName = '', hostEmail = '' }: Recording): string[] {
  if (hostEmail === '') return [];
  return [`hosted by ${nameOf({ displayName: hostDisplayName, email: hostEmail })}`];
}

/** Puts on whose behalf above a card that does not say so yet. */
export function withBanner(content: Content, actor: Actor): Content {
  const text = behalfOf(actor);
  const [first] = content.card === undefined ? [] : bodyOf(content.card);
  const said =
    typeof first === 'object' && first !== null && 'id' in first && first.id === 'on-behalf';
  return text === undefined || said ? content : contentOnTop(card('behalf', { text }), content);
}
