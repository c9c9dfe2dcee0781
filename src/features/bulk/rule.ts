import { DateTime } from 'luxon';
import { z } from 'zod';
import { keeps } from '../../query/fields.js';
import { LONGEST_WORDS, narrowing } from '../../query/list-state.js';
import { type Filter, type Recording, SITE_NAME, type Window } from '../../recordings/types.js';
import type { Settings } from '../../settings/settings.js';
import { defined } from '../../util/present.js';
import { SECOND } from '../../util/time.js';

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
  /** Part of the topic. */
  topic: z.string().min(1).max(LONGEST_WORDS).optional(),
  neverWatched: z.boolean(),
  siteUrl: z.string().regex(SITE_NAME).optional(),
});
export type Rule = z.infer<typeof rule>;

/** What a person is asked about each month, as their settings keep it. */
export const monthlySearch = z.object({ rule, filter: narrowing });
export type MonthlySearch = z.infer<typeof monthlySearch>;

export function monthlySearchOf({ monthly }: Settings): MonthlySearch | undefined {
  return monthlySearch.safeParse(monthly?.search).data;
}

/** Default of the form. */
export const USUAL_RULE: Rule = { age: 90, unit: 'days', neverWatched: false };

const MEGABYTE = 1_000_000;

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
 * Whether a listed recording matches a rule, its views aside. A recording shared with the person is
 * never theirs to clean up, and one of unknown size is not larger than anything.
 */
export function fallsUnder({ megabytes, topic }: Rule, recording: Recording): boolean {
  if (recording.shareToMe) return false;
  if (megabytes !== undefined && !((recording.sizeBytes ?? 0) > megabytes * MEGABYTE)) return false;
  // Webex filters by topic; should a site ever not, nothing else must be swept away.
  return topic === undefined || keeps({ topic }, recording);
}
