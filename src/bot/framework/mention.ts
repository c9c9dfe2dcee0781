import { uuidOf } from '../../webex/ids.js';
import type { Message } from '../../webex/messages.js';
import { withoutEntities } from '../ui/escape.js';
import { pattern, source } from '../../util/pattern.js';

const MENTION = /<spark-mention\b[^>]*data-object-id="([^"]*)"[^>]*>(.*?)<\/spark-mention>/g;

/**
 * Reads a message without a mention of the bot at its beginning or end.
 * @param botName its display name, for messages without HTML
 * @returns its lines, without doubled spaces; none when nothing else was said
 */
export function linesWritten(message: Message, botUuid: string, botName: string): string[] {
  let text = withoutQuotes(message);
  if (message.mentionedPeople?.some((id) => uuidOf(id) === botUuid) === true) {
    for (const used of namesUsed(message.html ?? '', botUuid, botName)) {
      const lower = text.toLowerCase();
      const name = [used, botName].find((each) => lower.includes(each.toLowerCase()));
      if (name === undefined) continue;
      const at = lower.indexOf(name.toLowerCase());
      text = `${text.slice(0, at)} ${text.slice(at + name.length)}`;
    }
  }
  return text
    .replace(/^[\s,:@]+/, '')
    .replace(/[^\S\n]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** More would keep others waiting: the patterns of many commands are tried on it. */
export const LONGEST_READ = 1_000;

/** The beginning of a long message; `isCut` where there is more. */
export function beginningOf(lines: readonly string[]) {
  const all = lines.join('\n');
  const isCut = all.length > LONGEST_READ;
  return { lines: isCut ? all.slice(0, LONGEST_READ).trimEnd().split('\n') : lines, isCut };
}

/** Addresses looked up for one message: nobody may make the bot ask about a whole space. */
const MOST_LOOKUPS = 3;
/** Where a command takes a person. */
const BEFORE_PERSON = source`(?<=(^|\s)(for|of|by|with|from|to|and|or) |,\s*)`;

/**
 * Replaces mentions of other people by their addresses, where a command takes one: “for Bob list” becomes
 * “for bob@example.com list”. Names are not unique, and a mention is one person.
 * @param addressOf by the person’s UUID; undefined leaves the name
 */
export async function withAddresses(
  lines: readonly string[],
  { html = '' }: Message,
  botUuid: string,
  addressOf: (uuid: string) => Promise<string | undefined>,
): Promise<string[]> {
  let text = lines.join('\n');
  let from = 0;
  let asked = 0;
  for (const [, id = '', shown = ''] of html.replace(BLOCKQUOTE, '').matchAll(MENTION)) {
    const uuid = uuidOf(id);
    const name = withoutEntities(shown).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (uuid === botUuid || name === '' || asked >= MOST_LOOKUPS) continue;
    const place = new RegExp(`${BEFORE_PERSON}@?${name}(?![\\p{L}\\p{N}])`, 'gu');
    place.lastIndex = from;
    const found = place.exec(text);
    if (found === null) continue;
    asked += 1;
    const said = (await addressOf(uuid)) ?? found[0];
    text = `${text.slice(0, found.index)}${said}${text.slice(found.index + found[0].length)}`;
    from = found.index + said.length;
  }
  return text === '' ? [] : text.split('\n');
}

const BLOCKQUOTE = /<blockquote\b[^>]*>(.*?)<\/blockquote>/gs;

/** The signature of a mail, or the mail that is answered; nothing below it is a request. */
const SIGNED = pattern`
  ^\s*(
    --|[-_]{5,}.*|-+\s*(original|forwarded) message.*|(on|am|le)\s.{5,120}\s(wrote|schrieb|écrit)\s*:
    |sent from my\s.*|get outlook\s.*
  )\s*$
`;

const CLOSER = pattern`
  ^\s*(
    (many )?thanks( (a lot|in advance|so much|and regards))?
    |thank you( (so|very) much)?|((best|kind|warm) )?regards
    |(all the )?best( wishes)?|cheers|sincerely|yours|br|vg|mfg|lg
  )[\s,.!]*$
`;
/** A name, a title, a telephone number. */
const OF_SENDER = /^\s*(?:[\p{Lu}\d+(][^?!]{0,60})?$/u;

/** Removes “Kind regards” with the names and titles below. */
function withoutCloser(lines: readonly string[]): readonly string[] {
  const at = lines.findLastIndex((line) => CLOSER.test(line));
  const isEnd = at > 0 && lines.slice(at + 1).every((line) => OF_SENDER.test(line));
  return isEnd ? lines.slice(0, at) : lines;
}

/** Removes quotes: they are what a message is about, not what it asks. */
function withoutQuotes({ text, html = '' }: Message): string {
  let own = text;
  for (const [, quoted = ''] of html.matchAll(BLOCKQUOTE)) {
    for (const line of withoutEntities(quoted.replace(/<[^>]*>/g, '\n')).split('\n')) {
      const words = line.trim();
      const at = words === '' ? -1 : own.indexOf(words);
      if (at >= 0) own = `${own.slice(0, at)}\n${own.slice(at + words.length)}`;
    }
  }
  const all = own.split('\n').filter((line) => !/^\s*>/.test(line));
  const begins = all.findIndex((line) => line.trim() !== '');
  const end = all.findIndex((line, at) => at > begins && SIGNED.test(line));
  const lines = withoutCloser(end < 0 ? all : all.slice(0, end));
  return lines.join('\n').trim() === '' ? text : lines.join('\n');
}

/** The mention's words, from the HTML: people can shorten a name in a mention. */
function namesUsed(html: string, botUuid: string, botName: string): string[] {
  const used = [...html.matchAll(MENTION)]
    .filter(([, id]) => uuidOf(id ?? '') === botUuid)
    .map(([, , name = '']) => withoutEntities(name));
  return used.length > 0 ? used : [botName];
}

/** A mail that was pasted: who wrote it, and what. */
const MAIL = pattern`
  ^(from|von|de)\s*:\s([^<]{0,80}<)?(?<from>[^\s@<>]+@[^\s@<>]+)>?\s.*?\b(subject|betreff|objet)\s*:\s.*?
  (\b(hi|hello|dear|hey|hallo|good (morning|afternoon)) [\p{L}. ]{1,40},|\n\s*\n)\s*(?<body>\S.*)$
`;
const WISH = /\b(?:can|could|would|please|pls|share|send|delete|find|need|show|get)\b/i;

export const isMail = (text: string): boolean => MAIL.test(text);

/** The sentence of a pasted mail that asks for something, as if its writer had been named. */
export function ofMail(text: string): string {
  const { from = '', body = '' } = MAIL.exec(text)?.groups ?? {};
  const wish = body.split(/(?<=[.?!])\s+/).find((sentence) => WISH.test(sentence));
  return (
    wish?.replace(/\b(with|to)\s+(?:me|us)\b/gi, (_all, way: string) => `${way} ${from}`) ?? text
  );
}
