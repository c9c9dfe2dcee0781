import { type Words, words } from '../util/words.js';
import { defined, present } from '../util/present.js';
import {
  FORMATS,
  type Filter,
  KINDS,
  type Kind,
  hasWords,
  hostsOf,
  isHostedBy,
  isOneOf,
  topicSieve,
} from '../recordings/filter.js';
import type { Recording } from '../recordings/types.js';
import { LENGTH, SIZE, exactLength, exactSize, longOf, sizeOf } from './amounts.js';
import type { Line } from './line.js';
import type { Fragment } from './list-state.js';
import { hostIn } from './phrases.js';
import {
  ADDRESS,
  BIN,
  FORMAT,
  KIND,
  KIND_OF,
  LINK,
  MEETING_ID,
  MINE,
  NAMED_MEETING,
  NAMED_SITE,
  OF,
  PURGED,
  SERVICE,
  SERVICES,
  SERVICE_NAMES,
  SITE,
  TAG,
  TRANSCRIBED,
  VIEWED,
  WITH_ME,
} from './patterns.js';
import { pattern } from '../util/pattern.js';

/** For texts of others in a sentence, and for whose the recordings are. */
interface Saying {
  /** In quotes, escaped. */
  readonly quoted: (text: string) => string;
  /** Escaped. */
  readonly plain: (text: string) => string;
  readonly own: boolean;
  /** In the language that people read; by default the process's. */
  readonly words?: Words;
}

/** Everything about one thing that a list can be narrowed to. */
interface Row<K extends keyof Filter> {
  /** Takes its phrase out of a line; missing where another row does. */
  readonly read?: (line: Line) => Filter[K] | undefined;
  /** Its words in the sentence, which read as the same. */
  readonly words: (value: NonNullable<Filter[K]>, say: Required<Saying>) => string;
  /** The value that leaves it out; missing where no list can. */
  readonly not?: (value: NonNullable<Filter[K]>) => Partial<Filter>;
  /** Of two that were said: “alice’s or bob’s”. Undefined where they are all that there are. */
  readonly both?: (one: string, other: string) => string | undefined;
  /** Before the word “recordings”. */
  readonly isKind?: true;
  /** Sifts what Webex gives; missing where Webex itself does, by a parameter. */
  readonly keeps?: (value: NonNullable<Filter[K]>, recording: Recording) => boolean;
}

const isOfKind = (kind: keyof typeof KIND_OF, { serviceType, topic }: Recording): boolean =>
  serviceType === KIND_OF[kind] || hasWords(kind, topic);

function enumerated(items: readonly string[], joint: Words['query']['or']): string {
  const before = items.slice(0, -1).join(', ');
  return before === '' ? items.join('') : joint({ before, last: items.at(-1) ?? '' });
}

const hostsSaid = (written: string, { quoted, words }: Required<Saying>): string =>
  enumerated(hostsOf(written).map(quoted), words.query.or);

/** Of two that were said, the last. */
const comparison =
  (pattern: RegExp, amount: (found: RegExpExecArray) => number | undefined) =>
  (line: Line): number | undefined => {
    const found = pattern.exec(line.text);
    const value = found === null ? undefined : amount(found);
    if (value !== undefined) line.take(pattern);
    return value && (comparison(pattern, amount)(line) ?? value);
  };

/** Nothing before a kind says more of it. */
const BARE = pattern`(^|\uE001|(?<![\w-])(only|just|my|our|the|all|any|and|or|of|show|me|no|not|except|exclud(e|ing)|without|but|other|\d{1,4}|most recent|(larg|bigg|small|long|short|old|new|lat)est|deleted|(un|not |never )?(watched|viewed|downloaded|transcribed|uploaded)))\s*$`;

/** “webinars”; behind a time that was read, too: “october webinars”. */
export function kindSaid(line: Line): Kind | undefined {
  const at = KIND.exec(line.text)?.index ?? 0;
  if (!BARE.test(line.text.slice(0, at))) return undefined;
  const [said] = present(line.take(KIND)?.slice(1) ?? []);
  return KINDS.find((kind) => kind === said?.toLowerCase());
}

/** In the order of the sentence; a field without a row does not compile. */
const FIELDS: { readonly [K in keyof Required<Filter>]: Row<K> } = {
  status: {
    read: (line) => (line.take(PURGED) ? 'purged' : line.take(BIN) && 'deleted'),
    words: (status, { words }) => (status === 'purged' ? words.query.purged : words.query.inBin),
  },
  format: {
    read: (line) => {
      const format = line.take(FORMAT)?.[1]?.toUpperCase();
      return FORMATS.find((each) => each === format);
    },
    not: (format) => ({ notFormat: format }),
    both: (one, other) => (one === other ? one : undefined),
    words: (format, { words }) => words.query.format({ format }),
    isKind: true,
    keeps: (format, recording) => format !== 'UPLOADED' || recording.format === format,
  },
  serviceType: {
    read: (line) => SERVICES[line.take(SERVICE)?.[1]?.toLowerCase() ?? ''],
    words: (service) => SERVICE_NAMES[service],
    isKind: true,
  },
  kind: {
    read: kindSaid,
    not: (kind) => ({ notKind: kind }),
    both: (one, other) => (one === other ? one : undefined),
    words: (kind, { words }) => words.query.kind({ kind }),
    isKind: true,
    keeps: isOfKind,
  },
  of: {
    read: (line) => line.said(line.take(OF)?.[1] ?? '') || undefined,
    words: (name, say) => say.words.query.of({ name: hostsSaid(name, say) }),
    keeps: (name, recording) => isOneOf(hostsOf(name), recording) || isHostedBy(name, recording),
  },
  topic: {
    words: (topic, { quoted, words }) => words.query.about({ topics: quoted(topic) }),
    keeps: (topic, recording) => hasWords(topic, recording.topic),
  },
  anyTopic: {
    words: (topics, { quoted, words }) =>
      words.query.about({ topics: enumerated(topics.map(quoted), words.query.or) }),
    keeps: isOneOf,
  },
  notTopic: {
    words: (topics, { quoted, words }) =>
      words.query.except({ topics: enumerated(topics.map(quoted), words.query.and) }),
    keeps: (topics, recording) => !isOneOf(topics, recording),
  },
  notFormat: {
    words: (format, { words }) => words.query.except({ topics: words.query.format({ format }) }),
    keeps: (format, recording) => recording.format !== format,
  },
  notKind: {
    words: (kind, { words }) =>
      words.query.except({ topics: words.query.ofKind({ kinds: words.query.kind({ kind }) }) }),
    keeps: (kind, recording) => !isOfKind(kind, recording),
  },
  siteUrl: {
    read: (line) => (line.take(SITE)?.[1] ?? line.take(NAMED_SITE)?.[1])?.toLowerCase(),
    words: (site, { plain, words }) => {
      const said = site.endsWith('.webex.com') ? words.query.on : words.query.onSite;
      return said({ site: plain(site) });
    },
  },
  meetingId: {
    read: (line) => line.take(MEETING_ID)?.[1] ?? line.take(NAMED_MEETING)?.[1],
    words: (id, { plain, words }) => words.query.ofMeeting({ id: plain(id) }),
  },
  integrationTag: {
    read: (line) => line.said(line.take(TAG)?.[1] ?? '') || undefined,
    words: (tag, { quoted, words }) => words.query.tagged({ tag: quoted(tag) }),
  },
  link: {
    read: (line) => line.take(LINK)?.[1]?.toLowerCase(),
    words: (id, { words }) => words.query.ofLink({ id }),
    keeps: (id, { playbackUrl = '', downloadUrl = '' }) =>
      `${playbackUrl} ${downloadUrl}`.toLowerCase().includes(id),
  },
  shared: {
    read: (line) => (line.take(WITH_ME) ? 'with-me' : line.take(MINE) && 'mine'),
    not: (shared) => ({ shared: shared === 'mine' ? 'with-me' : 'mine' }),
    both: (one, other) => (one === other ? one : undefined),
    words: (shared, { own, words }) =>
      words.query.shared({ shared, whose: own ? 'own' : 'others' }),
    keeps: (shared, { shareToMe }) => shareToMe === (shared === 'with-me'),
  },
  hostedBy: {
    read: (line) => hostIn(line) ?? (line.said(line.take(ADDRESS)?.[1] ?? '') || undefined),
    words: (host, say) => say.words.query.hostedBy({ host: hostsSaid(host, say) }),
    not: (host) => ({ notHostedBy: host }),
    both: (one, other) => `${one} or ${other}`,
    keeps: isHostedBy,
  },
  notHostedBy: {
    words: (host, say) => say.words.query.notHostedBy({ host: hostsSaid(host, say) }),
    keeps: (host, recording) => !isHostedBy(host, recording),
  },
  views: {
    read: (line) => VIEWED.find(([, pattern]) => line.take(pattern))?.[0],
    // Of what somebody watched and nobody downloaded the opposite is no list.
    not: (views) => {
      const opposites = {
        ...({ never: 'watched', watched: 'never', streamed: undefined } as const),
        ...({ downloaded: 'not-downloaded', 'not-downloaded': 'downloaded' } as const),
      };
      return defined({ views: opposites[views] });
    },
    words: (views, { words }) => words.query.views({ views }),
  },
  transcript: {
    read: (line) => TRANSCRIBED.find(([, pattern]) => line.take(pattern))?.[0],
    not: (transcript) => ({ transcript: transcript === 'with' ? 'without' : 'with' }),
    words: (transcript, { words }) => words.query.transcript({ transcript }),
  },
  largerThan: {
    read: comparison(SIZE.over, sizeOf),
    not: (bytes) => ({ smallerThan: bytes }),
    words: (bytes, { words }) => words.query.largerThan({ size: exactSize(bytes) }),
    keeps: (bytes, { sizeBytes = 0 }) => sizeBytes > bytes,
  },
  smallerThan: {
    read: comparison(SIZE.under, sizeOf),
    not: (bytes) => ({ largerThan: bytes }),
    words: (bytes, { words }) => words.query.smallerThan({ size: exactSize(bytes) }),
    keeps: (bytes, { sizeBytes = Infinity }) => sizeBytes < bytes,
  },
  longerThan: {
    read: comparison(LENGTH.over, longOf),
    not: (seconds) => ({ shorterThan: seconds }),
    words: (seconds, { words }) => words.query.longerThan({ length: exactLength(seconds, words) }),
    keeps: (seconds, { durationSeconds = 0 }) => durationSeconds > seconds,
  },
  shorterThan: {
    read: comparison(LENGTH.under, longOf),
    not: (seconds) => ({ longerThan: seconds }),
    words: (seconds, { words }) => words.query.shorterThan({ length: exactLength(seconds, words) }),
    keeps: (seconds, { durationSeconds = Infinity }) => durationSeconds < seconds,
  },
};

const rows = Object.entries(FIELDS) as [keyof Filter, Row<keyof Filter>][];

/** Read before all others, in this order: what they name could be read as something else. */
const NAMES = ['integrationTag', 'link', 'meetingId', 'siteUrl', 'hostedBy'];
const place = (name: string): number => (NAMES.includes(name) ? NAMES.indexOf(name) : NAMES.length);
const inReading = rows.toSorted(([one], [other]) => place(one) - place(other));

/** Reads every phrase that narrows a list out of a line. */
export function readFields(line: Line): Fragment | undefined {
  const filter: Record<string, unknown> = {};
  let problem: string | undefined;
  for (const [name, { read, not, both }] of inReading) {
    for (let value = read?.(line); value !== undefined; value = both && read?.(line)) {
      const isExcepted = line.isExcepted();
      if (isExcepted && not === undefined) problem = words.query.cannotLeaveOut;
      const said = isExcepted ? not?.(value) : { [name]: value };
      for (const [key, one] of Object.entries(said ?? {})) {
        filter[key] = key in filter ? both?.(String(filter[key]), String(one)) : one;
        // “neither mp4 nor arf”
        if (isExcepted && filter[key] === undefined) problem = words.query.cannotLeaveOutBoth;
      }
    }
  }
  if (problem !== undefined) return { filter, problem };
  return Object.keys(filter).length === 0 ? undefined : { filter: defined(filter) };
}

/** The words of a filter before “recordings”, and behind; escaped. */
export function fieldWords(filter: Filter, say: Saying) {
  const said = rows.flatMap(([name, row]) => {
    const value = filter[name];
    if (value === undefined) return [];
    const text = row.words(value, { words, ...say });
    return { isKind: row.isKind === true || value === 'purged', text };
  });
  const of = (kind: boolean): string[] =>
    said.flatMap(({ isKind, text }) => (isKind === kind ? [text] : []));
  return { kinds: of(true), behind: of(false) };
}

/** For a recording that Webex gave; who watched it, and its transcript, lists of their own tell. */
export function keeps(filter: Filter, recording: Recording): boolean {
  return rows.every(([name, row]) => {
    const value = filter[name];
    return value === undefined || row.keeps?.(value, recording) !== false;
  });
}

/** True where Webex cannot filter by all of it: its list then holds more than was asked for. */
export function needsSifting(filter: Filter): boolean {
  return rows.some(([name, row]) => {
    const value = filter[name];
    if (value === undefined) return false;
    if (name === 'topic') return topicSieve(String(value)) !== value;
    if (name === 'format') return value === 'UPLOADED';
    return name === 'views' || name === 'transcript' || row.keeps !== undefined;
  });
}
