import { present } from '../util/present.js';
import { words } from '../util/words.js';
import { type Line, tidy } from './line.js';
import { type Fragment, LARGEST_LIMIT, PAGE, type Question, type Sort } from './list-state.js';
import { UNIT } from './amounts.js';
import {
  ANOTHER_NAME,
  BOTH_HOSTS,
  DOWNLOADED_UNSEEN,
  FURTHER_NAME,
  HOSTS,
  TOOK_PART,
  SHARED_BY_ME,
  SITE_IN_SHORT,
  SPOKEN_OF,
  VIEWED_BY,
  VIEWS_COUNTED,
} from './patterns.js';
import { slipIn } from './no-date.js';
import { pattern, source } from '../util/pattern.js';

const ORDER_WORDS = source`
  largest|biggest|heaviest|longest|newest|latest|most recent|oldest|earliest|smallest|tiniest|lightest|shortest
`;
const ORDER = source`(the )?(#${ORDER_WORDS})`;
/** No number of recordings, but of a day or a length of time. */
const notOfTime = (of: string): string =>
  `(?!\\s*(?:st|nd|rd|th)?\\s*(?:(?:business|working|work|week)[\\s-]?days?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?\\b|${of}(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|${UNIT})|[-/.:]?\\d)`;
const ORDER_NUMBER = pattern`(?<![\w-])${ORDER} (#\d{1,7})\b${notOfTime('')}`;
const NUMBER_ORDER = pattern`(?<![\w-])(top )?(?!20\d\d\b)(#\d{1,7}) ${ORDER}( ones)?(?![\w-])`;
const TOP = pattern`
  (?<![\w-])(the )?(
    top (#\d{1,7})\b${notOfTime('(?!)')}|(first|last) (#\d{1,7})\b${notOfTime('')}
    |(limit|at most|up to) (#\d{1,7})\b${notOfTime('(?:of\\s+)?')}
  )
`;
/** A card has room for few rows. */
const PER_PAGE = pattern`
  (?<![\w-])(\d{1,7}|one|two|three|five|ten|twenty|more|fewer)( recordings)? (
    (per|a|each|on (a|each|one)) page|at (a time|once)
  )(?![\w-])
`;
/** “the first three of october” are its oldest; “the first 3 of them” are those that a list begins with. */
const FIRST_OF = pattern`
  (?<![\w-])first \d{1,7} ((recordings?|videos?|meetings?|ones?) )?(of|in|from|since)\s+
  (?!(them|these|those|it|all|my|our|the (list|recordings?))\b)
`;
/** A year is no number of recordings. */
const ONLY_NUMBER = pattern`^\s*(?!(19|20)\d\d([01]\d[0-3]\d)?\b)(#-?\d{1,20})\s*(recordings|items|of them|please)?\s*$`;
/** “sort my recordings” */
const SORT = source`(sorted|ordered|sort|order) (((my|the|all) )*(recordings?|videos?|list|it|them|these|those) )?`;
const SORTED = pattern`
  (?<![\w-])(${SORT}(by )?)?(from )?${ORDER}( (to|until) (the )?(${ORDER_WORDS})| first| (on|at the) top| ones)?
  (?![\w-])
`;
const BY = pattern`
  (?<![\w-])(${SORT}(by )?|by |(?=\w+ (asc|desc)(ending)?(?![\w-])))
  (#size|length|duration|date|time|age)(,? (#asc|desc)(ending)?)?(?![\w-])
`;
const DIRECTION = pattern`(?<![\w-])(in )?(#asc|desc)(ending)?( order)?(?![\w-])`;
/** As time goes, and against it. */
const CHRONOLOGICAL = pattern`
  (?<![\w-])(in )?(
    (#reverse[\s-]+chronological)(ly| order)?|chronological(ly| order)?
    |revers(e|ed)( (order|it|them|the (order|list)))?|(the )?other way a?round
  )(?![\w-])
`;

const KIND_WORDS = source`(webex |meeting )?`;
const ONE = pattern`
  (?<![\w-])(${ORDER}|last|(the |my |^\s*|^\s*recordings? )(very )?(#first))( ever)?[\s\uE001]+
  ${KIND_WORDS}(recording|video|file|one|thing|rec|vid)(?![\w-]| first)
  |(?<=^\s*(the|my) (very )?)(#${ORDER_WORDS})(?=\s*$)
`;
/** “the latest planning recording” */
const ONE_ABOUT = pattern`(?<![\w-])${ORDER} (?!to\s|first\s|ones?\s)(?=([\p{L}\d-]+ ){1,3}(recording|video)(?![\w-]))`;
const LAST_ONES = pattern`(?<![\w-])(very )?last[\s\uE001]+${KIND_WORDS}(recordings|videos|ones)(?![\w-])`;
const LAST_ALONE = pattern`^[\s\uE001]*((the|my|our) )*(very )?last[\s\uE001]*$`;
/** “the last standup” */
const LAST_OF = pattern`
    ^[\s\uE001]*((the|my|our|recordings?|videos?|of|from) )*(very )?last\s+(?!(mile|minute|supper|resort|chance|straw|stand|ditch)\b)(?=(#\p{L}[^\uE001]*[^s\s\uE001])\s*(\uE001|$))
  `;
const BEGINS_WITH_NUMBER = pattern`
  ^\s*(?!(19|20)\d\d\b)(#\d{1,7})(?=
    \s+(of )?((my|our|the|webex) )*(recording|video)s?\b| (about|called|named|titled)\b|[\s,]*[\uE000\uE001]
  )
`;
/** “5 weekly planning”, but not “1 on 1”, “90 day plan” or “2 or 3 standups” */
const COUNT_OF_TOPIC = pattern`
  ^\s*(#[1-9]\d?|100) (?=\p{L}{3,})(?!and\b|(gig|meg|sec)|${UNIT}|\p{L}+ ago\b)
`;

const SORT_OF: Readonly<Record<string, Sort>> = {
  largest: 'largest',
  biggest: 'largest',
  heaviest: 'largest',
  smallest: 'smallest',
  tiniest: 'smallest',
  lightest: 'smallest',
  shortest: 'shortest',
  oldest: 'oldest',
  earliest: 'oldest',
  first: 'oldest',
  age: 'oldest',
  size: 'largest',
  longest: 'longest',
  length: 'longest',
  duration: 'longest',
};

/** Orders that Webex gives nothing for. */
const NO_ORDER = pattern`
  (?<![\w-])(${SORT})?by (name|topic|title|host|format|site)(?![\w-])|^\s*(from )?a\s*(to|-)\s*z\s*$
  |(?<![\w-])(${SORT})?(in |by )?alphabetical(ly)?( order)?(?![\w-])
`;
/** “per month”: a list has no groups. */
const GROUPED = pattern`
  (?<![\w-])(grouped by|per|(for|of) each) (day|week|month|quarter|year|site|host|person|topic)(?![\w-])
  |(?<![\w-])by (day|week|month|quarter|year)(?=\s*$)
`;
/** Only a report of each recording tells how often. */
const BY_VIEWS = pattern`
  (?<![\w-])(${SORT})?by\s+
  ((number of )?(views?|downloads?)|popularity)( (asc|desc)(ending)?)?(?![\w-])
  |(?<![\w-])(the )?(
    (most|least|top|best|more) (watched|viewed|popular|downloaded|played|seen)
    |(watched|viewed|downloaded|played) (the )?(most|least|(more|less)(?! than))( often)?
    |(has|have|had|got|with) (the )?(most|least|fewest) (views|viewers|downloads)
    |(un)?popular(?=\s*($|[,\uE001]|(ones?|recordings?|videos?)(?![\w-])))
  )(?![\w-])
`;

/** Wishes that Webex tells nothing about; to be read before who watched, and whose they are. @param text as written */
export function notTold(line: Line, text: string): Fragment | undefined {
  if (line.take(SHARED_BY_ME) !== undefined) return { problem: words.query.sharesNotTold };
  // Letters and digits alone: they may stand in a card.
  const [, named, site = named] = line.take(SITE_IN_SHORT) ?? [];
  if (site !== undefined) return { problem: words.query.whichSite({ site }) };
  const [both, ...names] = line.take(BOTH_HOSTS) ?? [];
  if (both !== undefined) {
    // No list is of both, and not of others.
    const readings = each(text, both, [`${present(names).join('')}’s`, 'my own']);
    return { question: { text: words.query.oneOfBoth({ said: both }), readings } };
  }
  const [heard, ...spoken] = line.take(SPOKEN_OF) ?? [];
  if (heard !== undefined) {
    const said = line.said(present(spoken).join('')).replace(/"/g, '');
    const readings = each(text, heard, [`about "${said}"`, 'with a transcript']);
    return { question: { text: words.query.onlyTopics({ said }), readings } };
  }
  const [took, ...people] = line.take(TOOK_PART) ?? [];
  if (took !== undefined)
    return { question: whoTookPart(took.trim(), present(people).join(''), text) };
  const unseen = line.take(DOWNLOADED_UNSEEN)?.[0];
  if (unseen !== undefined)
    return { question: nearestToViews(unseen.trim(), text, ['downloaded', 'never watched']) };
  const by = line.take(BY_VIEWS)?.[0] ?? line.take(VIEWS_COUNTED)?.[0] ?? line.take(VIEWED_BY)?.[0];
  if (by !== undefined) return { question: nearestToViews(by.trim(), text) };
  if (line.take(GROUPED) !== undefined) return { problem: words.query.cannotGroup };
  return line.take(NO_ORDER) === undefined ? undefined : { problem: words.query.cannotSort };
}

/** The line with each of several phrases in the place of what was said. */
const each = (text: string, said: string, phrases: readonly string[]): Question['readings'] =>
  phrases.map((phrase) => ({ title: phrase, words: replaced(text, said, phrase) }));

/** “with bob in them”: Webex’s list tells who hosts. */
function whoTookPart(said: string, name: string, text: string): Question {
  const isSelf = /^(?:i|we)$/i.test(name);
  const phrases = isSelf
    ? ['that I host', 'shared with me']
    : [`hosted by ${name}`, `about "${name}"`];
  return { text: words.query.whoTookPart({ said }), readings: each(text, said, phrases) };
}

/** A list can be narrowed to watched or not, and to nothing finer: asks which. */
function nearestToViews(said: string, text: string, nearest?: readonly string[]): Question {
  const of = /download/i.test(said) ? 'downloaded' : 'watched';
  const readings = each(text, said, nearest ?? [of, `never ${of}`]);
  const isTurned =
    nearest === undefined && /\b(?:least|less|fewer|under|not|unpopular)\b|n['’]t|</i.test(said);
  return {
    text: words.query.cannotCountViews({ said }),
    readings: isTurned ? readings.toReversed() : readings,
  };
}

/** The line with other words for some of it; these alone where it does not have those. */
export function replaced(text: string, said: string, by: string): string {
  const at = text.toLowerCase().indexOf(said.toLowerCase());
  if (at < 0) return by;
  const before = text.slice(0, at).replace(/(?<=[\p{L}\p{N}])$/u, ' ');
  return `${before}${by}${text.slice(at + said.length)}`.replace(/\s+/g, ' ').trim();
}

/** Nine to eleven digits, as Webex groups them; with “meeting” before them, or alone. */
const MEETING_NUMBER = pattern`
  (?<![\w-])((of|in|from) )?(the )?meeting(\s*(number|no\.?|nr\.?|id))?( is)?[\s:#]+
  (#\d{3,4}[ -]?\d{3,4}[ -]?\d{3,4})(?![\w-])
  |(?<![\w-])(#\d{3,4}[ -]\d{3}[ -]\d{3,4}|\d{9,11})(?![\w-]|\s*bytes)
`;

/** The number of a meeting, in digits alone. */
export function meetingNumber(line: Line): string | undefined {
  const [, named, bare] = line.take(MEETING_NUMBER) ?? [];
  return (named ?? bare)?.replace(/\D/g, '');
}

/** “hosted by Bob Smith”, “Bob’s recordings”, “alice and bob’s recordings” */
export function hostIn(line: Line): string | undefined {
  for (const pattern of HOSTS) {
    const found = pattern.exec(line.text);
    if (found === null) continue;
    const [whole, name = ''] = found;
    const end = found.index + whole.length;
    const isWhole = name.includes('\uE000') || /@|['’]s?$/.test(whole);
    const [further = ''] = isWhole ? [] : (FURTHER_NAME.exec(line.text.slice(end)) ?? []);
    const names = `${name}${further}`.split(/(?:['’]s?)?\s*(?:,|&|\b(?:and|or)\b)\s*/);
    let to = end + further.length;
    for (let next = ANOTHER_NAME.exec(line.text.slice(to)); next !== null;) {
      to += next[0].length;
      names.push(next[1] ?? '');
      next = ANOTHER_NAME.exec(line.text.slice(to));
    }
    line.cut(found.index, to);
    return tidy(names.flatMap((one) => line.said(one) || []).join(' or ')) || undefined;
  }
  return undefined;
}

/** Order and number, anywhere in the line; to be read before dates. */
export function orderAndNumber(line: Line): Fragment | undefined {
  if (line.take(PER_PAGE) !== undefined)
    return { ...orderAndNumber(line), note: words.query.rowsOfPage({ rows: PAGE }) };
  const [, before, count] = line.take(ORDER_NUMBER) ?? [];
  if (before !== undefined) return { ...sortOf(before), ...limitOf(count) };
  const [, number, behind] = line.take(NUMBER_ORDER) ?? [];
  if (behind !== undefined) return { ...sortOf(behind), ...limitOf(number) };
  const one = line.take(ONE);
  if (one !== undefined) return { ...sortOf(one[1] ?? one[2] ?? one[3] ?? 'last'), limit: 1 };
  const about = line.take(ONE_ABOUT)?.[1];
  if (about !== undefined) return { ...sortOf(about), limit: 1 };
  if (line.take(LAST_ONES) !== undefined) return sortOf('last');
  const only = ONLY_NUMBER.exec(line.text);
  const isOfFirst = FIRST_OF.test(line.text);
  const top =
    line
      .take(TOP)
      ?.slice(1)
      .find((digits?: string) => digits !== undefined) ??
    (only === null ? undefined : line.take(ONLY_NUMBER)?.[1]);
  const order = orderIn(line) ?? (isOfFirst ? sortOf('first') : undefined);
  if (top === undefined && order === undefined) return undefined;
  return { ...order, ...(top && limitOf(top)) };
}

/** For the end of reading: “20 from last month”, “10 recordings of …”, “my last”. */
export function numberLeft(line: Line): Fragment | undefined {
  const number = line.take(BEGINS_WITH_NUMBER)?.[1];
  if (number !== undefined) return limitOf(number);
  const some = line.take(COUNT_OF_TOPIC)?.[1];
  if (some !== undefined) return { ...limitOf(some), isGuess: true };
  if (line.take(LAST_ALONE) !== undefined) return { limit: 1 };
  const topic = LAST_OF.exec(line.text)?.[1];
  // “last moth” is a slip.
  if (topic === undefined || slipIn(`last ${topic}`) !== undefined) return undefined;
  return line.take(LAST_OF) && { limit: 1 };
}

const TURNED: Readonly<Record<Sort, Sort>> = {
  ...({ newest: 'oldest', oldest: 'newest', largest: 'smallest', smallest: 'largest' } as const),
  ...({ longest: 'shortest', shortest: 'longest' } as const),
};

function orderIn(line: Line): Fragment | undefined {
  const [time, against] = line.take(CHRONOLOGICAL) ?? [];
  if (time !== undefined) return { sort: against === undefined ? 'oldest' : 'newest' };
  const [by, what = '', direction] = line.take(BY) ?? [];
  // “by length, shortest first”
  const named = line.take(SORTED)?.[1];
  if (named !== undefined) return sortOf(named);
  const [, alone] = by === undefined ? (line.take(DIRECTION) ?? []) : [];
  if (alone !== undefined) return { sort: /^asc/i.test(alone) ? 'oldest' : 'newest' };
  if (by === undefined) return undefined;
  const { sort = 'newest' } = sortOf(what);
  // The smallest is the first of what ascends, and the oldest.
  const isDown = ['newest', 'largest', 'longest'].includes(sort);
  const isTurned = direction !== undefined && isDown === /^asc/i.test(direction);
  return { sort: isTurned ? TURNED[sort] : sort };
}

function sortOf(word: string): Fragment {
  return { sort: SORT_OF[word.toLowerCase()] ?? 'newest' };
}

function limitOf(digits: string | undefined): Fragment {
  const limit = Number(digits);
  if (limit >= 1 && limit <= LARGEST_LIMIT) return { limit };
  return { problem: words.query.countOutOfRange({ most: LARGEST_LIMIT }) };
}
