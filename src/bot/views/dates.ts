import { instant } from '../../recordings/window.js';

/** Date and time, which every client shows in the viewer's own zone and language. */
export function cardDateTime(ms: number): string {
  const at = instant(ms);
  return `{{DATE(${at},SHORT)}} {{TIME(${at})}}`;
}

/** The date alone, in the viewer's own zone and language. */
export function cardDate(ms: number): string {
  return `{{DATE(${instant(ms)},SHORT)}}`;
}

const utc = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const utcDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** For clients that show no card: in UTC, and saying so, since the zone of the reader is unknown. */
export function plainDateTime(ms: number): string {
  return `${utc.format(ms)} UTC`;
}

/** The date alone, in UTC. */
export function plainDate(ms: number): string {
  return utcDate.format(ms);
}

/** Text of a card for clients that show none: its date tokens as plain dates. */
export function withoutTokens(text: string): string {
  return text.replace(/\{\{DATE\(([^,)]+),SHORT\)\}\}/g, (_token, at: string) =>
    plainDate(Date.parse(at)),
  );
}
