import { DateTime } from 'luxon';
import { z } from 'zod';
import type { AuditEntry } from '../../audit/audit.js';
import { explain } from '../../bot/ui/problem.js';
import type { Job, Settled, Tally } from '../../jobs/job.js';
import { keeps } from '../../query/fields.js';
import { EARLIEST_DAYS, LONGEST_WORDS, narrowing } from '../../query/list-state.js';
import { type ItemOutcome, NOT_IN_BIN, type Outcome } from '../../recordings/change.js';
import { type Filter, STATUSES } from '../../recordings/filter.js';
import type { Recording, Window } from '../../recordings/types.js';
import { SITE_NAME } from '../../recordings/types.js';
import type { Settings } from '../../settings/settings.js';
import { defined, present } from '../../util/present.js';
import { DAY, SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { WebexRefused, knownReason } from '../../webex/errors.js';
import type { Deps } from '../deps.js';
import type { ListDeps } from '../list/index.js';
import type { foundLately } from './find.js';

export interface BulkDeps extends ListDeps, Pick<Deps, 'allowPurge'> {
  readonly lately: ReturnType<typeof foundLately>;
}

const YEARS_BACK = 10;
/** The largest age of a rule, in days and in months. */
export const MOST_DAYS = 3_650;
export const MOST_MONTHS = 120;
/** No recording is larger. */
export const MOST_MEGABYTES = 1_000_000;

/** Describes the recordings that a person no longer needs. */
export const rule = z.strictObject({
  /** 0 days: of any age. */
  age: z.number().int().min(0).max(MOST_DAYS),
  unit: z.enum(['days', 'months']),
  /** Larger than so many megabytes, as Webex's pages show them. */
  megabytes: z.number().positive().max(MOST_MEGABYTES).optional(),
  topic: z.string().min(1).max(LONGEST_WORDS).optional(),
  neverWatched: z.boolean(),
  siteUrl: z.string().regex(SITE_NAME).optional(),
});
export type Rule = z.infer<typeof rule>;

/** The search that a person is asked about each month, as stored in their settings. */
export const monthlySearch = z.object({ rule, filter: narrowing });
export type MonthlySearch = z.infer<typeof monthlySearch>;

export function monthlySearchOf({ monthly }: Settings): MonthlySearch | undefined {
  return monthlySearch.safeParse(monthly?.search).data;
}

/** The form's default. */
export const USUAL_RULE: Rule = { age: 90, unit: 'days', neverWatched: false };

export const MEGABYTE = 1_000_000;

/** The span that a rule covers. @param now milliseconds since the epoch */
export function windowOfRule({ age, unit }: Rule, now: number): Window {
  const today = DateTime.fromMillis(Math.ceil(now / SECOND) * SECOND, { zone: 'utc' });
  const to = today.minus(unit === 'days' ? { days: age } : { months: age });
  return { from: to.minus({ years: YEARS_BACK }).toMillis(), to: to.toMillis() };
}

export function filterOfRule({ topic, siteUrl }: Rule): Filter {
  return defined({ topic, siteUrl });
}

/**
 * True when a listed recording matches a rule, its views aside. A recording shared with the person is never
 * theirs to clean up, and one of unknown size is not larger than anything.
 */
export function fallsUnder({ megabytes, topic }: Rule, recording: Recording): boolean {
  if (recording.shareToMe) return false;
  if (megabytes !== undefined && !((recording.sizeBytes ?? 0) > megabytes * MEGABYTE)) return false;
  // Webex filters by topic; should a site ever not, nothing else must be swept away.
  return topic === undefined || keeps({ topic }, recording);
}

export const CHANGES = ['trash', 'restore', 'delete'] as const;
export type BulkChange = (typeof CHANGES)[number];

const search = z.object({
  /** Milliseconds since the epoch. */
  from: z.number(),
  to: z.number(),
  filter: narrowing.extend({ status: z.enum(STATUSES).optional() }),
  /** Only for a clean-up. */
  rule: rule.optional(),
  /** When the person moved them to the recycle bin, by the audit; from and to as above. */
  deletedIn: z.object({ from: z.number(), to: z.number() }).optional(),
  /** In whose days (IANA zone), and when (ms), a span was said; missing where it is an age. */
  said: z.object({ zone: z.string(), now: z.number() }).optional(),
});

/** The data of a job: recordings are found, the person chooses among them, and the chosen ones are changed. */
export const bulkData = z.object({
  phase: z.enum(['find', 'choose', 'act']),
  /** Undefined until the person chooses. */
  what: z.enum(CHANGES).optional(),
  /** Undefined when the recordings were given, and once the change has begun. */
  search: search.optional(),
  seen: z.number(),
  found: z.number(),
  /** When they were found; milliseconds since the epoch. */
  foundAt: z.number().optional(),
  /** Confirmed late: the recordings are searched again, to see whether the selection is still the same. */
  confirmed: z.string().optional(),
  /** Recordings that could not be read, and so are not changed. */
  unread: z.number().optional(),
  /** Webex's list broke off: there may be more. */
  brokeOff: z.boolean().optional(),
  /** Webex is busy, and the search goes on then. Milliseconds since the epoch. */
  busyUntil: z.number().optional(),
  views: z.enum(['known', 'not-told']).optional(),
  /** Left out because Webex reports no views that far back. */
  tooOld: z.number().optional(),
  /** Left out because their site does not report who watched. */
  untold: z.number().optional(),
  /** Webex does not tell whose meetings have a transcript. */
  transcripts: z.literal('not-told').optional(),
  /** Left out because Webex does not tell whether they have one. */
  unsure: z.number().optional(),
  /** The job that this one undoes, and the job that undoes this one. */
  undoes: z.string().optional(),
  undoneBy: z.string().optional(),
  /** The list among whose recordings the person chooses, as in its buttons. */
  list: z.string().optional(),
});
export type BulkData = z.infer<typeof bulkData>;
export type BulkJob = Job<BulkData>;

/** Job kinds, as stored: found by a rule, in the recycle bin, moved there by another job, or from a list. */
export const CLEAN_UP = 'clean-up';
export const WHOLE_BIN = 'bin';
export const UNDO = 'undo';
export const SELECT = 'select';
export const BULK_KINDS: readonly string[] = [CLEAN_UP, WHOLE_BIN, UNDO, SELECT];

export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state === 'done' || state === 'cancelled';
}

/** As stored, for a recording that is no longer in the recycle bin and was left alone. */
const BACK = 'unchanged:back';

/** True for a recording that was to be deleted permanently and is no longer in the recycle bin. */
export function isNotInBin(outcome: Outcome): boolean {
  return outcome.kind === 'unchanged' && outcome.error === NOT_IN_BIN;
}

/** An outcome as stored: its kind, and Webex's status and reason when it refused: `unchanged:403:legal-hold`. */
export function itemOutcome({ id, outcome, trackingId }: ItemOutcome): Settled {
  const { kind } = outcome;
  const error = refusalOf(outcome);
  if (isNotInBin(outcome)) return { recordingId: id, outcome: BACK, trackingId };
  const stored =
    error === undefined ? kind : present([kind, error.status, knownReason(error)]).join(':');
  return { recordingId: id, outcome: stored, trackingId };
}

export function refusalOf(outcome: Outcome): WebexRefused | undefined {
  if (isNotInBin(outcome) || outcome.kind !== 'unchanged') return undefined;
  return outcome.error instanceof WebexRefused ? outcome.error : undefined;
}

/** The reason of a refusal, in our words. @param outcome as {@link itemOutcome} made it */
export function refusalInWords(outcome: string): string {
  if (outcome === BACK) return words.bulk.isBack;
  const [, status, reason = ''] = /^unchanged:(\d{3})(?::([a-z-]+))?$/.exec(outcome) ?? [];
  if (status === undefined) return words.bulk.notDone;
  const request = { method: 'POST', path: '/recordings' };
  // A reason's name is known by its own pattern.
  const known = reason.replace('-', ' ');
  return explain(new WebexRefused(request, Number(status), { reason: known })).what;
}

/** Empty while the audit entry is open. */
export function settledItem({ recordingId, outcome, trackingId }: AuditEntry): Settled[] {
  return outcome === undefined ? [] : [{ recordingId, outcome, trackingId }];
}

export const isUnchanged = (outcome = ''): boolean => outcome.startsWith('unchanged');
/** Requested, with no change seen. */
export const isUnsure = (outcome = ''): boolean => ['unsure', 'not-seen'].includes(outcome);

/** The bytes are of those whose size is known. */
export type ItemTotals = Pick<Tally, 'count' | 'bytes'>;

/** Totals of a job's items; those by site and by outcome count only selected ones. */
export function summarize(tallies: readonly Tally[]) {
  const selected = tallies.filter((tally) => tally.selected);
  const where = (fits: (tally: Tally) => boolean): ItemTotals => add(selected.filter(fits));
  const sites = [...new Set(selected.map(({ siteUrl }) => siteUrl))];
  const refusals = selected.flatMap(({ outcome = '' }) => (isUnchanged(outcome) ? [outcome] : []));
  return {
    all: add(tallies),
    selected: add(selected),
    bySite: sites
      .map((siteUrl) => ({ siteUrl, ...where((tally) => tally.siteUrl === siteUrl) }))
      .sort((one, other) => other.count - one.count),
    done: where(({ outcome }) => outcome === 'done'),
    already: where(({ outcome }) => outcome === 'already'),
    gone: where(({ outcome }) => outcome === 'gone'),
    /** By reason, in our words. */
    refused: [...new Set(refusals.map(refusalInWords))].map((why) => ({
      why,
      ...where(({ outcome = '' }) => isUnchanged(outcome) && refusalInWords(outcome) === why),
    })),
    unsure: where(({ outcome }) => isUnsure(outcome)),
    /** Not requested yet. */
    open: where(({ outcome }) => outcome === undefined),
  };
}
export type BulkSummary = ReturnType<typeof summarize>;

function add(tallies: readonly Tally[]): ItemTotals {
  return {
    count: tallies.reduce((sum, { count }) => sum + count, 0),
    bytes: tallies.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** True for a search that reaches back as far as any list does. */
export function isOfAnyTime({ from, to }: NonNullable<BulkData['search']>): boolean {
  return to - from >= (EARLIEST_DAYS - 1) * DAY;
}

export function isWholeBin({ data: { search } }: BulkJob, { all, selected }: BulkSummary): boolean {
  if (search === undefined || !isOfAnyTime(search)) return false;
  const { status, ...narrowed } = search.filter;
  const isWhole = status === 'deleted' && Object.keys(narrowed).length === 0;
  return isWhole && selected.count === all.count;
}
