import { DateTime } from 'luxon';
import { card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate, size } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { Storage, StorageTotals } from '../../recordings/storage.js';
import { recordedAt } from '../../recordings/types.js';
import { DAY } from '../../util/time.js';
import type { Content } from '../../webex/messages.js';
import { topicOf, unreadWords } from '../list/index.js';
import { barsPicture } from './chart.js';

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

/** Only for the person whose recordings they are. */
export function storageCard({ storage, before, now, oldDays, weekly, zone }: StorageView): Content {
  const { old, largest, months, sites } = storage;
  const some = storage.recordings > 0;
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
    months: [...months].reverse().map((amount) => ({
      title: monthName(amount.month),
      value: inWords(amount),
    })),
    sites: sites.slice(0, MOST_SITES).map((amount) => ({
      title: escapeText(amount.siteUrl, 60) || 'Unknown site',
      value: inWords(amount),
    })),
    largest: largest.map((recording) => ({
      text: topicOf(recording, SHORT_TOPIC),
      facts: `${size(recording.sizeBytes ?? 0)} · ${cardDate(recordedAt(recording))}`,
    })),
    weekly: weekly
      ? { title: 'Turn off the weekly card', data: { action: 'say', text: 'weekly off' } }
      : { title: 'Send it every week', data: { action: 'say', text: 'weekly on' } },
  });
  return fillCard(
    filled,
    weekly
      ? 'Write **weekly off** to stop getting this.'
      : 'Write **weekly on** to get this every week.',
    zone,
  );
}

export function storagePicture({ months }: Storage): Uint8Array<ArrayBuffer> {
  let year = '';
  const bars = months.map(({ month, bytes }) => {
    const [label = '', monthYear = ''] = monthName(month).split(' ');
    const under = monthYear === year ? '' : monthYear;
    year = monthYear;
    return { label, under, words: bytes === 0 ? '' : size(bytes), value: bytes };
  });
  return barsPicture('Recorded in each month', bars);
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
