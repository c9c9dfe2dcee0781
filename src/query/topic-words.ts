import { distance } from 'fastest-levenshtein';
import { everyPattern, pattern } from '../util/pattern.js';
import { isSentence, tidy } from './line.js';

/** Words that mean nothing before and behind the topic. */
export const IN_FRONT = wordSet(`
  recs rec records vids vid mtg mtgs damn fucking bloody titles gimme a an the my our your all any
  every whichever whatever everything me us i i'd i'm very done held wheres please pls kindly of for from in on at with and or by to is
  are was were be where what which whose when show list find search get give see want like need would got pull
  could can you send them do did we have has had there those these some just only that that's this one ones
  recordings recording recorded webex videos video meetings session sessions recent recently look
  looking at arrange anything something else vs versus stuff things calls files file make made record sometime any
  myself but who please what's whats nothing items uploaded if they miss missed
`);
const BEHIND = wordSet(`
  recs rec vids vid still please pls thanks thank you recordings recording recorded webex videos video
  ones one and or of from in on at by with for to the that were was are is first again now recently
  lately only do did we i me my our have had got made done held sometime somewhere files stuff else myself but who
  already yet asap vs versus there create uploaded onwards link links , . ;
`);
/** Nothing but signs; a picture may be a topic that is named so. */
const WORDLESS = /^[\p{P}\p{Sm}\p{Sk}]+$/u;
const PICTURES = /^(?:[\p{P}\p{S}]|\u200D|\uFE0F)+$/u;
export const ARTICLES = wordSet('a an the');
export const NONE: ReadonlySet<string> = new Set();

const COMMA = pattern`\s*((?<!\d),|,(?!\d))\s*((and|or) )?`;
const JOINT = pattern`\s*((?<!\d),|,(?!\d))\s*((and|or) )?| or `;
const AND = pattern` (and|&|\+) `;
/** “both standup and retro” */
const BOTH = pattern`^\s*(both|either) (?=.*\s(and|or|&)\s)`;
const SHORT = 3;

/** “standup, retro and planning” are three; “R and D” is one. */
export function alternatives(
  text: string,
  before: ReadonlySet<string>,
  behind: ReadonlySet<string> = BEHIND,
): string[] {
  const parts = text.replace(BOTH, '').split(JOINT);
  const isList = COMMA.test(text);
  const all = parts.flatMap((part) => {
    const halves = part.split(AND).map((half) => trim(half, before, behind));
    const isBoth = halves.every((half) => half.length >= SHORT) || isList;
    return isBoth ? halves : [trim(part, before, behind)];
  });
  return all.map(tidy).filter((topic) => topic !== '');
}

/** Without the words and signs around it that mean nothing. */
export function trim(
  text: string,
  before: ReadonlySet<string>,
  behind: ReadonlySet<string> = BEHIND,
): string {
  const all = text
    .replace(/(^|\s)[,;.:!?…()]+(?=\s|$)/g, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/[,;:!?…]+$/, ''))
    .filter((word) => word !== '');
  let from = 0;
  let to = all.length;
  const signs = before.size > ARTICLES.size ? PICTURES : WORDLESS;
  const isAt = (at: number, words: ReadonlySet<string>): boolean => {
    const word = all[at]?.toLowerCase().replace('’', "'") ?? '';
    // The meeting of everybody is called “all hands”.
    const isAllHands = word === 'all' && /^hands?$/i.test(all[at + 1] ?? '');
    return (words.has(word) && !isAllHands) || (words.size > 0 && signs.test(word));
  };
  while (from < to && isAt(from, before)) from += 1;
  while (to > from && isAt(to - 1, behind)) to -= 1;
  const said = all.slice(from, to).join(' ');
  if (before.size <= ARTICLES.size) return said;
  // “*budget*” and “(budget)”, as people search elsewhere.
  const bare = said
    .replace(/^(?:[*%]+|\+(?=\p{L}))|[*%]+$/gu, '')
    .replace(/^[([]([^()[\]]+)[)\]]$/, '$1');
  return /^(?:meeting|(?:video\s|conference\s)?call)$/i.test(bare)
    ? ''
    : bare.replace(/['’]s$/, '');
}

export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const ANY_MEETING = everyPattern`
    (?<=[\p{L}\d]\s)(?<!(^|\s)(the|a|an|my|our|your|last|first|one|all|video|conference)\s)(
      meeting|call|session|discussion|conversation|chat|talk
    )s?(?![\p{L}\d])\s*
  `;

/** “planning meeting” may be called “Weekly planning”. Undefined where nothing is left out. */
export function withoutMeeting(said: string): string | undefined {
  const less = tidy(said.replace(ANY_MEETING, ''));
  return less === tidy(said) ? undefined : less;
}

/** In what people say, and in few names. */
const COMMON = wordSet(`
  said say says told tell tells people person wants needs know think work works thing help sure okay yes might
  should must being into over after best good great nice well really still even back never again ever about
  looking seen saw watch watched find found maybe would also both whole date time today when where how why
  because since until kindly quite sometime ages called name named remember went going got kind sort bit related
  about believe explain suppose guess hope hoping wonder wondering able unable thought asked asking mean meant talked
  out example regarding theres thats whats shes hes ive youre dont doesnt cant wont wasnt isnt didnt again please
`);
/** Said of what is to be done, and in some names: in a sentence they tell no name from another. */
const DEEDS = wordSet(`
  share shared sharing send delete deleted deleting remove restore deletion watching view viewed views seeing
  download downloaded transcript summary notes storage space recycle bin trash link links access password mail
  email message messages notification notifications notify somebody someone anybody anyone everybody everyone
  company outside move put take make bring finding tidy tidying full long short big large recording recordings play playing open keep
`);
/** Letters of a word that may have a slip. */
const MAY_SLIP = 5;
const MAY_STEM = 6;

/** “interviews” is as good as “interview”, “quaterly” as “quarterly”, and “prep” as “preparation”. */
function isNear(said: string, word: string): boolean {
  if (said === word) return true;
  const [short, long] = said.length < word.length ? [said, word] : [word, said];
  if (short.length < MAY_SLIP - 1) return false;
  if (long.startsWith(short) && (said === short || long.length - short.length <= 3)) return true;
  // “prepared”, “preparation”
  if (short.length > MAY_STEM && long.startsWith(short.slice(0, MAY_STEM))) return true;
  return short.length >= MAY_SLIP && isMistyped(said, word);
}

/** Each is compared with each word of a hundred names, which others may have written. */
const MOST_ASKED = 20;
/** A sentence has more words than names need. */
const MANY_WORDS = 5;
const FEW = 3;

/** “Rückblick”, “Ruckblick” and “Rueckblick” are one. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([aou])e/g, '$1');

/**
 * Of topics those that share the most words with what was said, whatever else was said; with one word of
 * several in common they are a guess. Of those that share as many the number decides: “day 2”.
 * @param isFiller says nothing of a topic
 * @returns `isNamed`: they share more than a word by chance; `shares`: how many words
 */
export function nearestOf(
  said: string,
  topics: readonly string[],
  isFiller: (word: string) => boolean,
): { readonly nearest: readonly string[]; readonly isNamed: boolean; readonly shares: number } {
  const isLong = said.split(/\s+/).length >= MANY_WORDS;
  const saysMuch = isSentence(said) || isLong;
  const telling = (text: string): string[] => [
    ...new Set(
      (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
        .filter(
          (word) =>
            !COMMON.has(word) && !IN_FRONT.has(word) && !BEHIND.has(word) && !isFiller(word),
        )
        .map(folded),
    ),
  ];
  const all = telling(said);
  const asked = all.filter((word) => !saysMuch || !DEEDS.has(word)).slice(0, MOST_ASKED);
  const beside = all.filter((word) => saysMuch && DEEDS.has(word));
  const numbers: readonly string[] = said.match(/\b\d{1,2}\b/g) ?? [];
  const rated = [...new Set(topics)].map((topic) => {
    const words = telling(topic);
    // “townhall” is “Town hall”.
    const whole = folded(topic).replace(/[^\p{L}\p{N}]/gu, '');
    const isShared = (word: string): boolean =>
      words.some((one) => isNear(word, one)) || (word.length > MAY_SLIP && whole.includes(word));
    const its = topic.match(/\b\d{1,2}\b/g) ?? [];
    return {
      topic,
      shared: asked.filter(isShared).length,
      // Of those that share as many, these tell.
      more:
        its.filter((number) => numbers.includes(number)).length +
        beside.filter((word) => words.includes(word)).length,
    };
  });
  const most = Math.max(0, ...rated.map(({ shared }) => shared));
  const sharing = most === 0 ? [] : rated.filter(({ shared }) => shared === most);
  const more = Math.max(0, ...sharing.map((one) => one.more));
  const nearest = sharing.filter((one) => one.more === more);
  // In a sentence of few telling words, one that is in few names.
  const few = isSentence(said) ? FEW : FEW - 1;
  const isRare = isLong && asked.length <= few && sharing.length <= FEW;
  const isOnly = most === 1 && (isRare || (asked.length === 1 && !isSentence(said)));
  return { nearest: nearest.map(({ topic }) => topic), isNamed: most > 1 || isOnly, shares: most };
}

/** “standup”, “budget review” */
const MAY_BE_TOPIC = pattern`
  ^(?=.{3,60}$)(?!
    (h[mu]+h?|really|nothing|reset|lol|haha|wow|take|rename|make|change|set|use|add|turn|put|move)\b
  )(?!
    .*\b(
      don['’]?t|what|why|how|where|when|which|you|that|this|is|are|just|but|not|can|do|no|yes|talk
      |tell
    )\b
  )(?=.*\p{L}.*\p{L})[\p{L}\p{N}#+*.(“"'‘-][^\s<>[\]\x60]*( [^\s<>[\]\x60]+){0,7}$
`;

export const mayBeTopic = (line: string): boolean => MAY_BE_TOPIC.test(line) && !isSentence(line);

/** “storage migration”, “history of art”: the title of a meeting that begins with a command's name. */
export const TITLED_LINE = pattern`
  ^(
    help\s*(desk|cent(er|re)|line)s?(?![\p{L}\d])
    |(help|history|storage|settings|account|notifications?|undo(?! delet)|connect|privacy|stop(?! sharing)) (?!
      (
        the|my|our|your|this|that|last|of|for|in|to|me|since|before|after|until|from|on|about|by|with
        |today|yesterday
      )\s
    )([\p{L}\d&/-]+ ){0,3}(
      review|sync|weekly|daily|standup|kick-?off|workshop|training|webinar|retro|demo|meeting|call|launch
      |party|design|migration|team|project|lesson|class|lecture|course|talk|keynote|update|roadmap
      |planning|strategy|conference|summit|seminar|club|meetup|group|session|survey|panel|forum|campaign
    )((?<!^(storage|history)\s.*)s)?$
    |history of (?!(the|my|our|all|what|deletions?|changes?|recordings?)(?![\p{L}\d]))\p{L}+
    ( \p{L}+){0,2}$
    |connect the dots
  )
`;
/** “Clean code book club”, “Delete this later?”: begins as a command does, and may be a title altogether. */
const MAY_BE_TITLE = pattern`
  ^(?!\p{L}+ (
    it|all|any|everything|them|those|these|me|us|of|to|for|about|from|with|on|off|in|at|by|up
    |this( (one|recording|video|meeting))?$
  )(?![\p{L}\d]))(?=[\p{L}\d][^@"“”„«»<>]{3,79}$)(\S+ ){1,7}\S+$
`;
const DESCRIBED = pattern`^\p{L}+ (the|my|our|your|an?|its|one|last|latest|newest|oldest|first|second|third)(?![\p{L}\d])`;

/** @param describes the words behind the command’s describe a recording, as “the standup” does */
export function mayBeTitle(line: string, describes: boolean): boolean {
  return MAY_BE_TITLE.test(line) && !(describes && DESCRIBED.test(line));
}

const SHORTEST_GUESS = 3;
/** Shorter words are too often near a word of another meaning. */
const LONG = 7;
const MOST_SLIPS = 2;
/** One letter wrong, or the same letters in another order: “stop” is no “show”. */
export function isMistyped(word: string, meant: string): boolean {
  // No word of another length by more than that is so near, and most are: this is asked of each known word.
  if (Math.abs(word.length - meant.length) > MOST_SLIPS) return false;
  const letters = (of: string): string => Array.from(of).sort().join('');
  const slips = distance(word, meant);
  if (slips <= 1) return word.length > SHORTEST_GUESS || word.startsWith(meant.slice(0, 1));
  // “connect session” is no “version”.
  if (slips > MOST_SLIPS || !word.startsWith(meant.slice(0, 1))) return false;
  if (Math.min(word.length, meant.length) >= LONG) return true;
  return word.length > SHORTEST_GUESS && letters(word) === letters(meant);
}
