import { makePassword, makeRecording } from './make.js';
import { seededRandom } from './random.js';
import { msPerDay, type Recording } from './recording.js';
import { alicesOlderEntries } from './older-topics.js';
import { alicesEntries, bobsEntries, type Entry } from './topics.js';

/** A person as far as the seed needs one; the first site is the preferred one. */
export interface SeedPerson {
  id: string;
  sites: readonly string[];
}

/**
 * The standard recordings: the same ids and topics at every start, at times relative to `now`.
 * Alice hosts about sixty of the last 110 days and as many older ones; Bob twelve, of which he
 * shares some with Alice.
 */
export function standardRecordings(alice: SeedPerson, bob: SeedPerson, now: number): Recording[] {
  const random = seededRandom(20_201);
  return [
    ...alicesEntries.map((entry) => fromEntry(entry, alice, [], now, random)),
    ...bobsEntries.map((entry) =>
      fromEntry(entry, bob, entry.shared ? [alice.id] : [], now, random),
    ),
    // Last, since whatever is drawn for these must change nothing above.
    ...alicesOlderEntries.map((entry) => fromEntry(entry, alice, [], now, random)),
  ];
}

function fromEntry(
  entry: Entry,
  host: SeedPerson,
  sharedWith: readonly string[],
  now: number,
  random: () => number,
): Recording {
  const { daysAgo, hour, site, binnedDaysAgo, ...outline } = entry;
  const [preferred = 'acme.webex.com', other = preferred] = host.sites;
  const today = now - (now % msPerDay);
  const minutesPast = 10 * Math.floor(random() * 5);
  const made = makePassword(random);
  return makeRecording(
    {
      ...outline,
      hostId: host.id,
      sharedWith,
      siteUrl: site === 'preferred' ? preferred : other,
      createTime: today - daysAgo * msPerDay + (hour * 60 + minutesPast) * 60_000 + 17_000,
      password: outline.password ?? made,
      binnedAt: binnedDaysAgo === undefined ? undefined : now - binnedDaysAgo * msPerDay,
    },
    random,
  );
}
