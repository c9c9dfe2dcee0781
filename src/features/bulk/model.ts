import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditEntry } from '../../audit/types.js';
import { explain } from '../../bot/ui/explain.js';
import type { Job, Settled, Tally } from '../../jobs/job.js';
import type { JobStore } from '../../jobs/store.js';
import { EARLIEST_DAYS, narrowing } from '../../query/list-state.js';
import type { ItemOutcome, Outcome } from '../../recordings/change.js';
import { STATUSES } from '../../recordings/types.js';
import { DAY } from '../../util/time.js';
import { WebexRefused } from '../../webex/errors.js';
import type { Deps } from '../deps.js';
import type { ListDeps } from '../list/index.js';
import { rule } from './rule.js';

export interface BulkDeps extends ListDeps, Pick<Deps, 'allowPurge'> {}

/** Digest of the selected recording ids. Rejects when the database does not answer. */
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

export const CHANGES = ['trash', 'restore', 'delete'] as const;
export type BulkChange = (typeof CHANGES)[number];

const search = z.object({
  /** Milliseconds since the epoch. */
  from: z.number(),
  to: z.number(),
  filter: narrowing.extend({ status: z.enum(STATUSES).optional() }),
  /** Only for a clean-up. */
  rule: rule.optional(),
});

/** The data of a job: recordings are found, the person chooses among them, and those are changed. */
export const bulkData = z.object({
  phase: z.enum(['find', 'choose', 'act']),
  /** Undefined until the person chooses. */
  what: z.enum(CHANGES).optional(),
  /** Undefined when the recordings were given, and once the change has begun. */
  search: search.optional(),
  /** Recordings looked at. */
  seen: z.number(),
  found: z.number(),
  /** Whether Webex reports views. */
  views: z.enum(['known', 'not-told']).optional(),
  /** Recordings left out, since Webex reports no views that far back. */
  tooOld: z.number().optional(),
  /** The job that this one undoes. */
  undoes: z.string().optional(),
  /** The job that undoes this one. */
  undoneBy: z.string().optional(),
});
export type BulkData = z.infer<typeof bulkData>;
export type BulkJob = Job<BulkData>;

/** Job kinds, as stored. */
export const CLEAN_UP = 'clean-up';
/** The recycle bin, to choose among. */
export const BIN = 'bin';
/** Restores what another job moved to the recycle bin. */
export const UNDO = 'undo';
export const BULK_KINDS: readonly string[] = [CLEAN_UP, BIN, UNDO];

/** Whether a job is done or cancelled. */
export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return state === 'done' || state === 'cancelled';
}

const REFUSED = /^unchanged:(\d{3})$/;

/** An outcome as stored: its kind, and Webex's status when it refused. */
export function itemOutcome({ id, outcome, trackingId }: ItemOutcome): Settled {
  const status = refusalStatus(outcome);
  const { kind } = outcome;
  const stored = status === undefined ? kind : `${kind}:${status}`;
  return { recordingId: id, outcome: stored, trackingId };
}

/** Webex's status, when it refused to change a recording. */
export function refusalStatus(outcome: Outcome): number | undefined {
  if (outcome.kind !== 'unchanged' || !(outcome.error instanceof WebexRefused)) return undefined;
  return outcome.error.status;
}

/** The outcome by an audit entry; none while the entry is open. */
export function settledItem({ recordingId, outcome, trackingId }: AuditEntry): Settled[] {
  return outcome === undefined ? [] : [{ recordingId, outcome, trackingId }];
}

export interface ItemTotals {
  readonly count: number;
  /** Of those whose size is known. */
  readonly bytes: number;
}

/** Progress or end of a job: totals of its selected items, by outcome. */
export interface BulkSummary {
  readonly all: ItemTotals;
  readonly selected: ItemTotals;
  readonly bySite: readonly (ItemTotals & { readonly siteUrl: string | undefined })[];
  readonly done: ItemTotals;
  readonly already: ItemTotals;
  readonly gone: ItemTotals;
  /** Refused by Webex, by reason in our words. */
  readonly refused: readonly (ItemTotals & { readonly why: string })[];
  /** Requested, with no change seen. */
  readonly unsure: ItemTotals;
  /** Not requested yet. */
  readonly open: ItemTotals;
}

export function summarize(tallies: readonly Tally[]): BulkSummary {
  const selected = tallies.filter((tally) => tally.selected);
  const ended = (kinds: readonly (string | undefined)[]): ItemTotals =>
    add(selected.filter(({ outcome }) => kinds.includes(outcome)));
  const refusals = selected.filter(({ outcome }) => outcome?.startsWith('unchanged') === true);
  const sites = [...new Set(selected.map(({ siteUrl }) => siteUrl))];
  return {
    all: add(tallies),
    selected: add(selected),
    bySite: sites
      .map((siteUrl) => ({
        siteUrl,
        ...add(selected.filter((tally) => tally.siteUrl === siteUrl)),
      }))
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

/** The reason of a refusal, in our words. @param outcome as {@link itemOutcome} made it */
export function whyOf(outcome: string): string {
  const status = REFUSED.exec(outcome)?.[1];
  if (status === undefined) return 'Webex did not do it.';
  return explain(refusedWith(Number(status))).what;
}

/** The error of a batch that Webex refused. */
export function refusedWith(status: number): WebexRefused {
  const request = { method: 'POST', path: '/recordings' };
  return new WebexRefused(request, status, undefined, undefined, '');
}

function add(tallies: readonly Tally[]): ItemTotals {
  return {
    count: tallies.reduce((sum, { count }) => sum + count, 0),
    bytes: tallies.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** Whether a search reaches back as far as any list does. */
export function isOfAnyTime({ from, to }: NonNullable<BulkData['search']>): boolean {
  return to - from >= (EARLIEST_DAYS - 1) * DAY;
}

/** Whether the whole recycle bin is selected. */
export function isWholeBin(
  { data }: BulkJob,
  { all, selected }: Pick<BulkSummary, 'all' | 'selected'>,
): boolean {
  const { status, ...narrowed } = data.search?.filter ?? {};
  const ever = data.search !== undefined && isOfAnyTime(data.search);
  const isWhole = ever && status === 'deleted' && Object.keys(narrowed).length === 0;
  return isWhole && selected.count === all.count;
}
