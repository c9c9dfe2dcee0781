import type { Kind, ServiceType, Views } from '../recordings/types.js';

const QUOTED = '\\uE000\\d+\\uE000';
export const TAG = new RegExp(
  `(?<![\\w-])(?:integration\\s*)?tag(?:ged)?(?:\\s+(?:with|as|is))?\\s*:?\\s+(${QUOTED}|[^\\s,;\\uE000\\uE001]+)`,
  'i',
);
export const MEETING_ID =
  /(?<![\w-])(?:(?:of|in|from)\s+)?(?:the\s+)?(?:meeting|series)?\s*(?:id)?[\s:#]*(?<![\w-])([0-9a-f]{32}(?:_\w{1,160})?)(?![\w-])/i;
export const NAMED_MEETING =
  /(?<![\w-])(?:(?:of|in|from)\s+)?meeting\s*(?:id)[\s:#]+([\w-]{1,200})(?![\w-])/i;
export const SITE =
  /(?<![\w-])(?:(?:on|at|from|in)\s+)?(?:the\s+)?(?:site\s*:?\s+)?(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.)+webex\.com)(?:\/\S*)?(?![\w-])/i;
export const NAMED_SITE =
  /(?<![\w-])(?:on\s+|at\s+)?(?:the\s+)?site\s*:?\s+((?:[a-z0-9-]{1,63}\.)+[a-z]{2,20})(?![\w-])/i;
export const FORMAT =
  /(?<![\w-])(?<!\b(?:not|no)\s)(?:format\s*:?\s+|as\s+|\.)?(mp4|arf)s?(?:\s+(?:format|files?))?(?![\w-])/i;
export const SERVICE =
  /(?<![\w-])(meeting|event|support|training)\s*-?\s*cent(?:er|re)(?![\w-])|(?<![\w-])webex\s+(events|training|support)(?![\w-])/i;
export const SERVICES: Readonly<Record<string, ServiceType>> = {
  meeting: 'MeetingCenter',
  event: 'EventCenter',
  events: 'EventCenter',
  support: 'SupportCenter',
  training: 'TrainingCenter',
};
export const SERVICE_NAMES: Readonly<Record<ServiceType, string>> = {
  MeetingCenter: 'Meeting Center',
  EventCenter: 'Event Center',
  SupportCenter: 'Support Center',
  TrainingCenter: 'Training Center',
};
/** “training recordings”, “webinars”; alone, or behind another word, it is of a topic. */
export const KIND =
  /(?<![\w-])(?:(training|webinar|event|support)(?:\s+session)?\s+(?:recordings?|videos?)|(training|support)\s+sessions?|(webinar)s|recordings?\s+of\s+(training|webinar|event)s)(?![\w-])/i;
export const KIND_OF: Readonly<Record<Kind, ServiceType>> = {
  training: 'TrainingCenter',
  webinar: 'EventCenter',
  event: 'EventCenter',
  support: 'SupportCenter',
};
export const BIN =
  /(?<![\w-])(?:(?:in|from)\s+)?(?:the\s+|my\s+)?(?:recycle\s*bin|bin|trash(?:\s*can)?|deleted)(?![\w-])/i;
export const PURGED = /(?<![\w-])purged(?![\w-])/i;
export const WITH_ME =
  /(?<![\w-])(?<!\bnot\s)(?:that\s+(?:were|are)\s+|which\s+(?:were|are)\s+)?(?:shared\s+(?:with|to)\s+(?:me|us|you|them)|(?:somebody|someone|others|they)\s+shared(?:\s+with\s+(?:me|us))?|not\s+(?:mine|hosted\s+by\s+me)|shared(?=\s+(?:recordings?|ones?|videos?)\b|[\s\uE001]*$))(?![\w-])/i;
export const MINE =
  /(?<![\w-])(?<!\bnot\s)(?:(?:that\s+)?(?:i|you|they)\s+(?:host|hosted|recorded)|(?:hosted|recorded|made)\s+by\s+(?:me|you|myself|them)|not\s+shared(?:\s+with\s+(?:me|us|you))?|(?:only\s+)?(?:my|our)\s+own(?:\s+ones)?|only\s+mine)(?![\w-])/i;
export const HOST = new RegExp(
  `(?<![\\w-])(?:(?:that\\s+(?:were|are)\\s+)?(?:hosted|recorded|made)\\s+by|host(?:\\s+is)?\\s*:?)\\s+(${QUOTED}|[^\\s,;\\uE000\\uE001]+)`,
  'i',
);
export const ADDRESS =
  /(?<![\w-])(?:(?:from|of|by|with)\s+)?<?([^\s@<>,;:()\uE000\uE001]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+)>?(?:['’]s)?/i;
const NOBODY =
  '(?:never|not|nobody(?:\\s+(?:has|ever))*|no\\s*one(?:\\s+(?:has|ever))*|un)[\\s-]*(?:yet\\s+|been\\s+|ever\\s+)*';
const SOMEBODY = '(?:somebody|someone|anybody|people)\\s+(?:has\\s+|have\\s+|ever\\s+)*';
const SEEN = '(?:watched|viewed|seen|opened|played)';
const THAT = '(?:that\\s+|which\\s+)?(?:(?:were|was|are|have|has)\\s+)?';
export const VIEWED: readonly (readonly [Views, RegExp])[] = [
  ['not-downloaded', new RegExp(`(?<![\\w-])${THAT}${NOBODY}downloaded(?![\\w-])`, 'i')],
  [
    'never',
    new RegExp(
      `(?<![\\w-])${THAT}(?:${NOBODY}${SEEN}(?:\\s+or\\s+downloaded)?|without\\s+(?:any\\s+)?views?)(?![\\w-])`,
      'i',
    ),
  ],
  [
    'downloaded',
    new RegExp(
      `(?<![\\w-])(?<!\\bor\\s)${THAT}(?:${SOMEBODY})?(?:been\\s+)?downloaded(?![\\w-])`,
      'i',
    ),
  ],
  [
    'watched',
    new RegExp(
      `(?<![\\w-])${THAT}(?:${SOMEBODY})?(?:been\\s+)?(?:watched|viewed)(?:\\s+or\\s+downloaded)?(?![\\w-])`,
      'i',
    ),
  ],
];
/** The id in a link is none of a meeting or a recording. */
export const LINK =
  /(?<![\w-])(?:(?:of|with)\s+)?(?:the\s+|a\s+)?(?:link\s+)?(?:https?:\/\/)?(?:(?:[a-z0-9-]{1,63}\.)+webex\.com\/[^\s\uE000\uE001]*?|(?<=link\s))([0-9a-f]{32})[^\s\uE000\uE001]*/i;
