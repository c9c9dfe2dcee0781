import { seededRandom } from './random.js';
import type { Library } from './library.js';
import { makeRecordings } from './made-up.js';
import type { Person } from '../world/people.js';

/** Gives a person that many made-up recordings, the same ones for the same email address. */
export function addMadeUpRecordings(
  library: Library,
  options: {
    person: Person;
    count: number;
    days?: number | undefined;
    sharedBy?: Person | undefined;
    now: number;
  },
): void {
  let seed = 7;
  for (const character of options.person.email) seed = (seed * 31 + character.charCodeAt(0)) >>> 0;
  const { person } = options;
  library.seed(makeRecordings({ ...options, sites: person.sites, random: seededRandom(seed) }));
}
