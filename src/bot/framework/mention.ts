import { uuidOf } from '../../webex/ids.js';
import type { Message } from '../../webex/messages.js';
import { SPAN_NAMED } from '../../query/named-days.js';
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

/** What can be done with a recording, as the request for it begins. */
const DEED = source`(
  delete|remove|erase|del|share|send|resend|forward|e?-?mail|unshare|download|save|watch|play|open|restore|recover|undelete
  |transcribe|summari[sz]e
)`;
const REQUEST = pattern`^(${DEED}|stop sharing|get|give|show|list|find|empty|purge|bin|bring|clean|clear|move|put|who|what|is there|transcript|summary|how|has|did|can|i need|((only|just) )*(the|an?) (link|password|viewing|summary|transcript|details)|is (the|my|it|this|that)|(take|remove|kick|leave|keep|not|without|except)(?=\s)|(?!it|that|this|there|we|you|i\b)\S+ ((should|must) (not|no longer)|does\s*n['’]?t need))(?![\p{L}\d])`;
/** Says why, or for what: “it is having candidate feedback”, “the dean wants numbers”, “just being nosy”. */
const TOLD = pattern`
  ^((as|because|since|so|and|but|cos) )*(
    (this|that|these|those)( ones?)? (is|are|was|were)(?!\p{L})|(i|we|you|he|she|it|they|there|nobody|somebody|people)(['’]\p{L}+| (?!means?\b|meant\b|wants?\b|think\b)\p{L}+)
    |(an?|the|my|our|his|her|their) (?!(one|ones|first|last)\b)(\p{L}+ ){0,2}?\p{L}+(['’]s|\s(is|are|was|has|have|wants?|needs?|asked|asks))\s
    |(just|only) \p{L}+ing|(no|not an?) (issues?|problem|worries|rush|hurry)|oh (dear|no|well)|i['’]ve no\s|(ca|do|did|have|could|is)\s*n['’]?o?t (see|find|remember|know|need|open|want)\s|not able to\s|in case\s
  )
`;
/** The request once more, and what it is not for. */
const SAID_AGAIN = pattern`^((please|kindly) (open|play|show|share|send|check|help|confirm|provide|advise|do)( (it|me|us))?|not the (video|recording|audio)( itself)?|(was|is) it (me|mine|us)|(i |we )?((just|only|accidentally|must have) )*(deleted|binned|removed|lost|trashed) (it|them)( (by (mistake|accident)|this (morning|afternoon|week)|earlier|today|just now|already|again))*|(but )?(please |just )*(let|show|ask|tell|check with|warn) (me|us)( \p{L}+){0,4} first( yeah| ok(ay)?)?|(do|should) (i|we) (just |only |simply |have to )*\p{L}+ (on |with )?(it|them|that)|keep (that|those|these)( ones?)?|all of (it|them)|(it['’]?s )?the (old|new|long|short|big|small) one|(so )?(please |kindly )*(take|remove) (him|her|them)( off)?( (it|again))?|((my|the) )?(storage|quota|space|disk) ((is|at|almost|nearly|over) )*(full|\d+\s*%)|(what(['’]?s| is| are) )?((the|its|and) )*(date|length|size|duration|host)([\s,]+((the|its|and) )*(date|length|size|duration|host))*)[\s,.!]*$`;
/** Of the recording, or another wish. */
const DESCRIBES = pattern`
  \d|[@"“„]|\b(
    called|named|titled|about|(?<!-)recorded|hosted|held|from|(is|was|were|are) (in|on|at|by|with)(?! (there|here)\b)|${SPAN_NAMED}|today|yesterday|last|week|month|year|except|without|keep
    |back|please|kindly|can|could|would|want|mean
  |(?<=^|\b(and|then|to) )${DEED})\b
`;

/** “the onboarding I sent him in September”, “a link that I can put on the page” */
const SENT = pattern`\s+(that |which )?((i|we) (sent|gave|showed|e?-?mailed|forwarded)|(?<=that )(i|we|they|people) can) (?!(delete|remove|clean|restore|share)\b)(\p{L}+)(\s[^,@]*)?$|\s(that|which) (expires?|ends|runs out|is valid)(\s[^,@\d]*)?$|[\s,]+((and|but) leave the (rest|others)|and tell me how (long|big|large|old) it is|and (i|we)(['’]ll| will)|before (i|we) (commit|decide|do|go)\b)[^,@]*$`;

/** Leaves out what stands behind a request and only tells of it. */
export function withoutReasons(line: string): string {
  if (!REQUEST.test(line)) return line;
  const parts = line.split(
    /(?<=[,;:.?!])\s+|\s+(?=(?:because|cos|but\s(?:let|show|ask|tell|warn))\s)/,
  );
  const isReason = (part: string): boolean =>
    SAID_AGAIN.test(part) || (TOLD.test(part) && !DESCRIBES.test(part));
  const kept = parts.findLastIndex((part, at) => at === 0 || !isReason(part)) + 1;
  const said = kept === parts.length ? line : parts.slice(0, kept).join(' ');
  return said.replace(SENT, '').replace(kept === parts.length ? '' : /[\s,;:.?!]+$/, '');
}

/** “find the retro and share it with bob@example.com”: one request about one recording. */
const AND_WITH_IT = pattern`
  ^(find|search( for)?|look for|list|show( me)?|get( me)?|open|take|i (have|(just )?(recorded|made|found|see))) (?<what>\S.*?)
  [\s,;.]+((and|then|please|also|can you) )*(?<verb>
    delete|remove|erase|share|send|forward|e?-?mail|download|save|watch|play|restore|recover|transcribe
    |summari[sz]e
  ) (it|them|that|this)( one)?(?![\p{L}\d'’])(?<rest>.*)$
`;

/** Only tells of something, and is no name: “I need the space, delete it” is of what was shown. */
const NO_RECORDING = source`(space|room|storage|time|link|url|button|bin|password|file|result|answer|help|rest|others?|ones?|list|name|card|chance|moment|question|word|favou?r|hurry|job|notifications?)`;
/** What somebody has done, or wants, with the recording that “it” is, behind it. */
const TOLD_OF = pattern`
  \b(
    got rid of|chucked( out)?|deleted|removed|binned|erased|trashed|lost|shared|sent|promised( \p{L}+)?|missed|owe( \p{L}+)?|recorded|looking for|(done|finished|through) with|need|want
    |(asked|asking|request)( (me|us|from \p{L}+))? for
  )( by (mistake|accident)| accidentally)?\s+(the|my|our|that) (?!((wrong|same|other) )?(${NO_RECORDING}|one|(recording|video|meeting|call)s?(?= (by|which|that|i)\b|\s*$|[,.;:!?]))\b)(wrong )?(?<what>([^,.;:!?]|[.:](?=\S)){3,}?)
  (?=[,;!?]|[.:](?=\s|$)|$|\s(
    (with|to) the wrong|by (mistake|accident)|accidentally|mistakenly|in error|and|but|(ages|long) ago|yesterday|today|earlier|just now|this (morning|afternoon|week)|last (night|week)|any\s?(more|longer)
    |(is|are|was|has|have|because|since|i|we)\b
  ))
  |^(yes|no|ok|so)?[\s,]*(the|my|our|that) (?<name>(?!(last|next|whole|same|only|other|first|right) thing\b)((?!(asked|wants?|needs?|sent|for|the)\b)[\p{L}\d-]+ ){1,6}(one|recording|video|call|meeting|session|thing)( (with|of|from|about) [^,.;:!?]+?)?)
  (?=[,.;]|$|\s(is|was|has)\b)
`;
const ASKS = source`((did|and|then|so|but|now|just|also|please|kindly|pls|can|could|would|will|may|you|i|we|it|want|need|like|to|would like to|any (way|chance) of|is there|be able to)[\s,]+)*`;
/** “…; could you forward it to him?”, “…, I want it back” */
const DONE_TO_IT = pattern`
  ^(?<before>\S.{4,200}?)[\s,;.:!?–—]+${ASKS}(
    (?<verb>${DEED}|withdraw|revoke|take) (it|them|that|the same)(?<rest>( .{1,80})?)
    |(?<back>(get|getting|have|having|bring|put|want|need) (it|them|that|the same) back|be (restored|recovered|undone)|(rescuing|restoring|recovering|retrieving|undeleting) it|undo (it|that))
  )$
`;
const TO_THEM = pattern`^\s(to )?(him|her|them)(?!\p{L})([\s,]+(his|her|their) (e-?mail|mail|address)( address)? is(?= \S+@))?`;
const PROMISED = pattern`\b(promised|owe|from|told|asked by|for) (?<person>\S+@\S+|(?!(the|my|our|me|us|him|her|them|that|this|what|all|an|it)\b)\p{L}{2,})`;
const FROM_WHOM = /^(?:withdraw|revoke|take)$/i;

/** “kick-off, duration?”, “first 3, del”, “3 and 4, who viewed” */
const IN_SHORT = pattern`
  ^(?<of>(?!(i|we|you|he|she|it|they|there|yes|no|ok|and|not|but|please|list|show|find|bin|clean|storage)\b)[^,;:?@]{3,40})[,:]\s+(
    (?<deed>(?!open\b)${DEED}|dl)|(?<shown>duration|length|size|transcript|summary|link|password|date|details)|(?<who>who(['’]s)?( all)?( have| has)?( it)?( been)? (watched|viewed|seen|downloaded))( (it|them|that|by))?
  )$
`;

/** The request about one recording that two sentences make; any other line as it is. */
export function ofIt(line: string): string {
  const { of, deed = '', shown, who } = IN_SHORT.exec(line)?.groups ?? {};
  if (of !== undefined)
    return `${deed || (who === undefined ? `${shown ?? ''} of` : 'who watched')} ${of}`;
  const { before = '', back, verb: done, rest = '' } = DONE_TO_IT.exec(line)?.groups ?? {};
  const verb =
    done ?? (/\b(?:shared|sent)\b/i.test(before) && back !== undefined ? 'unshare' : 'restore');
  const { what, name = what } = TOLD_OF.exec(before)?.groups ?? {};
  if (name === undefined) return line.replace(AND_WITH_IT, '$<verb> $<what>$<rest>');
  const { person } = PROMISED.exec(before)?.groups ?? {};
  const whom = rest.replace(TO_THEM, (all) =>
    rest.includes('@') ? ' to' : person === undefined ? all : ` with ${person}`,
  );
  return `${FROM_WHOM.test(verb) ? 'unshare' : verb} the ${name}${whom}`;
}
