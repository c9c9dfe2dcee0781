import { and, desc, eq, lt, lte } from 'drizzle-orm';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor, Host } from '../../accounts/types.js';
import { card, fullestThatFits } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import {
  busyWords,
  cardDate,
  duration,
  factsLine,
  size,
  timeWords,
  unbroken,
} from '../../bot/ui/format.js';
import { fillCard, inZone } from '../../bot/ui/text-of-card.js';
import { messageCard, sayButton, withBanner } from '../../bot/ui/message.js';
import { ever } from '../../query/calendar.js';
import { type ListState, latest, writeState } from '../../query/list-state.js';
import {
  type Storage,
  type StorageQuery,
  type StorageTotals,
  countStorage,
} from '../../recordings/storage.js';
import { recordedAt } from '../../recordings/types.js';
import { storageCounts } from '../../store/schema.js';
import type { Db } from '../../store/store.js';
import { defined, present } from '../../util/present.js';
import { DAY, HOUR } from '../../util/time.js';
import { words } from '../../util/words.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { TOPIC_LENGTH, showListOf, topicOf } from '../list/index.js';
import { timeZoneOf } from '../settings/index.js';

export interface StorageView {
  readonly storage: Storage;
  /** The last count, if there was one. Milliseconds since the epoch. */
  readonly before?: (StorageTotals & { readonly countedAt: number }) | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Recordings of more than this many days count as old. */
  readonly oldDays: number;
  readonly weekly: boolean;
  /** Whose recordings they are, where an administrator asks; by default the reader's own. */
  readonly host?: Host | undefined;
  /** What was left out of the request, escaped. */
  readonly note?: string | undefined;
  /** The reader's, IANA; where unknown, each client shows its own. */
  readonly zone?: string | undefined;
}

const MOST_SITE_ROWS = 5;

/** Only for the person whose recordings they are, or who acts for them. Long topics make it show fewer of the largest. */
export function storageCard(view: StorageView): Content {
  return fullestThatFits(view.storage.largest.length, (rows) => reportOf(view, rows));
}

function reportOf(view: StorageView, rows: number): Content {
  const { storage, before, now, oldDays, weekly, zone, host, note } = view;
  const { old, largest, sites, unread = 0, brokeOff = false } = storage;
  const some = storage.recordings > 0;
  const isKnown = some || (unread === 0 && !brokeOff);
  const whose = host === undefined ? 'own' : 'others';
  const nothing = isKnown ? words.storage.nothing({ whose }) : words.common.noneToShow;
  const when = timeWords(zone, now);
  const list = writeState({ ...latest(now), ...defined({ host: host?.personId }) });
  const couldGo =
    old.recordings === 0
      ? words.storage.noneOld({ days: oldDays })
      : words.storage.old({ size: size(old.bytes), count: old.recordings, days: oldDays });
  const filled = card('storage', {
    title: some ? words.storage.title({ size: size(storage.bytes), whose }) : nothing,
    since: present([
      note,
      isKnown &&
        words.storage.since({ count: storage.recordings, years: yearsIn(now - storage.since) }),
      isKnown && change(storage, before),
      unread > 0 && words.storage.unread({ count: unread }),
      brokeOff && words.common.brokeOff,
    ]).join(' '),
    couldGo: unbroken(couldGo),
    some,
    none: !some,
    cleanUp: host === undefined ? 'clean up' : `for ${host.email} clean up`,
    months: monthRows(storage),
    hasSites: sites.length > 1,
    sites: sites.slice(0, MOST_SITE_ROWS).map((amount) => ({
      // The short name: a phone would break a long one there.
      title: amount.recordings === 0 ? words.storage.none : unbroken(size(amount.bytes)),
      value: factsLine([
        escapeText(amount.siteUrl, 60) || words.storage.unknownSite,
        words.common.recordings({ count: amount.recordings }),
      ]),
    })),
    largestTitle: words.storage.largest({ count: rows }),
    select: { action: 'select', list: writeState(largestOf(view)) },
    largest: largest.slice(0, rows).map((recording) => {
      const { id, siteUrl, sizeBytes, durationSeconds } = recording;
      return {
        text: topicOf(recording, TOPIC_LENGTH.short),
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
    links: present([
      some && showListOf(defined({ host: host?.personId }), now),
      host === undefined &&
        (weekly
          ? sayButton(words.common.stopWeekly, 'weekly off')
          : sayButton(words.common.sendWeekly, 'weekly on')),
    ]),
  });
  const hint = weekly ? words.storage.hintOff : words.storage.hintOn;
  return inZone(fillCard(filled, host === undefined ? hint : undefined), zone);
}

/** The list that the rows are of: places in words count in it. */
export function largestOf({
  storage,
  now,
  zone = 'UTC',
  host,
}: Pick<StorageView, 'storage' | 'now' | 'zone' | 'host'>): ListState {
  const span = ever({ now, zone });
  const limit = Math.max(1, storage.largest.length);
  const sort = 'largest';
  const of = defined({ host: host?.personId });
  return { ...latest(now, limit), span, zone, sort, filter: { shared: 'mine' }, ...of };
}

/** Characters of the longest bar: as many as a phone has room for. */
const LONGEST_BAR = 12;
/** Eighths of a character. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'] as const;

/** Letters that every client draws in its own colours; an image would need a public address. */
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
    size: recordings === 0 ? words.storage.none : size(bytes),
  }));
}

function yearsIn(ms: number): number {
  return Math.max(1, Math.round(ms / (365 * DAY)));
}

/** E.g. `Nov 2026`. @param month `yyyy-MM` */
function monthName(month: string): string {
  return DateTime.fromISO(month, { zone: 'UTC', locale: 'en-US' }).toFormat('LLL yyyy');
}

function change(now: StorageTotals, before: StorageView['before']): string | undefined {
  if (before === undefined) return undefined;
  const more = now.bytes - before.bytes;
  const recordings = now.recordings - before.recordings;
  const date = cardDate(before.countedAt);
  if (recordings === 0 && more === 0) return words.storage.unchanged({ date });
  const by = { date, sign: recordings < 0 ? '−' : '+', count: Math.abs(recordings) };
  if (more === 0) return words.storage.asMuch(by);
  const told = more < 0 ? words.storage.less : words.storage.more;
  return told({ ...by, size: size(Math.abs(more)) });
}

export const countData = z.object({
  counted: z.number(),
  /** Of the last count; left out where there was none. */
  expected: z.number().optional(),
  /** Webex is busy, and the count goes on then. Milliseconds since the epoch. */
  busyUntil: z.number().optional(),
});
export type CountData = z.infer<typeof countData>;

/** E.g. “120 of about 900 so far.”: where there are more than last time, only how many. */
export function countedWords({ counted: count, expected }: CountData): string {
  return expected === undefined || expected < count
    ? words.storage.soFar({ count })
    : words.storage.soFarOf({ count, expected });
}

/** @param now milliseconds since the epoch */
export function countingCard(progress: CountData, now: number): Content {
  return messageCard({
    title: words.storage.counting,
    paragraphs: present([countedWords(progress), busyWords(progress.busyUntil, now)]),
    buttons: [{ title: words.common.cancel, data: { action: 'cancel-storage' } }],
  });
}

/** Earlier counts, by the UUIDs of people. Rejects with database errors. */
export function storageSnapshotStore(db: Db) {
  return {
    /** The latest count up to then. Times are milliseconds since the epoch. */
    latestBefore: async (personId: string, at: number) => {
      const upTo = lte(storageCounts.countedAt, new Date(at));
      const [row] = await db
        .select()
        .from(storageCounts)
        .where(and(eq(storageCounts.personId, personId), upTo))
        .orderBy(desc(storageCounts.countedAt))
        .limit(1);
      if (row === undefined) return undefined;
      const { recordings, bytes, countedAt } = row;
      return { recordings, bytes, countedAt: countedAt.getTime() };
    },
    add: async (personId: string, totals: StorageTotals, now: number): Promise<void> => {
      const { recordings, bytes } = totals;
      await db
        .insert(storageCounts)
        .values({ personId, recordings, bytes, countedAt: new Date(now) })
        .onConflictDoNothing();
    },
    tidy: async (before: number): Promise<void> => {
      await db.delete(storageCounts).where(lt(storageCounts.countedAt, new Date(before)));
    },
  };
}

export interface StorageDeps extends Pick<
  Deps,
  'webex' | 'tokens' | 'settings' | 'messaging' | 'now' | 'log'
> {
  readonly snapshots: ReturnType<typeof storageSnapshotStore>;
}

/** Half a year, the usual rule for a clean-up. */
const OLD_DAYS = 180;
/** A change within a day is no trend. */
const APART_MS = 20 * HOUR;

interface HowToCount
  extends Pick<StorageQuery, 'onCounted' | 'onBusy' | 'signal'>, Pick<StorageView, 'note'> {
  readonly onExpected?: (recordings: number) => void;
  /** The list of the largest, which the report shows. */
  readonly onLargest?: (list: ListState) => void;
}

/**
 * Counts the storage of a person's recordings, and remembers the sum to show the change next time; of somebody
 * else's nothing is remembered.
 *
 * Rejects with NotConnected, NotServed, a WebexError or a database error.
 */
export async function showStorage(
  deps: StorageDeps,
  actor: Actor,
  { onExpected, onLargest, note, ...how }: HowToCount = {},
): Promise<Content> {
  const { webex, tokens, settings, snapshots } = deps;
  const now = deps.now();
  const zone = await timeZoneOf(deps, actor);
  const { weekly } = await settings.of(actor.personId);
  const query = { now, zone: zone ?? 'UTC', oldBefore: now - OLD_DAYS * DAY, ...how };
  const id = uuidOf(actor.personId);
  const { onBehalfOf: host } = actor;
  const before = host === undefined ? await snapshots.latestBefore(id, now - APART_MS) : undefined;
  if (before !== undefined) onExpected?.(before.recordings);
  const storage = await withToken(tokens, actor, (authority) =>
    countStorage(webex, authority, query),
  );
  if (host === undefined) await snapshots.add(id, storage, now);
  const view = { storage, before, now, zone, oldDays: OLD_DAYS, weekly, host, note };
  onLargest?.(largestOf(view));
  return withBanner(storageCard(view), actor);
}
