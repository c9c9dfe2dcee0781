import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditEntry } from '../../audit/types.js';
import { explain } from '../../bot/ui/explain.js';
import type { Job, Settled, Tally } from '../../jobs/job.js';
import type { JobStore } from '../../jobs/store.js';
import { narrowing } from '../../query/list-state-codec.js';
import { EARLIEST_DAYS } from '../../query/list-state.js';
import type { Outcome } from '../../recordings/change.js';
import { STATUSES } from '../../recordings/types.js';
import type { ItemOutcome } from '../../recordings/verify.js';
import { DAY } from '../../util/time.js';
import { WebexRefused } from '../../webex/errors.js';
import { rule } from './rule.js';

/**
 * A mark of which recordings of a job are ticked: other ones have another mark, be they as many.
 *
 * Rejects with what the database says.
 */
export async function selectionDigest(
  store: Pick<JobStore, 'items'>,
  jobId: string,
): Promise<string> {
  const hash = createHash('sha256');
  for (const { recordingId } of await store.items(jobId, { selected: true })) {
    hash.update(`${recordingId}\n`);
  }
  return hash.digest('base64url');
}

/** What can be done to many at once. */
export const CHANGES = ['trash', 'restore', 'delete'] as const;
/** One of {@link CHANGES}. */
export type BulkChange = (typeof CHANGES)[number];

const search = z.object({
  /** Milliseconds since the epoch. */
  from: z.number(),
  to: z.number(),
  filter: narrowing.extend({ status: z.enum(STATUSES).optional() }),
  /** What recordings have to fall under, where it is a clean-up. */
  rule: rule.optional(),
});

/**
 * What is known of work on many recordings: they are looked for, the person chooses among them, and
 * then it is done to those.
 */
export const bulkData = z.object({
  phase: z.enum(['find', 'choose', 'act']),
  /** Undefined while the person has still to say. */
  what: z.enum(CHANGES).optional(),
  /** Undefined where the recordings were known from the beginning, and once it is being done. */
  search: search.optional(),
  /** Recordings that were looked at. */
  seen: z.number(),
  /** Recordings found. */
  found: z.number(),
  /** What could not be known of who watched them. */
  views: z.enum(['known', 'not-told']).optional(),
  /** Left out, since Webex does not tell who watched what is that old. */
  tooOld: z.number().optional(),
  /** The job that this one undoes. */
  undoes: z.string().optional(),
  /** The job that undoes this one. */
  undoneBy: z.string().optional(),
});
/** What such a job keeps. */
export type BulkData = z.infer<typeof bulkData>;

/** A job on many recordings. */
export type BulkJob = Job<BulkData>;

/** The kinds of such jobs, as they are kept. */
export const CLEAN_UP = 'clean-up';
/** All of one's recycle bin, to choose among. */
export const BIN = 'bin';
/** Restores what another job has moved to the recycle bin. */
export const UNDO = 'undo';
/** All kinds of work on many recordings. */
export const BULK_KINDS: readonly string[] = [CLEAN_UP, BIN, UNDO];

const REFUSED = /^unchanged:(\d{3})$/;

/** How an item ended, as it is kept: the kind of its Outcome, and Webex's status where it refused. */
export function itemOutcome({ id, outcome, trackingId }: ItemOutcome): Settled {
  const status = refusalStatus(outcome);
  const { kind } = outcome;
  return {
    recordingId: id,
    outcome: status === undefined ? kind : `${kind}:${status}`,
    trackingId,
  };
}

/** Webex's status, where it refused to change a recording. */
export function refusalStatus(outcome: Outcome): number | undefined {
  if (outcome.kind !== 'unchanged' || !(outcome.error instanceof WebexRefused)) return undefined;
  return outcome.error.status;
}

/** How an item ended, by what the audit says; none while that is open. */
export function settledItem({ recordingId, outcome, trackingId }: AuditEntry): Settled[] {
  return outcome === undefined ? [] : [{ recordingId, outcome, trackingId }];
}

/** Some recordings, counted. */
export interface ItemTotals {
  readonly count: number;
  /** Of those whose size is known. */
  readonly bytes: number;
}

/** How far a job is, or how it ended: of the ticked ones. */
export interface BulkSummary {
  readonly all: ItemTotals;
  readonly selected: ItemTotals;
  readonly bySite: readonly (ItemTotals & { readonly siteUrl: string | undefined })[];
  readonly done: ItemTotals;
  readonly already: ItemTotals;
  readonly gone: ItemTotals;
  /** Webex refused them; each reason once, in our words. */
  readonly refused: readonly (ItemTotals & { readonly why: string })[];
  /** Asked for, and not seen to have come about. */
  readonly unsure: ItemTotals;
  /** Not asked for yet. */
  readonly open: ItemTotals;
}

/** Adds up the items of a job. */
export function summarize(tallies: readonly Tally[]): BulkSummary {
  const sum = (of: (tally: Tally) => boolean): ItemTotals => add(tallies.filter(of));
  const ticked = tallies.filter((tally) => tally.selected);
  const ended = (kinds: readonly (string | undefined)[]): ItemTotals =>
    add(ticked.filter(({ outcome }) => kinds.includes(outcome)));
  const refusals = ticked.filter(({ outcome }) => outcome?.startsWith('unchanged') === true);
  const sites = [...new Set(ticked.map(({ siteUrl }) => siteUrl))];
  return {
    all: sum(() => true),
    selected: add(ticked),
    bySite: sites
      .map((siteUrl) => ({ siteUrl, ...add(ticked.filter((tally) => tally.siteUrl === siteUrl)) }))
      .sort((one, other) => other.count - one.count),
    done: ended(['done']),
    already: ended(['already']),
    gone: ended(['gone']),
    refused: [...new Set(refusals.map(({ outcome = '' }) => whyOf(outcome)))].map((why) => ({
      why,
      ...add(refusals.filter(({ outcome = '' }) => whyOf(outcome) === why)),
    })),
    unsure: ended(['unsure', 'not-seen']),
    open: ended([undefined]),
  };
}

/** Why Webex refused, in our words. @param outcome as {@link itemOutcome} made it */
export function whyOf(outcome: string): string {
  const status = REFUSED.exec(outcome)?.[1];
  if (status === undefined) return 'Webex did not do it.';
  const at = { method: 'POST', path: '/recordings' };
  return explain(new WebexRefused(at, Number(status), undefined, undefined, '')).what;
}

function add(tallies: readonly Tally[]): ItemTotals {
  return {
    count: tallies.reduce((sum, { count }) => sum + count, 0),
    bytes: tallies.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Whether a search leaves out nothing of what there is for the time of its making. */
export function isOfAnyTime({ from, to }: NonNullable<BulkData['search']>): boolean {
  return to - from >= (EARLIEST_DAYS - 1) * DAY;
}

/** Whether everything that there is in the recycle bin is chosen. */
export function isWholeBin(
  { data }: BulkJob,
  chosen: Pick<BulkSummary, 'all' | 'selected'>,
): boolean {
  const { status, ...narrowed } = data.search?.filter ?? {};
  const ever = data.search !== undefined && isOfAnyTime(data.search);
  const all = ever && status === 'deleted' && Object.keys(narrowed).length === 0;
  return all && chosen.selected.count === chosen.all.count;
}
