import type { Ended } from '../../recordings/change-batch.js';
import { WebexRefused } from '../../webex/errors.js';
import type { Tally } from '../jobs/job.js';
import { explain } from '../views/explain.js';

const REFUSED = /^unchanged:(\d{3})$/;

/** How an item ended, as it is kept: the kind of its Outcome, and Webex's status where it refused. */
export function itemOutcome({ kind, status, trackingId }: Ended) {
  return { outcome: status === undefined ? kind : `${kind}:${status}`, trackingId };
}

/** Some recordings, counted. */
export interface Amount {
  readonly count: number;
  /** Of those whose size is known. */
  readonly bytes: number;
}

/** How far a job is, or how it ended: of the ticked ones. */
export interface Standing {
  readonly all: Amount;
  readonly ticked: Amount;
  readonly bySite: readonly (Amount & { readonly siteUrl: string | undefined })[];
  readonly done: Amount;
  readonly already: Amount;
  readonly gone: Amount;
  /** Webex refused them; each reason once, in our words. */
  readonly refused: readonly (Amount & { readonly why: string })[];
  /** Asked for, and not seen to have come about. */
  readonly unsure: Amount;
  /** Not asked for yet. */
  readonly open: Amount;
}

/** Adds up the items of a job. */
export function standingOf(tallies: readonly Tally[]): Standing {
  const sum = (of: (tally: Tally) => boolean): Amount => add(tallies.filter(of));
  const ticked = tallies.filter((tally) => tally.ticked);
  const ended = (kinds: readonly (string | undefined)[]): Amount =>
    add(ticked.filter(({ outcome }) => kinds.includes(outcome)));
  const refusals = ticked.filter(({ outcome }) => outcome?.startsWith('unchanged') === true);
  const sites = [...new Set(ticked.map(({ siteUrl }) => siteUrl))];
  return {
    all: sum(() => true),
    ticked: add(ticked),
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

function add(tallies: readonly Tally[]): Amount {
  return {
    count: tallies.reduce((sum, { count }) => sum + count, 0),
    bytes: tallies.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
