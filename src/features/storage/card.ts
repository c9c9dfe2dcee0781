import { DateTime } from 'luxon';
import { LARGEST_CARD_BYTES, bytesOf, card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate, duration, factsLine, size, timeWords } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { sayButton, showListButton } from '../../bot/ui/message.js';
import { ever } from '../../query/calendar.js';
import { latest, writeState } from '../../query/list-state.js';
import type { Storage, StorageTotals } from '../../recordings/storage.js';
import { recordedAt } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import { DAY } from '../../util/time.js';
import type { Content } from '../../webex/messages.js';
import { topicOf, unreadWords } from '../list/index.js';

export interface StorageView {
  readonly storage: Storage;
  /** The last count, if there was one. Milliseconds since the epoch. */
  readonly before?: (StorageTotals & { readonly countedAt: number }) | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Recordings of more than this many days count as old. */
  readonly oldDays: number;
  readonly weekly: boolean;
  /** Of the reader, IANA. */
  readonly zone?: string;
}

const MOST_SITES = 5;
const SHORT_TOPIC = 60;

/** Only for the person whose recordings they are. Long topics make it show fewer of the largest. */
export function storageCard(view: StorageView): Content {
  for (let rows = view.storage.largest.length; ; rows -= 1) {
    const content = cardWithRows(view, rows);
    if (rows <= 1 || bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES) return content;
  }
}

function cardWithRows(view: StorageView, rows: number): Content {
  const { storage, before, now, oldDays, weekly, zone } = view;
  const { old, largest, sites } = storage;
  const some = storage.recordings > 0;
  // In UTC where the reader's zone is unknown: each client then shows its own.
  const when = timeWords(zone === 'UTC' ? undefined : zone, now);
  const list = writeState(latest(now));
  const couldGo =
    old.recordings === 0
      ? `None is older than ${oldDays} days.`
      : `${size(old.bytes)} (${count(old.recordings)}) ${old.recordings === 1 ? 'is' : 'are'} older than ${oldDays} days.`;
  const filled = card('storage', {
    title: some ? `Your recordings use ${size(storage.bytes)}` : 'You have no recordings',
    since: `${count(storage.recordings)} from the last ${years(now - storage.since)}.${change(storage, before)}${notCounted(storage)}`,
    couldGo,
    some,
    none: !some,
    months: monthRows(storage),
    hasSites: sites.length > 1,
    sites: sites.slice(0, MOST_SITES).map((amount) => ({
      title: escapeText(amount.siteUrl, 60) || 'Unknown site',
      value: inWords(amount),
    })),
    largestTitle: rows === 1 ? 'The largest' : `The ${rows} largest`,
    select: { action: 'select', list: largestOf(view) },
    largest: largest.slice(0, rows).map((recording) => {
      const { id, siteUrl, sizeBytes, durationSeconds } = recording;
      return {
        text: topicOf(recording, SHORT_TOPIC),
        facts: factsLine(
          present([
            size(sizeBytes ?? 0),
            when(recordedAt(recording)),
            durationSeconds !== undefined && duration(durationSeconds),
          ]),
        ),
        details: { action: 'more', recording: id, site: siteUrl ?? '', list },
      };
    }),
    links: [
      ...(some ? [showListButton] : []),
      weekly
        ? sayButton('Turn off the weekly card', 'weekly off')
        : sayButton('Send it every week', 'weekly on'),
    ],
  });
  return fillCard(
    filled,
    weekly
      ? 'Write **weekly off** to stop getting this.'
      : 'Write **weekly on** to get this every week.',
    zone,
  );
}

/** The list of the largest, to open and to tick them. */
function largestOf({ storage, now, zone = 'UTC' }: StorageView): string {
  const span = ever({ now, zone });
  const limit = Math.max(1, storage.largest.length);
  const sort = 'largest';
  return writeState({ ...latest(now, limit), span, zone, sort, filter: { shared: 'mine' } });
}

/** Characters of the longest bar: as many as a phone has room for. */
const LONGEST_BAR = 12;
/** Eighths of a character. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'] as const;

/** Letters that every client draws, in its own colours; an image would need a public address. */
function bar(bytes: number, most: number): string {
  if (bytes === 0) return '';
  const eighths = Math.max(1, Math.round((8 * LONGEST_BAR * bytes) / most));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

/** The latest month first, back to the first with a recording. */
function monthRows({ months }: Storage) {
  const most = Math.max(1, ...months.map(({ bytes }) => bytes));
  const first = months.findIndex(({ recordings }) => recordings > 0);
  const shown = first < 0 ? [] : months.slice(first).reverse();
  return shown.map(({ month, recordings, bytes }) => ({
    month: monthName(month),
    bar: bar(bytes, most) || '\u00A0',
    size: recordings === 0 ? 'none' : size(bytes),
  }));
}

function count(recordings: number): string {
  return recordings === 1 ? '1 recording' : `${recordings.toLocaleString('en-GB')} recordings`;
}

function years(ms: number): string {
  const whole = Math.max(1, Math.round(ms / (365 * DAY)));
  return whole === 1 ? '12 months' : `${whole} years`;
}

function inWords({ recordings, bytes }: StorageTotals): string {
  return recordings === 0 ? 'none' : `${size(bytes)} · ${count(recordings)}`;
}

/** E.g. `Nov 2026`. @param month `yyyy-MM` */
function monthName(month: string): string {
  return DateTime.fromISO(month, { zone: 'UTC', locale: 'en-US' }).toFormat('LLL yyyy');
}

function notCounted({ unread = 0, brokeOff = false }: Storage): string {
  const odd = unread === 0 ? '' : ` ${unreadWords(unread)}.`;
  return brokeOff ? `${odd} Webex’s list broke off: there may be more.` : odd;
}

function change(now: StorageTotals, before: StorageView['before']): string {
  if (before === undefined) return '';
  const more = now.bytes - before.bytes;
  if (now.recordings === before.recordings && more === 0) {
    return ` Nothing has changed since ${cardDate(before.countedAt)}.`;
  }
  const bytes = more < 0 ? `${size(-more)} less` : `${size(more)} more`;
  const recordings = now.recordings - before.recordings;
  const sign = recordings < 0 ? '−' : '+';
  return ` That is ${more === 0 ? 'as much as' : `${bytes} than`} on ${cardDate(before.countedAt)} (${sign}${count(Math.abs(recordings))}).`;
}
