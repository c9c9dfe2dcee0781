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
  /** Every answer that came before, and what there was to see before it. */
  readonly before: readonly Shown[];
  readonly again: Shown;
}

/**
 * Every answer beyond the one that was due. What a message says once more in its own place is none; nor is what
 * a message said that was taken back, for one that could not be changed.
 */
export function doubledAnswers(guests: readonly Guest[]): Doubled[] {
  return guests.flatMap(({ name, asks, first, takenBack }) =>
    [first, ...asks.values()].flatMap(({ key, begun, shown, times }) => {
      const places = new Map(shown.map((each) => [each.messageId, each]));
      const standing = [...places.values()].filter(({ messageId }) => !takenBack.has(messageId));
      return standing.slice(times).map((again) => ({
        guest: name,
        key,
        before: [...begun, ...shown.filter(({ messageId }) => messageId !== again.messageId)],
        again,
      }));
    }),
  );
}

/** Between what a person sees and its being written down, a failing Webex can be asked again. */
const WRITING_DOWN_MS = 5_000;
/** What Webex has taken from a process that then dies is shown a moment later. */
const ON_ITS_WAY_MS = 1_000;

/** Whether the process can have died between saying it and writing down that it was said. */
export function isExplained({ before, again }: Doubled, kills: readonly Kill[]): boolean {
  const atKill = (shown: Shown): boolean =>
    kills.some(
      ({ at }) =>
        shown.at >= at - WRITING_DOWN_MS && shown.at <= at + ON_ITS_WAY_MS && again.at >= at,
    );
  return before.some(atKill);
}

/** What and when, for whoever has to find out why. */
export function inWords({ guest, key, before, again }: Doubled, kills: readonly Kill[]): string {
  const begin = before[0]?.at ?? again.at;
  const said = [...before, again].map(({ at, markdown }) => `${at - begin} ms: ${markdown}`);
  const times = kills.map(({ at }) => at - begin).join(', ');
  return `${guest} ${key}:\n${said.join('\n')}\nkills after ${times} ms`;
}
