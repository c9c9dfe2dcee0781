import type { Access, Accesses } from '../../recordings/report.js';

/** How often a recording was used lately, and by how many. */
export interface Use {
  readonly views: number;
  readonly downloads: number;
  readonly people: number;
  /** Whether there may be more than was counted. */
  readonly atLeast: boolean;
}

/** Days that are counted. */
export const COUNTED_DAYS = 90;
const DAY = 86_400_000;

/** What a report says of the last {@link COUNTED_DAYS} days. @param now milliseconds since the epoch */
export function useOf({ accesses, more }: Accesses, now: number): Use {
  const from = now - COUNTED_DAYS * DAY;
  const lately = accesses.filter(({ accessTime }) => Date.parse(accessTime) >= from);
  return {
    views: lately.filter(({ viewed }) => viewed).length,
    downloads: lately.filter(({ downloaded }) => downloaded).length,
    people: new Set(lately.map(whoOf)).size,
    atLeast: more,
  };
}

/** e.g. `12 views and 3 downloads by 7 people in the last 90 days.` */
export function useInWords({ views, downloads, people, atLeast }: Use): string {
  const days = `in the last ${COUNTED_DAYS} days`;
  if (views + downloads === 0) {
    return atLeast
      ? `I saw nobody who watched or downloaded it ${days}, but its report was too long to read all of it.`
      : `Nobody watched or downloaded it ${days}.`;
  }
  // What was not seen is not known to be none.
  const counts = [
    ...(views === 0 && atLeast ? [] : [counted(views, 'view', 'views')]),
    ...(downloads === 0 && atLeast ? [] : [counted(downloads, 'download', 'downloads')]),
  ].join(' and ');
  const by = counted(people, 'person', 'people');
  return `${atLeast ? 'At least ' : ''}${counts} by ${by} ${days}.`;
}

function whoOf({ email, name }: Access): string {
  return (email === '' ? name : email).toLowerCase();
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
