import { setTimeout as pause } from 'node:timers/promises';
import { USUAL_CROWD, startContestant } from '../contestant/contestant.js';
import type { Watched } from '../contestant/conversation.js';
import type { Counts } from '../counts.js';
import { markdown } from './markdown.js';
import { median } from './statistics.js';
import { measureThroughput } from './throughput.js';

/** How many recordings people have in the 30 days that `list` shows. */
export const SIZES = [100, 1_000, 10_000] as const;
/** Milliseconds that each call takes longer. */
const LATENCY = 50;
/** What one call gives, and how many calls the bot makes at once at most. */
const PAGE = 100;
const AT_ONCE = 8;
/** Lists of one second are one list. */
const APART_MS = 1_100;

/** What was seen of each size. */
export type LongLists = Readonly<Record<(typeof SIZES)[number], readonly Watched[]>>;

/**
 * Calls that must wait for each other. To the first card: GET message, GET recordings, POST card. To
 * the full total: those two, the other pages as many at once as the bot allows itself, PUT card;
 * where the first page is all, the first card has the total.
 */
export function leastCalls(size: number): { readonly first: number; readonly total: number } {
  const others = Math.ceil(size / PAGE) - 1;
  return { first: 3, total: others === 0 ? 3 : 2 + Math.ceil(others / AT_ONCE) + 1 };
}

/**
 * Our bot on PostgreSQL: everybody writes `list`, one after the other, again and again; before that, others
 * warm it up as for the other figures.
 */
export async function measureLongLists({ longLists: times, warmUp }: Counts): Promise<LongLists> {
  const contestant = await startContestant('postgres', { recordings: [...SIZES, ...USUAL_CROWD] });
  try {
    contestant.setLatency(0);
    const people = contestant.people.slice(SIZES.length);
    await measureThroughput({ ...contestant, people }, warmUp);
    const seen = { 100: [] as Watched[], 1_000: [] as Watched[], 10_000: [] as Watched[] };
    for (const [nth, size] of SIZES.entries()) {
      const person = contestant.people[nth];
      if (person === undefined) throw new Error('Nobody is there');
      contestant.setLatency(LATENCY);
      // The first one of a size warms up, too.
      for (let time = 0; time <= times; time += 1) {
        await pause(APART_MS);
        const watched = await person.watch('list', (message) =>
          isWhole(JSON.stringify(message.content.attachments ?? ''), size),
        );
        if (time > 0) seen[size].push(watched);
      }
    }
    return seen;
  } finally {
    await contestant.stop();
  }
}

/**
 * Whether a card has the totals. Throws where they miss more than what was recorded before the span and
 * became a file in it.
 */
export function isWhole(card: string, size: number): boolean {
  const [, counted] =
    /([\d,]+) in all[ ,·]/.exec(card) ?? / of ([\d,]+) ·(?! counting)/.exec(card) ?? [];
  if (counted === undefined) return false;
  const count = Number(counted.replaceAll(',', ''));
  if (count > size || count < 0.98 * size) throw new Error(`${count} of ${size} were counted`);
  return true;
}

/** The figures as a Markdown table. */
export function longListsTable(lists: LongLists): string {
  const rows = SIZES.map((size) => {
    const least = leastCalls(size);
    const cells = (figure: number, calls: number): string[] => [
      figure.toFixed(0),
      String(calls * LATENCY),
      (figure / (calls * LATENCY)).toFixed(2),
    ];
    return [
      size.toLocaleString('en'),
      ...cells(median(lists[size].map(({ firstMs }) => firstMs)), least.first),
      ...cells(median(lists[size].map(({ lastMs }) => lastMs)), least.total),
    ];
  });
  const three = (what: string): string[] => [`${what}, median, ms`, 'least possible', 'ratio'];
  return markdown([
    [`Recordings, ${LATENCY} ms per API call`, ...three('first card'), ...three('full total')],
    ...rows,
  ]);
}
