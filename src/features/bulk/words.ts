import type { Button } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { size } from '../../bot/ui/format.js';
import { showBinButton } from '../../bot/ui/message.js';
import { type Calendar, ever } from '../../query/calendar.js';
import { fieldWords, keeps } from '../../query/fields.js';
import { latest, windowOf, writeState } from '../../query/list-state.js';
import { stateOfQuery, whenWords } from '../../query/query.js';
import { readWords } from '../../query/read-words.js';
import { type Filter, topK } from '../../recordings/filter.js';
import { type Recording, recordedAt } from '../../recordings/types.js';
import { pattern } from '../../util/pattern.js';
import { defined, present } from '../../util/present.js';
import { words } from '../../util/words.js';
import {
  ALL_OF_LIST,
  POINTING,
  ROWS_NAMED,
  placeIn,
  placesIn,
  pointsAt,
  showListOf,
} from '../list/index.js';
import { zoneOrUtc } from '../../settings/settings.js';
import type { BulkData, BulkDeps, BulkJob, ItemTotals, Rule } from './model.js';
import type { Chosen } from './start.js';
import { MEGABYTE, isOfAnyTime } from './model.js';

/** E.g. “Recordings that you host, older than 90 days, larger than 500 MB”. @param more conditions in words */
export function ruleWords(
  { age, unit, megabytes, topic, neverWatched, siteUrl }: Rule,
  who: Who = 'you',
  more: readonly string[] = [],
): string {
  const older = unit === 'days' ? words.bulk.olderDays : words.bulk.olderMonths;
  const conditions = present([
    age > 0 && older({ age }),
    megabytes !== undefined && words.bulk.larger({ size: size(megabytes * MEGABYTE) }),
    topic !== undefined && words.bulk.inTopic({ topic: escapeText(topic) }),
    neverWatched && words.bulk.unwatched,
    siteUrl !== undefined && words.bulk.onSite({ site: escapeText(siteUrl) }),
    ...more,
  ]);
  return conditions.length === 0
    ? words.bulk.allHosted({ who })
    : [words.bulk.hosted({ who }), ...conditions].join(', ');
}

type SearchOf = Pick<BulkJob, 'data' | 'hostId'>;

/** Whose recordings a text is about: the reader's, or somebody's for whom they act. */
type Who = 'you' | 'they';

export function whoOf({ hostId }: Pick<BulkJob, 'hostId'>): Who {
  return hostId === undefined ? 'you' : 'they';
}

/** Each condition in words; escaped. */
function filterWords(all: Filter, without: readonly string[], own: boolean): string[] {
  const beyond = Object.entries(all).filter(([name]) => !without.includes(name));
  const filter: Filter = Object.fromEntries(beyond);
  const plain = (text: string): string => escapeText(text, 100);
  const quoted = (text: string): string => `“${plain(text)}”`;
  const { kinds, behind } = fieldWords(filter, { plain, quoted, own });
  return [...kinds, ...behind];
}

/** Undefined for a whole recycle bin. */
export function narrowedWords({ data: { search }, hostId }: SearchOf): string | undefined {
  if (search?.rule !== undefined) {
    const { said } = search;
    return ruleWords(search.rule, whoOf({ hostId }), [
      // A clean-up is of what one hosts, which stands in front.
      ...filterWords(defined(search.filter), ['topic', 'siteUrl', 'shared'], hostId === undefined),
      ...(said === undefined ? [] : [whenWords(search, said.zone, said.now)]),
    ]);
  }
  const filter = defined(search?.filter ?? {});
  const { topic, siteUrl } = filter;
  const narrowed = present([
    topic !== undefined && words.bulk.inTopic({ topic: escapeText(topic) }),
    siteUrl !== undefined && words.bulk.onSite({ site: escapeText(siteUrl) }),
    ...filterWords(filter, ['status', 'topic', 'siteUrl'], hostId === undefined),
    search !== undefined && !isOfAnyTime(search) && timeIn(search),
    search?.deletedIn && words.bulk.deletedIn({ when: timeIn({ ...search, ...search.deletedIn }) }),
  ]);
  if (narrowed.length === 0) return undefined;
  return [words.bulk.inBin({ who: whoOf({ hostId }) }), ...narrowed].join(', ');
}

/** By the calendar of whoever said it. */
function timeIn({ from, to, said }: NonNullable<BulkData['search']>): string {
  return said === undefined
    ? words.bulk.inUtc({ when: whenWords({ from, to }, 'UTC', 0) })
    : whenWords({ from, to }, said.zone, said.now);
}

export function searchInWords(job: SearchOf): string {
  return narrowedWords(job) ?? words.bulk.inBin({ who: whoOf(job) });
}

export function button(
  { id }: Pick<BulkJob, 'id'>,
  title: string,
  action: string,
  inputs: Button['data'] = {},
): Button {
  return { title, data: { action, job: id, ...inputs } };
}

export function showBin({ hostId, updatedAt: now }: BulkJob): Button {
  if (hostId === undefined) return showBinButton;
  const days = { zone: 'UTC', span: ever({ zone: 'UTC', now }) };
  const binned = { host: hostId, filter: { status: 'deleted' } } as const;
  const list = writeState({ ...latest(now), ...days, ...binned });
  // In a card of its own, so that a report keeps its Undo.
  return { ...showBinButton, data: { action: 'list', list } };
}

export const showListOfJob = ({ hostId: host, updatedAt }: BulkJob): Button =>
  showListOf(defined({ host }), updatedAt);

/** e.g. `214 recordings (38.2 GB)`; without a size where none is known. */
export function amountWords({ count, bytes }: ItemTotals): string {
  return bytes === 0
    ? words.common.recordings({ count })
    : words.common.recordingsOf({ count, size: size(bytes) });
}

/** Undefined where nothing is missing. */
export function missingWords({
  data: { unread = 0, brokeOff = false },
}: BulkJob): string | undefined {
  const odd = unread > 0 && words.bulk.unread({ count: unread });
  const said = present([odd, brokeOff && words.common.brokeOff]);
  return said.length === 0 ? undefined : said.join(' ');
}

/** Between the words of what was ticked at first, and those of each change since. */
const CHANGED = /\s*\b(but not|and also|and only)\s+/i;

/** “them but not the first”: “them”, and how that was changed. */
export function ticksIn(written: string) {
  const [base = '', ...rest] = written.split(CHANGED);
  const changes = rest.flatMap((how, at) =>
    at % 2 === 0 ? [{ how: how.toLowerCase(), what: rest[at + 1] ?? '' }] : [],
  );
  return { base, changes };
}

/** Below checkboxes: “keep the first”, “without the standups”, “also the third”, “only the biggest two”. */
const TICKS = pattern`
  ^(
    (
      (only )?keep( only)?|leave( out)?|without|except( for)?|(all|everything)( of (them|these|those))? (but|except)|minus|exclude
      |skip|spare|drop|un(tick|check|select|mark)|deselect|not(?= (the|that|those|\d|\#))
    ) (?<not>\S.*?)( (out|away|alone|off))?
    |(?<kept>\S.*?) i( still)? (need|want)( still)?
    |(also|plus|add|tick|check|include) (?<also>\S.*?)
    |(only|select|choose) (?<only>\S.*?)
  )( (too|also|as well|instead|then|again))*$
`;
const ALSO = pattern`^((and|ok) )*(also|and)\s|\s(too|also|as well)\W*$`;
const SHARED = pattern`^(share|send)( (them|these|those|it|the ticked ones))?( (?<who>(with|to) \S.*))?$`;
const DONE = pattern`
  ^(delete|remove|trash|bin|erase|get rid of|restore|throw|put|move|bring) (them|these|those|it|the (other|remaining|rest|last)( (one|two|three|four|five|ones))?)
  ( (all|now|both|away|out|back|(in)?to the (recycle )?bin|for good))*$
`;

/** What a line below checkboxes means. @param before the words that ticked them @param whole with its “also” */
export function ticksSaid(said: string, before: string, whole: string): string | undefined {
  const line = said.replace(
    /^(?:(?:no|ok|but|and|fine|yes|just|wait|sorry|oh|oops|yeah|yep|hang on|go on|go ahead|actually|please)[\s,]+)+|\s+again$/gi,
    '',
  );
  if (DONE.test(line)) return 'yes';
  if (/^(?:permanently|for\s?ever|for\s+good)$/i.test(line))
    return 'what is the difference between the bin and permanently';
  const ticked = before === '' ? 'several' : before;
  const shared = SHARED.exec(line);
  const { who = '' } = shared?.groups ?? {};
  if (shared !== null)
    return who === '' && ticked === 'several' ? 'yes' : `share ${ticked} ${who}`.trim();
  const isMore = ALSO.test(whole);
  const isRows = ROWS_NAMED.test(line) || placeIn(line) !== undefined;
  const rows = isRows || (isMore && pointsAt(line).isOne) ? line : undefined;
  const {
    kept,
    not = kept,
    also = isMore ? rows : undefined,
    only = rows,
  } = TICKS.exec(line)?.groups ?? {};
  const what = not ?? also ?? only ?? '';
  if (/^(?:all|everything)$/i.test(not ?? '')) return 'select several';
  if (what === '' || POINTING.test(what) || ALL_OF_LIST.test(what)) return undefined;
  const how = not !== undefined ? 'but not' : also !== undefined ? 'and also' : 'and only';
  return `select ${ticked} ${how} ${what}`;
}

/** Of the rows of checkboxes those that words name, by their places or as a list is narrowed. */
function namedAmong(
  found: readonly Recording[],
  what: string,
  calendar: Calendar,
): readonly Recording[] {
  const rows = ROWS_NAMED.test(what) ? placesIn(what) : present([placeIn(what)]);
  if (rows.length > 0) return rows.flatMap((row) => found[row - 1] ?? []);
  const { query, recognised, guessed } = readWords(what, calendar, {}, ever(calendar));
  const { filter, sort, limit } = query;
  // Who watched them, and their transcripts, these rows do not tell.
  const isTold = filter.views === undefined && filter.transcript === undefined;
  if (!isTold || (!recognised && guessed === '')) return [];
  const { from, to } = windowOf(stateOfQuery(query, calendar));
  const isIn = (one: Recording): boolean => recordedAt(one) >= from && recordedAt(one) < to;
  const kept = found.filter((one) => keeps(filter, one) && isIn(one));
  return topK([], kept, sort, pointsAt(what).isOne ? 1 : limit);
}

/** Ticks and unticks what was named since. */
export async function changeTicks(
  deps: BulkDeps,
  chosen: Chosen,
  changes: ReturnType<typeof ticksIn>['changes'],
): Promise<Chosen> {
  const { store } = deps.jobs;
  const { job, found, acting } = chosen;
  const zone = zoneOrUtc(await deps.settings.of(acting.actor.personId));
  let none: string | undefined;
  for (const { how, what } of changes) {
    const named = namedAmong(found, what, { now: deps.now(), zone });
    // A word of old that names none was said to be so.
    none = named.length > 0 ? undefined : words.bulk.noneOfThese({ said: escapeText(what, 60) });
    if (none === undefined && how === 'and only') await store.select(job.id, false);
    const ids = named.map(({ id }) => id);
    await store.select(job.id, how !== 'but not', ids);
  }
  return { ...chosen, ...defined({ problem: none }) };
}
