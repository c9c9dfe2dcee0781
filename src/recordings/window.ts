/** A span of time, as List Recordings takes it: `from` inclusive, `to` exclusive. */
export interface Window {
  /** Milliseconds since the epoch, whole seconds. */
  readonly from: number;
  readonly to: number;
}

const SECOND = 1_000;
const DAY = 86_400_000;

/** The longest span that every List Recordings endpoint is documented to take. */
export const LONGEST_WINDOW_DAYS = 30;

/**
 * The last days, up to now.
 *
 * @param days 1 or more
 * @param now milliseconds since the epoch; `to` is the next whole second, so that what was made
 *   just now is in
 */
export function lastDays(days: number, now: number): Window {
  const to = (Math.floor(now / SECOND) + 1) * SECOND;
  return { from: to - days * DAY, to };
}

/** A span cut into windows of at most so many days, the newest first. */
export function windowsOf({ from, to }: Window, longestDays = LONGEST_WINDOW_DAYS): Window[] {
  const longest = longestDays * DAY;
  const windows: Window[] = [];
  for (let end = to; end > from; end -= longest) {
    windows.push({ from: Math.max(from, end - longest), to: end });
  }
  return windows;
}

/** ISO 8601 with an explicit Z and no milliseconds: clients disagree on whether those are taken. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
