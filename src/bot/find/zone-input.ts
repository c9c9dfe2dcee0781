import { IANAZone } from 'luxon';
import { z } from 'zod';

const text = z.string().max(60).catch('');
const input = z.object({ zone: text, other: text });

/**
 * The time zone that somebody chose or typed; undefined when there is none of that name.
 *
 * @param inputs `zone`, and `other` which goes before it: hostile
 */
export function zoneIn(inputs: Readonly<Record<string, unknown>>): string | undefined {
  const { zone, other } = input.parse(inputs);
  return named(other.trim() === '' ? zone : other);
}

/** Regions that a city is looked for in. */
const REGIONS = [
  'Europe',
  'America',
  'Asia',
  'Africa',
  'Australia',
  'Pacific',
  'Atlantic',
  'Indian',
];

/** A zone by its name, or that of its city, however it is written: “asia/kathmandu”, “new york”. */
export function named(text: string): string | undefined {
  const name = written(text.trim().replace(/\s+/g, '_'));
  if (!/^[\w/+-]{1,40}$/.test(name)) return undefined;
  const candidates = [name, ...REGIONS.map((region) => `${region}/${name}`)];
  return candidates.find((zone) => IANAZone.isValidZone(zone));
}

/** With the capital letters of a name; those that are there already stay. */
function written(name: string): string {
  if (/[A-Z]/.test(name)) return name;
  if (/^(?:utc|gmt)$/.test(name)) return name.toUpperCase();
  return name.replace(/(^|[/_-])(\p{L})/gu, (_all, before: string, letter: string) => {
    return before + letter.toUpperCase();
  });
}
