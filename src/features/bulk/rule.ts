import { DateTime } from 'luxon';
import { z } from 'zod';
import { LONGEST_WORDS } from '../../query/list-state-codec.js';
import { SITE_NAME } from '../../recordings/sites.js';
import type { Filter, Recording, Window } from '../../recordings/types.js';
import { SECOND } from '../../util/time.js';

/** The furthest back that is looked. */
const YEARS_BACK = 10;
/** The largest age of a rule in days, */
export const MOST_DAYS = 3_650;
/** and in months. */
export const MOST_MONTHS = 120;
/** No recording is larger. */
export const MOST_MEGABYTES = 1_000_000;

/** Which recordings somebody no longer needs. */
export const rule = z.strictObject({
  /** 0 days: of any age. */
  age: z.number().int().min(0).max(MOST_DAYS),
  unit: z.enum(['days', 'months']),
  /** Larger than so many megabytes, as Webex's pages show them. */
  megabytes: z.number().positive().max(MOST_MEGABYTES).optional(),
  /** Part of the topic. */
  topic: z.string().min(1).max(LONGEST_WORDS).optional(),
  /** Nobody has watched or downloaded it. */
  neverWatched: z.boolean(),
  siteUrl: z.string().regex(SITE_NAME).optional(),
});
export type Rule = z.infer<typeof rule>;

/** What the form begins with. */
export const USUAL_RULE: Rule = { age: 90, unit: 'days', neverWatched: false };

const MEGABYTE = 1_000_000;

/** The span in which a rule looks. @param now milliseconds since the epoch */
export function windowOfRule({ age, unit }: Rule, now: number): Window {
  const today = DateTime.fromMillis(Math.ceil(now / SECOND) * SECOND, { zone: 'utc' });
  const to = today.minus(unit === 'days' ? { days: age } : { months: age });
  return { from: to.minus({ years: YEARS_BACK }).toMillis(), to: to.toMillis() };
}

/** What Webex narrows the list by. */
export function filterOfRule({ topic, siteUrl }: Rule): Filter {
  return {
    ...(topic === undefined ? {} : { topic }),
    ...(siteUrl === undefined ? {} : { siteUrl }),
  };
}

/**
 * Whether a recording that Webex listed falls under a rule, as far as it tells itself; who watched
 * it is another question. One that is shared with the person is never theirs to clean up, and one
 * whose size is not known is not larger than anything.
 */
export function fallsUnder({ megabytes, topic }: Rule, recording: Recording): boolean {
  if (recording.shareToMe) return false;
  if (megabytes !== undefined && !((recording.sizeBytes ?? 0) > megabytes * MEGABYTE)) return false;
  // Webex narrows by topic; should a site ever not, nothing is swept away by that.
  return topic === undefined || recording.topic.toLowerCase().includes(topic.toLowerCase());
}
