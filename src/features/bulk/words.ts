import type { Button } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { size } from '../../bot/ui/format.js';
import { showBinButton } from '../../bot/ui/message.js';
import { ever } from '../../query/calendar.js';
import { fieldWords } from '../../query/fields.js';
import { latest, writeState } from '../../query/list-state.js';
import { whenWords } from '../../query/query.js';
import type { Filter } from '../../recordings/filter.js';
import { defined, present } from '../../util/present.js';
import { words } from '../../util/words.js';
import { showListOf } from '../list/index.js';
import type { BulkData, BulkJob, ItemTotals, Rule } from './model.js';
import { MEGABYTE, isOfAnyTime } from './model.js';

/** E.g. “Recordings that you host, older than 90 days, larger than 500 MB”. */
export function ruleWords(
  { age, unit, megabytes, topic, neverWatched, siteUrl }: Rule,
  who: Who = 'you',
): string {
  const older = unit === 'days' ? words.bulk.olderDays : words.bulk.olderMonths;
  const conditions = present([
    age > 0 && older({ age }),
    megabytes !== undefined && words.bulk.larger({ size: size(megabytes * MEGABYTE) }),
    topic !== undefined && words.bulk.inTopic({ topic: escapeText(topic) }),
    neverWatched && words.bulk.unwatched,
    siteUrl !== undefined && words.bulk.onSite({ site: escapeText(siteUrl) }),
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
    return [
      ruleWords(search.rule, whoOf({ hostId })),
      ...filterWords(defined(search.filter), ['topic', 'siteUrl'], hostId === undefined),
      ...(said === undefined ? [] : [whenWords(search, said.zone, said.now)]),
    ].join(', ');
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
