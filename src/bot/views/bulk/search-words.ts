import type { BulkJob } from '../../bulk/data.js';
import type { Rule } from '../../bulk/rule.js';
import { isOfAnyTime } from '../../bulk/whole-bin.js';
import { whenWords } from '../../words/span-words.js';
import { size } from '../units.js';
import { defuse } from '../defuse.js';

/** A rule as a sentence: “Recordings of yours older than 90 days, larger than 500 MB, about “standup””. */
export function ruleWords(
  { age, unit, megabytes, topic, neverWatched, siteUrl }: Rule,
  who: 'you' | 'they' = 'you',
): string {
  const parts = [
    ...(age === 0 ? [] : [`older than ${age} ${age === 1 ? unit.slice(0, -1) : unit}`]),
    ...(megabytes === undefined ? [] : [`larger than ${size(megabytes * 1_000_000)}`]),
    ...(topic === undefined ? [] : [`with “${defuse(topic)}” in their topic`]),
    ...(neverWatched ? ['that nobody ever watched or downloaded'] : []),
    ...(siteUrl === undefined ? [] : [`on ${defuse(siteUrl)}`]),
  ];
  return parts.length === 0
    ? `All recordings that ${who} host`
    : `Recordings that ${who} host, ${parts.join(', ')}`;
}

/** Whose recycle bin it is. */
export function whoseBin({ hostId }: Pick<BulkJob, 'hostId'>): string {
  return `${hostId === undefined ? 'your' : 'their'} recycle bin`;
}

/** What was looked for; nothing where that is all of a recycle bin. */
export function narrowedWords({ data: { search }, hostId }: SearchOf): string | undefined {
  if (search?.rule !== undefined) {
    return ruleWords(search.rule, hostId === undefined ? 'you' : 'they');
  }
  const { topic, siteUrl, ...others } = search?.filter ?? {};
  const narrowed = [
    ...(topic === undefined ? [] : [`with “${defuse(topic)}” in their topic`]),
    ...(siteUrl === undefined ? [] : [`on ${defuse(siteUrl)}`]),
    ...Object.entries(others).flatMap(([name, value]) =>
      name === 'status' ? [] : [defuse(value ?? '', 100)],
    ),
    ...(search === undefined || isOfAnyTime(search)
      ? []
      : [`${whenWords(search, 'UTC', 0)} (UTC)`]),
  ];
  if (narrowed.length === 0) return undefined;
  return [`Recordings in ${whoseBin({ hostId })}`, ...narrowed].join(', ');
}

/** What was looked for. */
export function searchWords(job: SearchOf): string {
  return narrowedWords(job) ?? `Recordings in ${whoseBin(job)}`;
}

type SearchOf = Pick<BulkJob, 'data' | 'hostId'>;
