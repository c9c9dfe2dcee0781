import type { Guest, Shown } from './guest.js';

/** The end of a process that had no time to tidy up. */
export interface Kill {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Spaces in which something was to be answered: no more than one event of each was in hand. */
  readonly inHand: number;
}

/** An answer that was given once more. */
export interface Doubled {
  readonly guest: string;
  readonly key: string;
  readonly first: Shown;
  readonly again: Shown;
}

/** Every answer beyond the one that was due. */
export function doubledAnswers(guests: readonly Guest[]): Doubled[] {
  return guests.flatMap(({ name, asks }) =>
    [...asks.values()].flatMap(({ key, shown, times }) =>
      shown.slice(times).flatMap((again, n) => {
        const first = shown[times + n - 1];
        return first === undefined ? [] : [{ guest: name, key, first, again }];
      }),
    ),
  );
}

/** Between what a person sees and its being written down, a failing Webex can be asked again. */
const WRITING_DOWN_MS = 5_000;
/** What Webex has taken from a process that then dies is shown a moment later. */
const ON_ITS_WAY_MS = 1_000;

/** Whether the process can have died between saying it and writing down that it was said. */
export function isExplained({ first, again }: Doubled, kills: readonly Kill[]): boolean {
  return kills.some(
    ({ at }) =>
      first.at >= at - WRITING_DOWN_MS && first.at <= at + ON_ITS_WAY_MS && again.at >= at,
  );
}

/** What and when, for whoever has to find out why. */
export function inWords({ guest, key, first, again }: Doubled, kills: readonly Kill[]): string {
  const times = kills.map(({ at }) => at - first.at).join(', ');
  const same = first.markdown === again.markdown ? 'the same words' : 'other words';
  return `${guest} ${key}: ${same} after ${again.at - first.at} ms; kills after ${times} ms`;
}
