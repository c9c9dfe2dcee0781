import { TITLES, type Name } from '../contestant/name.js';
import { markdown } from './markdown.js';
import { type Results, namesOf } from './run.js';
import { median } from './statistics.js';

/** What keeping an event may add before the work on it begins, median, in milliseconds. */
const BOUNDS: Readonly<Partial<Record<Name, number>>> = { postgres: 8, pglite: 15 };

/** What it costs that an event is kept before it is acknowledged, nothing else being under way. */
export function keptTable(results: Results): string {
  const names = namesOf(results);
  const at0 = (name: Name) => (results[name] ?? results.plain)[0];
  const fetched = (name: Name): number => median(at0(name).fetched);
  const answered = (name: Name): number => median(at0(name).list);
  const added = (figure: (name: Name) => number) => (name: Name) =>
    name === 'plain' ? '' : (figure(name) - figure('plain')).toFixed(1);
  const rows: readonly (readonly [string, (name: Name) => string])[] = [
    ['webhook → GET of the message, median, ms', (name) => fetched(name).toFixed(1)],
    ['– of it more than plain: what keeping adds, ms', added(fetched)],
    ['– the most it may be, ms', (name) => (BOUNDS[name] ?? '').toString()],
    ['webhook → card, median, ms', (name) => answered(name).toFixed(1)],
    ['– of it more than plain, ms', added(answered)],
  ];
  return markdown([
    ['What keeping an event adds', ...names.map((name) => TITLES[name])],
    ...rows.map(([what, figure]) => [what, ...names.map(figure)]),
  ]);
}
