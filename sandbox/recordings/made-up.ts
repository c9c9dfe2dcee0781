import { makePassword, makeRecording } from './make.js';
import { hex, oneOf, whole } from './random.js';
import { msPerDay, type Recording } from './recording.js';

/** What POST /sandbox/people can ask for; ids are Webex person ids. */
export interface MadeUpOptions {
  person: { id: string };
  /** How many recordings. */
  count: number;
  /** Spread evenly over so many days before `now`; 30 when left out. */
  days?: number | undefined;
  sites: readonly string[];
  /** Makes every fifth one hosted by this person and shared with `person`. */
  sharedBy?: { id: string; sites: readonly string[] } | undefined;
  now: number;
  random: () => number;
}

const teams = ['Platform', 'Sales', 'Design', 'Support', 'Finance', 'Mobile', 'Data'] as const;
const meetings = [
  'Standup',
  'Weekly review',
  'Planning',
  'Retrospective',
  'Demo',
  'Customer call',
  'Interview',
  'Training',
  'All hands',
] as const;

/** That many plausible recordings of a person, newest first. Throws when there is no site. */
export function makeRecordings(options: MadeUpOptions): Recording[] {
  const { person, count, days = 30, sharedBy, now, random } = options;
  if (count === 0) return [];
  const sites = atLeastOne(options.sites);
  const series = new Map<string, string>();
  return Array.from({ length: count }, (_, index) => {
    const shared = sharedBy !== undefined && index % 5 === 4;
    const topic = `${oneOf(random, teams)}: ${oneOf(random, meetings)}`;
    const seriesId = series.get(topic) ?? hex(random, 32);
    series.set(topic, seriesId);
    const step = (days * msPerDay) / count;
    return makeRecording(
      {
        hostId: shared ? sharedBy.id : person.id,
        sharedWith: shared ? [person.id] : [],
        siteUrl: oneOf(random, shared ? atLeastOne(sharedBy.sites) : sites),
        topic,
        seriesId,
        // Half a step in from either end: none is in the future and none older than asked for.
        createTime: now - (index + 0.5) * step,
        minutes: whole(random, 5, 90),
        password: makePassword(random),
        format: random() < 0.9 ? 'MP4' : 'ARF',
      },
      random,
    );
  });
}

function atLeastOne(sites: readonly string[]): [string, ...string[]] {
  const [first, ...rest] = sites;
  if (first === undefined) throw new Error('A person without a Webex site has no recordings');
  return [first, ...rest];
}
