import type { AccountRole, Host, Actor } from '../../accounts/types.js';
import type { Recording } from '../../recordings/types.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { type Button, card, elementsOf } from './card.js';
import { escapeText } from './escape.js';
import { unbroken } from './format.js';
import { fillCard, contentOnTop } from './text-of-card.js';

/** All texts are ours or escaped. */
export interface MessageView {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Shown large, and in the card alone: the text for clients without cards leaves it out. */
  readonly secret?: string | undefined;
  /** Small print, e.g. Webex's trackingId. */
  readonly detail?: string | undefined;
  readonly links?: readonly { readonly title: string; readonly url: string }[];
  /** Readings, none likelier than the others: all stand out. */
  readonly choices?: readonly Button[];
  /** The first is the card's main button, unless it has links or choices; the others are links beside it. */
  readonly buttons?: readonly Button[];
  /** Rows of links below, for what is wanted less often. */
  readonly tools?: readonly (readonly Button[])[];
  /** Only for clients without cards. */
  readonly hint?: string;
}

/** Pixels: a row on a phone, a letter, the gap between two links, and the padding of a button. */
const ROW = 304;
const LETTER = 8.3;
const GAP = 12;
const PILL = 32;
/** Letters that are narrower or wider than most, and by how much; the last are as wide as two. */
const ODD_LETTERS: readonly (readonly [RegExp, number])[] = [
  [/[fijlrtI.,:;’‹›«» ]/g, -3.7],
  [/[mwMW…]/g, 4.2],
  [/[\u1100-\u11FF\u2E80-\uFFDC]/g, LETTER],
];

function widthOf({ title }: { readonly title: string }): number {
  return ODD_LETTERS.reduce(
    (width, [letters, more]) => width + (title.match(letters)?.length ?? 0) * more,
    title.length * LETTER + GAP,
  );
}

/** The links that fit beside a card's buttons, and those in rows below, so that nothing wraps on a phone. */
export function linkRows(
  buttons: readonly { readonly title: string }[],
  others: readonly Button[],
  more: readonly (readonly Button[])[] = [],
): { readonly beside: Button[]; readonly tools: { readonly row: Button[] }[] } {
  const pills = buttons.reduce((sum, button) => sum + widthOf(button) + PILL, 0);
  const rows = packed(others, pills);
  const [beside = [], ...below] = pills === 0 ? [[], ...rows] : rows;
  const all = [...below, ...more.flatMap((row) => packed(row))];
  return { beside, tools: all.filter((row) => row.length > 0).map((row) => ({ row })) };
}

/** Rows as full as a phone shows them. @param taken pixels of the first row */
function packed(links: readonly Button[], taken = 0): Button[][] {
  const rows: Button[][] = [[]];
  let left = ROW + GAP - taken;
  for (const link of links) {
    const width = widthOf(link);
    if (width > left) {
      rows.push([]);
      left = ROW + GAP;
    }
    rows.at(-1)?.push(link);
    left -= width;
  }
  return rows;
}

export function messageCard(view: MessageView): Content {
  const { title, paragraphs, secret, detail, links = [], choices = [], tools, hint } = view;
  const { buttons = [] } = view;
  const isLed = links.length + choices.length > 0;
  const shown = [...choices, ...buttons.slice(0, isLed ? 0 : 1)];
  const filled = card('message', {
    title: unbroken(title),
    paragraphs: paragraphs.map((text) => ({ text: unbroken(text) })),
    hasSecret: secret !== undefined,
    secret: secret ?? '',
    hasDetail: detail !== undefined,
    detail: detail ?? '',
    links,
    buttons: shown,
    hasButtons: links.length + shown.length > 0,
    ...linkRows([...links, ...shown], buttons.slice(isLed ? 0 : 1), tools),
  });
  return fillCard(filled, hint ?? readingsHint(choices));
}

/** The lines that the choices of a question stand for, for who cannot press them. */
function readingsHint(choices: readonly Button[]): string | undefined {
  const lines = choices.flatMap(({ data: { action, text } }) =>
    action === 'say' && text !== undefined ? [`**${escapeText(text, LONGEST_READING)}**`] : [],
  );
  return lines.length === 0 ? undefined : words.common.readingsHint({ lines: lines.join(' · ') });
}
const LONGEST_READING = 120;

/** All texts are ours or escaped. */
export function shortCard(title: string, text: string, buttons: readonly Button[] = []): Content {
  return messageCard({ title, paragraphs: [text], buttons });
}

/**
 * Runs a line of words as if the person had written it.
 * @param whose `said`: the line says whose recordings it is about, whosever list is shown by then
 */
export const sayButton = (title: string, text: string, whose?: 'said'): Button => ({
  title,
  data: { action: 'say', text, ...(whose && { whose }) },
});

/** @param role in which somebody acts for others, which takes a connection of its own */
export const connectAgainButton = (role: AccountRole = 'own'): Button => ({
  title: words.common.connectAgain,
  data: { action: 'connect', ...(role === 'own' ? {} : { connection: role }) },
});

/** These name themselves in the language of the moment. */
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

/** In place of a job’s card that another version of the bot has begun. */
export function oldJobCard(): Content {
  return shortCard(words.bot.oldJob, words.bot.oldJobAdvice, [
    sayButton(words.about.myChanges, 'history'),
    sayButton(words.common.cleanUp, 'clean up'),
  ]);
}

/** Answers a button that no card of this version has. */
export function expiredCard(): Content {
  return shortCard(words.bot.outOfDate, words.bot.outOfDateAdvice, [showListButton]);
}

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
