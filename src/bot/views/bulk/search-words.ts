import type { BulkData } from '../../bulk/data.js';
import type { Rule } from '../../bulk/rule.js';
import { isOfAnyTime } from '../../bulk/whole-bin.js';
import { whenWords } from '../../words/span-words.js';
import { size } from '../units.js';
import { defuse } from '../defuse.js';

/** A rule as a sentence: “Recordings of yours older than 90 days, larger than 500 MB, about “standup””. */
export function ruleWords({ age, unit, megabytes, topic, neverWatched, siteUrl }: Rule): string {
  const parts = [
    ...(age === 0 ? [] : [`older than ${age} ${age === 1 ? unit.slice(0, -1) : unit}`]),
    ...(megabytes === undefined ? [] : [`larger than ${size(megabytes * 1_000_000)}`]),
    ...(topic === undefined ? [] : [`with “${defuse(topic)}” in their topic`]),
    ...(neverWatched ? ['that nobody ever watched or downloaded'] : []),
    ...(siteUrl === undefined ? [] : [`on ${defuse(siteUrl)}`]),
  ];
  return parts.length === 0
    ? 'All recordings that you host'
    : `Recordings that you host, ${parts.join(', ')}`;
}

/** What was looked for, where nothing narrows the recycle bin. */
export const ALL_OF_THE_BIN = 'Recordings in your recycle bin';

/** What was looked for. */
export function searchWords({ search }: BulkData): string {
  if (search?.rule !== undefined) return ruleWords(search.rule);
  const { topic, siteUrl } = search?.filter ?? {};
  const narrowed = [
    ...(topic === undefined ? [] : [`with “${defuse(topic)}” in their topic`]),
    ...(siteUrl === undefined ? [] : [`on ${defuse(siteUrl)}`]),
    ...(search === undefined || isOfAnyTime(search)
      ? []
      : [`${whenWords(search, 'UTC', 0)} (UTC)`]),
  ];
  return [ALL_OF_THE_BIN, ...narrowed].join(', ');
}
