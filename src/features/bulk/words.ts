import type { Button } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { size } from '../../bot/ui/format.js';
import { showBinButton } from '../../bot/ui/message.js';
import { ever } from '../../query/calendar.js';
import { fieldWords } from '../../query/fields.js';
import { latest, writeState } from '../../query/list-state.js';
import { whenWords } from '../../query/sentence.js';
import type { Filter } from '../../recordings/types.js';
import { defined, present } from '../../util/present.js';
import { unreadWords } from '../list/index.js';
import { type BulkChange, type BulkJob, type ItemTotals, isOfAnyTime } from './model.js';
import type { Rule } from './rule.js';

/** E.g. “Recordings that you host, older than 90 days, larger than 500 MB”. */
export function ruleWords(
  { age, unit, megabytes, topic, neverWatched, siteUrl }: Rule,
  who: 'you' | 'they' = 'you',
): string {
  const conditions = present([
    age > 0 && `older than ${age} ${age === 1 ? unit.slice(0, -1) : unit}`,
    megabytes !== undefined && `larger than ${size(megabytes * 1_000_000)}`,
    topic !== undefined && `with “${escapeText(topic)}” in their topic`,
    neverWatched && 'that nobody ever watched or downloaded',
    siteUrl !== undefined && `on ${escapeText(siteUrl)}`,
  ]);
  return conditions.length === 0
    ? `All recordings that ${who} host`
    : `Recordings that ${who} host, ${conditions.join(', ')}`;
}

type SearchOf = Pick<BulkJob, 'data' | 'hostId'>;

export function whoseBin({ hostId }: Pick<BulkJob, 'hostId'>): string {
  return `${hostId === undefined ? 'your' : 'their'} recycle bin`;
}

/** What a filter narrows to, each in words; escaped. */
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
      ruleWords(search.rule, hostId === undefined ? 'you' : 'they'),
      ...filterWords(defined(search.filter), ['topic', 'siteUrl'], hostId === undefined),
      ...(said === undefined ? [] : [whenWords(search, said.zone, said.now)]),
    ].join(', ');
  }
  const filter = defined(search?.filter ?? {});
  const { topic, siteUrl } = filter;
  const narrowed = present([
    topic !== undefined && `with “${escapeText(topic)}” in their topic`,
    siteUrl !== undefined && `on ${escapeText(siteUrl)}`,
    ...filterWords(filter, ['status', 'topic', 'siteUrl'], hostId === undefined),
    search !== undefined && !isOfAnyTime(search) && `${whenWords(search, 'UTC', 0)} (UTC)`,
  ]);
  if (narrowed.length === 0) return undefined;
  return [`Recordings in ${whoseBin({ hostId })}`, ...narrowed].join(', ');
}

export function searchInWords(job: SearchOf): string {
  return narrowedWords(job) ?? `Recordings in ${whoseBin(job)}`;
}

/** A button of a job. */
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
  return { ...showBinButton, data: { action: 'refresh', list } };
}

const number = new Intl.NumberFormat('en');

/** e.g. `1,234`. */
export function counted(count: number): string {
  return number.format(count);
}

/** e.g. `1 recording`, `1,234 recordings`. */
export function recordings(count: number): string {
  return count === 1 ? '1 recording' : `${counted(count)} recordings`;
}

/** e.g. `214 recordings (38.2 GB)`; without a size where none is known. */
export function amount({ count, bytes }: ItemTotals): string {
  return bytes === 0 ? recordings(count) : `${recordings(count)} (${size(bytes)})`;
}

export type ChangeWords = (typeof CHANGE_WORDS)[BulkChange];

export const CHANGE_WORDS = {
  trash: {
    /** @param what e.g. `3 recordings` */
    order: (what: string) => `Move ${what} to the recycle bin`,
    doing: 'Moving to the recycle bin',
    done: (what: string) => `Moved ${what} to the recycle bin`,
    /** Continues “whether 3 recordings were”. */
    cameAbout: 'moved to the recycle bin',
    already: 'in the recycle bin already',
    /** @param them `it` or `them` */
    consequence: (them: string) =>
      `You can restore ${them} from the recycle bin for 30 days. Then Webex deletes ${them}.`,
  },
  restore: {
    order: (what: string) => `Restore ${what}`,
    doing: 'Restoring',
    done: (what: string) => `Restored ${what}`,
    cameAbout: 'restored',
    already: 'back already',
    consequence: (them: string) =>
      `This brings ${them} back to where ${them === 'it' ? 'it was' : 'they were'} before.`,
  },
  delete: {
    order: (what: string) => `Delete ${what} permanently`,
    doing: 'Deleting permanently',
    done: (what: string) => `Deleted ${what} permanently`,
    cameAbout: 'deleted permanently',
    already: 'gone already',
    consequence: (them: string) =>
      `Webex erases ${them} at once. Nobody can bring ${them} back, not even your administrator.`,
  },
} satisfies Record<BulkChange, object>;

/** What of a search could not be read; undefined where nothing is missing. */
export function missingWords({
  data: { unread = 0, brokeOff = false },
}: BulkJob): string | undefined {
  const odd = unread > 0 && `${unreadWords(unread)}, and won’t be changed.`;
  const words = present([odd, brokeOff && 'Webex’s list broke off: there may be more.']);
  return words.length === 0 ? undefined : words.join(' ');
}
