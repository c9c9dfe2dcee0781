import { LRUCache } from 'lru-cache';
import { type Actor, actsForSelf } from '../accounts/types.js';
import { defined } from '../util/present.js';
import { MINUTE } from '../util/time.js';
import { uuidOf } from '../webex/ids.js';
import type { Command, Offered } from './feature.js';
import type { commandMatcher } from './match-command.js';
import { plainLine } from './plain-line.js';

interface Answered {
  readonly command?: Command;
  /** What it was asked with. */
  readonly rest: string;
  readonly readings: readonly Offered[];
  /** For whom it was asked, where it was for others; what they ask for themselves meanwhile changes nothing of that. */
  readonly forOthers?: Pick<Required<Answered>, 'command' | 'rest'>;
}

/** What each person was answered last, for a line that goes on from it. */
export function lastAnswers(matcher: Pick<ReturnType<typeof commandMatcher>, 'match'>) {
  const last = new LRUCache<string, Answered>({ max: 1_000, ttl: 10 * MINUTE });
  const keyOf = ({ personId }: Pick<Actor, 'personId'>) => uuidOf(personId);
  return {
    /** A word back leaves what it is about. */
    note: (actor: Actor, { command, rest }: Pick<Required<Answered>, 'command' | 'rest'>): void => {
      const isWordBack = command.isHidden === true && command.follows === undefined;
      if (isWordBack || command.explains === true || !actsForSelf(actor)) return;
      const before = last.get(keyOf(actor));
      const isSame = rest === '' && before?.command === command;
      const forOthers = command.group === 'others' ? { command, rest } : before?.forOthers;
      const asked = { command, rest: isSame ? before.rest : rest, readings: [] };
      last.set(keyOf(actor), { ...asked, ...defined({ forOthers }) });
    },
    noteReadings: (actor: Actor, readings: readonly Offered[]): void => {
      last.set(keyOf(actor), { rest: '', ...last.get(keyOf(actor)), readings });
    },
    /** Something else is in front of them now. */
    forget: (actor: Actor): void => {
      const { forOthers } = last.get(keyOf(actor)) ?? {};
      last.set(keyOf(actor), { rest: '', readings: [], ...defined({ forOthers }) });
    },
    /** The whole line that these words mean; undefined where they begin anew. */
    goesOn: (actor: Actor, said: string): string | undefined => {
      const before = last.get(keyOf(actor));
      if (before === undefined) return undefined;
      const { readings, command, rest, forOthers } = before;
      last.set(keyOf(actor), { ...before, readings: [] });
      const line = plainLine(said);
      const isLine = ({ title }: Offered) =>
        [title, ...title.split(/,\s+/)].some((each) => each.toLowerCase() === line.toLowerCase());
      const chosen = readings.find(isLine)?.line;
      const isSearch = (): boolean => {
        const read = matcher.match(line);
        return 'command' in read && read.command.readBare !== undefined && read.rest === line;
      };
      const another = readings.length > 1 && isSearch() ? amongReadings(readings, line) : undefined;
      return (
        chosen ??
        another ??
        command?.follows?.(line, rest, said) ??
        forOthers?.command.follows?.(line, forOthers.rest, said)
      );
    },
  };
}

/** “9 months”, where “clean up older than 90 days” and “clean up older than a year” were offered. */
function amongReadings(readings: readonly Offered[], said: string): string | undefined {
  const [one = [], ...others] = readings.map(({ line }) => line.split(' '));
  if (others.length === 0) return undefined;
  const begins = one.findIndex((word, at) => others.some((other) => other[at] !== word));
  const ends = one.findIndex((_, at) =>
    others.some((other) => other.at(-1 - at) !== one.at(-1 - at)),
  );
  if (begins < 1) return undefined;
  const before = one.slice(0, begins);
  const line = said.split(' ');
  const behind = ends > 0 ? one.slice(-ends).filter((word) => !line.includes(word)) : [];
  // “older than” may be said again.
  const again = line.findLastIndex(
    (_, at) => before.slice(-1 - at).join(' ') === line.slice(0, at + 1).join(' '),
  );
  return [...before, ...line.slice(again + 1), ...behind].join(' ');
}
