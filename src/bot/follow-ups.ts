import { LRUCache } from 'lru-cache';
import { type Actor, actsForSelf } from '../accounts/types.js';
import { pattern } from '../util/pattern.js';
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
      const lastly = plainLine(said.split(/[.!?]\s+(?=\S)/).at(-1) ?? said);
      const isLine = ({ title }: Offered) =>
        [title, ...title.split(/,\s+/)].some((each) => each.toLowerCase() === line.toLowerCase());
      const chosen = readings.find(isLine)?.line;
      const read = readings.length > 1 ? matcher.match(line) : undefined;
      const { command: its, rest: behind } = read && 'command' in read ? read : {};
      const isSearch = its?.readBare !== undefined && behind === line;
      const isFree = read !== undefined && (its === undefined || isSearch || its.isHidden === true);
      const another = isSearch ? amongReadings(readings, line) : undefined;
      return (
        chosen ??
        (isFree ? named(readings, line) : undefined) ??
        another ??
        command?.follows?.(line, rest, said) ??
        // “wait, the third I still need. Only the first two.”
        (lastly === line ? undefined : command?.follows?.(lastly, rest, lastly)) ??
        forOthers?.command.follows?.(line, forOthers.rest, said)
      );
    },
  };
}

/** Says nothing beside the words of a name. */
const BESIDE_NAME = pattern`^(
  an?|the|i|you|me|my|we|it|its|this|that|them|to|for|please|can|could|would|do|just|now|then|and|so|want|of|in|as|with
  |show|press|click|on|get|give|is|are|all|button|ones?|from|about|was|mean|meant|no|yes|called
  |sorry|oops|wait|actually|also|too|again|have|only|instead|rather|thats?|yep|yeah|ok|pls|obvs|obviously
)$`;
export const wordsSaid = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
export const tellingWordsOf = (text: string): string[] =>
  wordsSaid(text).filter((word) => !BESIDE_NAME.test(word));

/** “the half-year results, not the one with the questions” */
const NOT_THAT = pattern`^((no|not)[\s,]+)+(the|that) [^,.;]+[,.;]\s*|[\s,]+(and )?not (the|that) .+$`;

/** “the northwind one”: the only one of several whose title has all that is said. */
function named(readings: readonly Offered[], said: string): string | undefined {
  const telling = tellingWordsOf(said.replace(NOT_THAT, ''));
  const [one, ...others] = readings.filter(({ title }) => {
    const its = wordsSaid(title);
    return telling.length > 0 && telling.every((word) => its.includes(word));
  });
  return others.length === 0 ? one?.line : undefined;
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

const BETWEEN = pattern`
  [.!?;:…]+\s+|,\s+|\s[–—-]\s|\s+(but|so|and then|then|because|cos|and(?= (can|could|is|are|do|did|when|who|what|how|which)\b))\s+
`;
/** A word back, which other parts say more than. */
const SHORT_ANSWER = pattern`^(no|nope|yes|yep|ok|okay|sure|right|thanks|thank you|ta|sorry|please|hello|hi|hey|well|good|great)( \p{L}+)?$`;

/** What a line says one after the other, the shortest answers last. */
export function partsOf(line: string): readonly string[] {
  const parts = line.split(BETWEEN).flatMap((part) => {
    const said = part.replace(/[.!?…,]+$/, '').trim();
    return said.includes(' ') || SHORT_ANSWER.test(said) ? [said] : [];
  });
  const short = parts.filter((part) => SHORT_ANSWER.test(part));
  const long = parts.filter((part) => !SHORT_ANSWER.test(part));
  return long.length + short.length > 6 || (long[0] ?? '') === line ? [] : [...long, ...short];
}
