import { type Filter, KINDS, type Kind } from '../recordings/filter.js';
import { defined } from '../util/present.js';
import { words } from '../util/words.js';
import { ALONE, MONTHS } from './date-at.js';
import { Line, tidy } from './line.js';
import { ARTICLES, IN_FRONT, NONE, alternatives, trim, wordSet } from './topic-words.js';
import { WEEKDAYS } from './named-days.js';
import { MOST_TOPICS, type Question } from './list-state.js';
import { replaced } from './phrases.js';
import { pattern } from '../util/pattern.js';

interface Topics {
  /** Any of them; empty: any at all. */
  readonly topics: readonly string[];
  /** None of these. */
  readonly except: readonly string[];
  /** Marked by quotes, or by a word like “about”. */
  readonly explicit: boolean;
  /** Words beside an explicit topic. */
  readonly rest: string;
}

const GAP = '\uE001';
const MARK = pattern`
  (?<![\w-])(
    about(?! \d[\d.,]*\s*(gb|gigs?|mb|megs?|hours?|hrs?|h|minutes?|mins?)\b)|called|named|titled|entitled|regarding
    |concerning|(that (is|are) )?(relat(ed|ing)|connected) to|(that )?ha(s|ve|ving) to do with
    |(?<=\b(any|some)thing )on(?= [a-z])
    |(the )?(topics?|subject|title|name) (
      has|is|was|should (be|contain|include)|contains?|includes?|says?|mentions?|with|starts with|begins with
    )
    |topics?|subject|containing|matching|mentioning|(that|which) (mention|discuss|cover)(s|ed)?
    |with (the|a) (topic|subject|title|name)|(that |which )?(start(s|ing)?|begin(s|ning)?) with|with the words?
    |(in )?which (meeting|recording|call|session|one)s? did (we|i|they|you) (discuss|mention|(talk|speak) about)
    |(in which|where|that|when) (we|i|they|you) ((talk(ed)?|spoke|chatted) about|discuss(ed)?)
  )(?![\w-])\s*:?
`;
/** Behind a topic. */
const IN_THE_NAME = pattern` in (((the|its|their) )?(names?|titles?|topics?)|it(?=\s*($|\uE001)))(?![\w-])`;
/** “the meeting I had with …”, “the two …”: it says nothing of what was talked about. */
const ASIDE = pattern`
  (?<![\w-])(
    ((the|a|my|our) )?(meeting|call|session|conversation|discussion|chat|talk)\s+
    ((that|which) )?(i|we) (had|held|did)( (with|about|on))?(?![\w-])
    |(the|that|this) (thing|stuff|bit) (?=(about|on|with|from|regarding)\s)
    |(the|an?|my|our)?\s*\bmeeting (?=with\s)
    |(?<=\s)(that )?(i|we) (had|held|did|gave|ran|led|attended)(?![\w-])
    |the (two|three|four|five|[2-5]) (?=.*\b(recordings?|videos?)\b)
  )
`;
const EXCEPT = pattern`
  (?<![\w-])(
    (?<=\b(everything|anything|all|any|ones|recordings) )but
    |(?<=[,\uE000\uE001]\s*|^\s*)not(?! (just\b|only\b|(about )?\d))|except(ing)?( for)?|exclud(e|ing)|without|minus
    |(?<=^\s*(\p{L}{3,} ){1,2})
    (?<!\b(or|why|if|do|does|is|are|was|can|could|should|will|would|have|has|did|must|may|might|please) )not(?=
      \s+(?!(found|allowed|available|working|ready|only|now|yet|so|at|to|the|an?|that|this|enough|supported|my|our)\b)\p{L}{3,}
      ( \p{L}+)?\s*($|\uE001)
    )
    |other than|apart from|(and|but) not?|not (about(?! \d)|containing|called|named|titled)
    |no(?= \p{L}+s( please)?\s*($|no\s))
    |((?<!\b(it|this) )(is|are)|(?<!\b(i|we|you|they) )(do|does)(?=\S* (not )?(contain|include|have)))(n['’]t| not)
    ( (contain|include))?(?! (you|i|we|they)\b)
    |(?<!\b(i|you|we|they) )(but )?keep(ing)?(?! (only|just|one of)\b)
  )(?![\w-])\s*:?
`;
const EXCEPTS = new RegExp(EXCEPT.source, 'gi');
const QUOTE = '\\uE000\\d+\\uE000';
const QUOTE_MARKS = new RegExp(QUOTE, 'g');
/** Quoted words that a comma or an “or” joins to others. */
const QUOTED_LIST = pattern`^\s*((anything|everything|those|the|ones?|recordings?|videos?|that|have|with|words?|about|called|named|titled) )*${QUOTE}(\s*(,|,?\s*(or|and))?\s*${QUOTE})*`;

/** The rest of a line after all other readers is its topic, or several. */
export function topicsIn(line: Line): Topics {
  const { text: said, except } = withoutExcept(line);
  const text = said.replace(IN_THE_NAME, ` ${GAP} `).replace(ASIDE, ' ');
  const mark = MARK.exec(text);
  const quotes = text.match(QUOTE_MARKS) ?? [];
  if (quotes.length > 0) {
    const topics = fittingTopics(quotedIn(line, text));
    const { index: at = 0, 0: said = '' } = mark ?? {};
    const beside = mark === null ? text : `${text.slice(0, at)} ${text.slice(at + said.length)}`;
    const joined = quotedOrNot(line, beside.replace(/[\s\uE001]+$/, ''));
    if (joined !== undefined)
      return { topics: fittingTopics(joined), except, explicit: true, rest: '' };
    return { topics, except, explicit: topics.length > 0, rest: leftOf(beside) };
  }
  if (mark !== null) {
    const behind = text.slice(mark.index + mark[0].length);
    const gap = behind.indexOf(GAP);
    const topics = alternatives(gap < 0 ? behind : behind.slice(0, gap), ARTICLES);
    if (topics.length > 0) {
      const elsewhere = [text.slice(0, mark.index), gap < 0 ? '' : behind.slice(gap)].join(' ');
      return { topics: fittingTopics(topics), except, explicit: true, rest: leftOf(elsewhere) };
    }
  }
  // A mark with nothing behind it says nothing.
  const topics = topicsLeft(text.replace(MARK, GAP));
  return { topics, except, explicit: topics.length > 0 && IN_THE_NAME.test(said), rest: '' };
}

/** In front of a topic, and of the weekday in the name of a feast. */
const BEFORE_TITLE = pattern`(?<![\p{L}\d])((about|called|named|titled) (the )?|(#black|good|ash|holy|super|casual) )$`;
const NAME_AND_MORE = pattern`^(${MONTHS}|${WEEKDAYS}) (?=\p{L})(?!${ALONE})`;
const NAME_ALONE = pattern`^(${WEEKDAYS})\b`;
const NAME_OF_SITE = pattern`
  ^(${MONTHS}|${WEEKDAYS})\.\p{L}|^(october fest|march madness|may day)\b|^(april|may|june|august) o['’]\p{L}
`;

/** “Black Friday”, “about august closing”, “Monday.com”, “April O’Neil”: a day’s name in a topic. */
export function isInTitle(before: string, text: string): boolean {
  const [lead, feast] = BEFORE_TITLE.exec(before) ?? [];
  const isNamed =
    lead !== undefined && (feast === undefined ? NAME_AND_MORE : NAME_ALONE).test(text);
  return isNamed || NAME_OF_SITE.test(text);
}

/** Said of times, sizes and orders; no topic is of these alone. */
const NO_TOPIC = wordSet(`
  day days week weeks month months year years hour hours minute minutes min mins second seconds
  quarter quarters half night noon time times date dates weekday weekdays working ago before after
  since until till between during around towards outside early late mid beginning begin start end past
  previous coming next last first third fourth fifth every each ish so than then more less least most
  many few couple several some twice once again as of or and at in on to from the a an is are was were
  be been who whom what whats which whose how it them they me mine my myself i you your we anyone
  anybody above below other another both rest ascending descending asc desc order old new big small
  long short popular views view watched viewed downloaded haven’t hasn’t didn’t don’t isn’t wasn’t not
  yet no but large huge high low top size length duration nearly almost exactly gb mb kb megs gigs
  wrong right csv excel file as table one two three four five six seven same cw kw eod cob eom eow eoy
  eight nine ten zero only just for by with without host hosted done does did do now please here there
  already need want anymore any more page
`);
/** “1 on 1” is a meeting. */
const NUMBERED = /^\d{1,3}\s*(?:on|to|:|\/)\s*\d{1,3}$|^\d+$/i;

/** True for words that nothing else understood and that say how to look, but not for what. */
export function isNoTopic(guessed: string): boolean {
  const said = guessed
    .toLowerCase()
    .replaceAll("'", '’')
    .split(/[^\p{L}\d’]+/u)
    .filter((word) => word !== '');
  const known = (word: string): boolean =>
    NO_TOPIC.has(word) || /^(?:[kc]w|wk|[qh])?\d+(?:st|nd|rd|th|h|m)?$/.test(word);
  return said.length > 0 && said.every(known) && !NUMBERED.test(guessed);
}

/** One topic as a person types it: “retro”, “retro or planning”, “"this or that"”. */
export function topicsTyped(line: Line): readonly string[] {
  return line.text.match(QUOTE_MARKS) === null
    ? fittingTopics(alternatives(line.text, NONE, NONE))
    : fittingTopics(quotedIn(line, line.text));
}

/** Topics as {@link topicsTyped} reads them again. */
export function topicsWritten(topics: readonly string[]): string {
  const isPlain = topics.every((topic) => {
    const [read, ...others] = topicsTyped(new Line(topic));
    return read === topic && others.length === 0;
  });
  if (isPlain && topics.length === 1) return topics.join('');
  return topics.map((topic) => `"${topic.replaceAll('"', '""')}"`).join(', ');
}

function withoutExcept(line: Line): { readonly text: string; readonly except: readonly string[] } {
  const { text } = line;
  const found = EXCEPT.exec(text);
  if (found === null) return { text, except: [] };
  const behind = text.slice(found.index + found[0].length).replace(IN_THE_NAME, ` ${GAP} `);
  const quoted = QUOTED_LIST.exec(behind)?.[0];
  const gap = behind.indexOf(GAP);
  const said = quoted ?? (gap < 0 ? behind : behind.slice(0, gap));
  const except =
    quoted === undefined
      ? alternatives(said.replace(EXCEPTS, ', ').replace(MARK, ' '), IN_FRONT)
      : quotedIn(line, said);
  if (except.length === 0) return { text, except };
  const left = `${text.slice(0, found.index)} ${GAP} ${behind.slice(said.length)}`;
  return { text: left, except: fittingTopics(except) };
}

const JOINED = pattern`\s*,\s*((and|or) )?| (and|or) `;
const QUOTED_ALONE = new RegExp(`^\\s*${QUOTE}\\s*$`);
const UNREAD = /[\uE000\uE001]/;

/** “"design review" or budget”; undefined where the quoted words are the topic alone. */
function quotedOrNot(line: Line, text: string): string[] | undefined {
  const parts = text.split(JOINED);
  if (parts.some((part) => UNREAD.test(part) && !QUOTED_ALONE.test(part))) return undefined;
  const topics = parts
    .map((part) => (QUOTED_ALONE.test(part) ? line.said(part.trim()) : trim(part, IN_FRONT)))
    .filter((topic) => topic !== '');
  return topics.length > 0 ? topics : undefined;
}

/** Quoted words side by side are one topic. */
function quotedIn(line: Line, text: string): string[] {
  const topics: string[] = [];
  let end = 0;
  for (const found of text.matchAll(QUOTE_MARKS)) {
    const between = text.slice(end, found.index).trim();
    end = found.index + found[0].length;
    const said = line.said(found[0]);
    if (said === '') continue;
    const isJoined = /^(?:,?\s*(?:or|and)|,)$/i.test(between);
    const before = topics.at(-1);
    if (before === undefined || isJoined) topics.push(said);
    else topics[topics.length - 1] = tidy(`${before} ${said}`);
  }
  return topics;
}

/** Said of a recording that is named beside it. */
const ASIDE_SAID = pattern`^(\p{L}+ ){1,3}(it|them|him|her|me|us)( \p{L}+){0,3}$|^(but|so|then) `;
/** Words between phrases that were understood are one topic, unless a comma or an “or” is among them. */
function topicsLeft(text: string): readonly string[] {
  const said = text.split(GAP).filter((piece) => alternatives(piece, IN_FRONT).length > 0);
  const all = said.map((piece) => alternatives(piece, IN_FRONT));
  // “thursday’s retro, fire it over to her”
  const named = all.map((piece) => piece.filter((one) => !ASIDE_SAID.test(one)));
  const pieces = named.some((piece) => piece.length > 0) ? named : all;
  if (said.some((piece, index) => index > 0 && /^\s*(?:,|or\s)/i.test(piece))) {
    return fittingTopics(pieces.flat());
  }
  if (pieces.some((piece) => piece.length > 1)) return fittingTopics(pieces.flat());
  return fittingTopics([tidy(pieces.flat().join(' '))]);
}

/** The most of all topics as a button carries them. */
const LONGEST_IN_ALL = 800;

function fittingTopics(topics: readonly string[]): readonly string[] {
  let length = 0;
  const kept = [...new Set(topics)].filter((topic, index) => {
    length += encodeURIComponent(topic).length;
    return topic !== '' && (index === 0 || length <= LONGEST_IN_ALL);
  });
  return kept.slice(0, MOST_TOPICS);
}

function leftOf(text: string): string {
  return text
    .replace(QUOTE_MARKS, ' ')
    .split(GAP)
    .map((piece) => trim(piece, IN_FRONT))
    .filter((piece) => piece !== '')
    .join(' ');
}

/** “webinar from last week”, which recordings of that name are, too; alone, it may be a name. */
export function kindAlone(left: readonly string[]): Kind | undefined {
  return KINDS.find((kind) => kind === tidy(left.join()).toLowerCase());
}

export function topicFilter(
  topics: readonly string[],
  except: readonly string[],
  isOf: boolean,
): Filter {
  const [topic, ...others] = topics;
  const one = isOf ? { of: topic } : { topic };
  const about = others.length > 0 ? { anyTopic: topics } : defined(one);
  return { ...about, ...(except.length > 0 ? { notTopic: except } : {}) };
}

const EVERYONE = pattern`
  ((?<![\p{L}])(for|of|from|by|across) )?(?<![\p{L}])(
    everyone|everybody|(all )?(users|hosts|employees)
    |(people|users|hosts|employees|colleagues) (who|that) (have )?left( (us|the company))?
    |(former|inactive|disabled|deactivated|ex-?)\s*(users|hosts|employees|colleagues)|orphan(ed|s)?
    |(org(ani[sz]ation)?|company|site)[\s-]wide
  )(['’]s)?(?![\p{L}])
`;

const COMPANY = pattern`(in|of|from|across) (the|our|my) ((whole|entire) )?(org(ani[sz]ation)?|company)(?![\w-])`;
const TEAM = pattern`^((all|the) )*(recordings? )?((made )?(of|by|from) )?(#(my|our) (team|manager|boss|colleague|coworker|co-worker|department|group)s?)(['’]?s?)?( recordings?)?$`;
/** “recordings of everyone”; no list is of everyone by these words. */
export function everyones(text: string, guessed: string): Question | undefined {
  const [, team] = TEAM.exec(text) ?? [];
  if (team !== undefined) {
    const readings = [
      { title: 'shared with me', words: 'shared with me' },
      { title: words.query.everyones, words: 'for everyone' },
      { title: words.query.noTopic, words: 'about "team"' },
    ];
    return { text: words.query.whose({ said: team }), readings };
  }
  const [said] = EVERYONE.exec(guessed) ?? COMPANY.exec(text) ?? [];
  const isWhole = guessed !== '' && said?.endsWith(guessed);
  if (!said || isWhole !== true || /^for\s+every/i.test(text)) return undefined;
  const left = text.replace(EVERYONE, ' ').replace(COMPANY, ' ').replace(/\s+/g, ' ').trim();
  const readings = [
    { title: words.query.everyones, words: `for everyone ${left}`.trim() },
    { title: words.query.noTopic, words: replaced(text, said, `about "${guessed}"`) },
  ];
  return { text: words.query.whose({ said }), readings };
}
