import { FORMATS, type Filter, type ServiceType } from '../recordings/types.js';
import { defined } from '../util/present.js';
import { UNIT } from './calendar.js';
import type { Line, Fragment, Reader } from './line.js';
import { LARGEST_LIMIT, type Sort } from './list-state.js';

const QUOTED = '\\uE000\\d+\\uE000';
const TAG = new RegExp(
  `(?<![\\w-])(?:integration\\s*)?tag(?:ged)?(?:\\s+(?:with|as|is))?\\s*:?\\s+(${QUOTED}|[^\\s,;\\uE000\\uE001]+)`,
  'i',
);
const MEETING_ID =
  /(?<![\w-])(?:(?:of|in|from)\s+)?(?:the\s+)?(?:meeting|series)?\s*(?:id)?[\s:#]*(?<![\w-])([0-9a-f]{32}(?:_\w{1,160})?)(?![\w-])/i;
const NAMED_MEETING =
  /(?<![\w-])(?:(?:of|in|from)\s+)?meeting\s*(?:id)[\s:#]+([\w-]{1,200})(?![\w-])/i;
const MEETING_NUMBER =
  /(?<![\w-])meeting(?:\s*(?:number|no\.?|nr\.?))?[\s:#]+(\d{3,4}[ -]?\d{3,4}[ -]?\d{3,4})(?![\w-])/i;
const SITE =
  /(?<![\w-])(?:(?:on|at|from|in)\s+)?(?:the\s+)?(?:site\s*:?\s+)?(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.)+webex\.com)(?:\/\S*)?(?![\w-])/i;
/** The link of a recording holds an id that is not that of a meeting. */
const LINK =
  /(?<![\w-])(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.)+webex\.com)\/[^\s\uE000\uE001]*[0-9a-f]{32}[^\s\uE000\uE001]*/i;
const NAMED_SITE =
  /(?<![\w-])(?:on\s+|at\s+)?(?:the\s+)?site\s*:?\s+((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20})(?![\w-])/i;
const FORMAT =
  /(?<![\w-])(?:format\s*:?\s+|as\s+|\.)?(mp4|arf)s?(?:\s+(?:format|files?))?(?![\w-])/i;
const SERVICE =
  /(?<![\w-])(meeting|event|support|training)\s*-?\s*cent(?:er|re)(?![\w-])|(?<![\w-])webex\s+(events|training|support)(?![\w-])/i;
const BIN =
  /(?<![\w-])(?:(?:in|from)\s+)?(?:the\s+|my\s+)?(?:recycle\s*bin|bin|trash|deleted)(?![\w-])/i;
const PURGED = /(?<![\w-])purged(?![\w-])/i;
const SHARED =
  /(?<![\w-])(?:not\s+)?(?:shared(?:\s+with\s+(?:me|us))?|hosted\s+by\s+(?:me|\S+)|my\s+own)(?![\w-])/i;
const SERVICES: Readonly<Record<string, ServiceType>> = {
  meeting: 'MeetingCenter',
  event: 'EventCenter',
  events: 'EventCenter',
  support: 'SupportCenter',
  training: 'TrainingCenter',
};

/** Everything but time and topic, in the order of reading. */
export const readers: readonly Reader[] = [
  (line) => {
    const tag = line.said(line.take(TAG)?.[1] ?? '');
    return filtered({ integrationTag: tag === '' ? undefined : tag });
  },
  (line) => {
    const link = filtered({ siteUrl: line.take(LINK)?.[1]?.toLowerCase() });
    return link && { ...link, problem: LINK_ADVICE };
  },
  (line) => filtered({ meetingId: line.take(MEETING_ID)?.[1] ?? line.take(NAMED_MEETING)?.[1] }),
  (line) => {
    const number = line.take(MEETING_NUMBER)?.[1];
    return number === undefined ? undefined : { problem: numberAdvice(number) };
  },
  (line) => {
    const site = line.take(SITE)?.[1] ?? line.take(NAMED_SITE)?.[1];
    return filtered({ siteUrl: site?.toLowerCase() });
  },
  (line) => {
    const format = line.take(FORMAT)?.[1]?.toUpperCase();
    return filtered({ format: FORMATS.find((each) => each === format) });
  },
  (line) => {
    const [, name, other] = line.take(SERVICE) ?? [];
    return filtered({ serviceType: SERVICES[(name ?? other ?? '').toLowerCase()] });
  },
  (line) => filtered({ status: line.take(PURGED) && 'purged' }),
  (line) => filtered({ status: line.take(BIN) && 'deleted' }),
  (line) => line.take(SHARED) && { note: SHARED_ADVICE },
  orderAndNumber,
];

function filtered(given: { [K in keyof Filter]: Filter[K] | undefined }): Fragment | undefined {
  const filter = defined(given);
  return Object.keys(filter).length === 0 ? undefined : { filter };
}

const SHARED_ADVICE =
  'Webex cannot narrow a list to recordings that are, or are not, shared with you: here are both, and the shared ones say so.';
const LINK_ADVICE =
  'Webex does not tell which recording a link leads to. Look for its topic or its day instead.';

function numberAdvice(number: string): string {
  return `${number} is a meeting number, and Webex finds recordings by the id of a meeting only. Look for the meeting’s topic or its day instead; the details of any recording that you find lead to the others of that meeting.`;
}

const ORDER = '(?:the\\s+)?(largest|biggest|longest|newest|latest|most\\s+recent)';
const BEHIND = `(?!\\s*(?:st|nd|rd|th)?\\s*(?:(?:of\\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|${UNIT})|[-/.:]?\\d)`;
const ORDER_NUMBER = new RegExp(`(?<![\\w-])${ORDER}\\s+(\\d{1,7})\\b${BEHIND}`, 'i');
const NUMBER_ORDER = new RegExp(
  `(?<![\\w-])(?:top\\s+)?(\\d{1,7})\\s+${ORDER}(?:\\s+ones)?(?![\\w-])`,
  'i',
);
const TOP = new RegExp(
  `(?<![\\w-])(?:the\\s+)?(?:top|first|last|limit|at\\s+most|up\\s+to)\\s+(\\d{1,7})\\b${BEHIND}`,
  'i',
);
const ONLY_NUMBER = /^\s*(-?\d{1,20})\s*(?:recordings|items|of\s+them|please)?\s*$/i;
const SORTED = new RegExp(`(?<![\\w-])${ORDER}(?:\\s+first|\\s+ones)?(?![\\w-])`, 'i');
const BY =
  /(?<![\w-])(?:(?:sorted|ordered|sort|order)\s+)?by\s+(size|length|duration|date|time)(?![\w-])/i;

const KIND = '(?:webex\\s+|meeting\\s+)?';
const ONE = new RegExp(
  `(?<![\\w-])(?:${ORDER}|last)[\\s\uE001]+${KIND}(?:recording|video|one)(?![\\w-]|\\s+first)`,
  'i',
);
const LAST_ONES = new RegExp(
  `(?<![\\w-])last[\\s\uE001]+${KIND}(?:recordings|videos|ones)(?![\\w-])`,
  'i',
);
const LAST_ALONE = /^[\s\uE001]*(?:(?:the|my|our)\s+)*(?:very\s+)?last[\s\uE001]*$/i;
/** A year is no number of recordings. */
const BEGINS_WITH_NUMBER =
  /^\s*(?!20\d\d\b)(\d{1,7})(?=\s+(?:of\s+)?(?:(?:my|our|the|webex)\s+)*(?:recording|video)s?\b|\s+(?:about|called|named|titled)\b|[\s,]*[\uE000\uE001])/i;

const SORT_OF: Readonly<Record<string, Sort>> = {
  largest: 'largest',
  biggest: 'largest',
  size: 'largest',
  longest: 'longest',
  length: 'longest',
  duration: 'longest',
};

/** Order and number, anywhere in the line; to be read before dates. */
export function orderAndNumber(line: Line): Fragment | undefined {
  const [, before, count] = line.take(ORDER_NUMBER) ?? [];
  if (before !== undefined) return { ...sortOf(before), ...limitOf(count) };
  const [, number, behind] = line.take(NUMBER_ORDER) ?? [];
  if (behind !== undefined) return { ...sortOf(behind), ...limitOf(number) };
  const one = line.take(ONE);
  if (one !== undefined) return { ...sortOf(one[1] ?? 'last'), limit: 1 };
  if (line.take(LAST_ONES) !== undefined) return sortOf('last');
  const only = ONLY_NUMBER.exec(line.text);
  const top = line.take(TOP)?.[1] ?? (only === null ? undefined : line.take(ONLY_NUMBER)?.[1]);
  const order = line.take(SORTED)?.[1] ?? line.take(BY)?.[1];
  if (top === undefined && order === undefined) return undefined;
  return { ...(order && sortOf(order)), ...(top && limitOf(top)) };
}

/** For the end of reading: “20 from last month”, “10 recordings of …”, “my last”. */
export function numberLeft(line: Line): Fragment | undefined {
  const number = line.take(BEGINS_WITH_NUMBER)?.[1];
  if (number !== undefined) return limitOf(number);
  return line.take(LAST_ALONE) === undefined ? undefined : { limit: 1 };
}

function sortOf(word: string): Fragment {
  return { sort: SORT_OF[word.toLowerCase()] ?? 'newest' };
}

function limitOf(digits: string | undefined): Fragment {
  const limit = Number(digits);
  if (limit >= 1 && limit <= LARGEST_LIMIT) return { limit };
  return { problem: `I can list 1 to ${LARGEST_LIMIT} recordings at a time.` };
}
