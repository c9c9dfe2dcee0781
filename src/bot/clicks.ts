import { LRUCache } from 'lru-cache';
import { type Actor, actsForSelf } from '../accounts/types.js';
import type { Turn } from '../events/event.js';
import { maybeForgotten } from '../events/upkeep.js';
import { MINUTE, SECOND } from '../util/time.js';
import { defined } from '../util/present.js';
import { words } from '../util/words.js';
import type { Content } from '../webex/messages.js';
import { uuidOf } from '../webex/ids.js';
import {
  type Action,
  type Command,
  type Inputs,
  type Offered,
  confirmingAction,
} from './feature.js';
import type { ActionContext, BaseContext, Undispatched, ViewContext } from './context.js';
import type { commandMatcher } from './match-command.js';
import { plainLine } from './plain-line.js';
import { type Button, card } from './ui/card.js';
import { isSafeInCard } from './ui/escape.js';
import { duration, unbroken } from './ui/format.js';
import { shortCard, showListButton } from './ui/message.js';
import { contentOnTop } from './ui/text-of-card.js';

/** Asks before acting on an event so old that it may have been handled before. @param again does it now */
export function forgottenCard(again: Button | undefined): Content {
  return shortCard(words.bot.daysAgo, words.bot.daysAgoAdvice, [
    ...(again === undefined ? [] : [{ ...again, title: words.bot.yesNow }]),
    showListButton,
  ]);
}

/** When an event happened, and when it arrived. */
interface Came {
  readonly receivedAt?: number;
  readonly created?: string | undefined;
  readonly turn?: Turn;
}

/** Shorter delays go unnoticed. */
const NOTICED_MS = 5 * SECOND;

/** Puts an apology above the first answer if the person has waited for long. */
export function sorryIfLate<C extends Undispatched<BaseContext>>(
  ctx: C,
  came: Came,
  now: number,
): C {
  const { receivedAt = now, created, turn } = came;
  const since = Math.min(receivedAt, Date.parse(created ?? '') || receivedAt);
  if (turn?.heldUp !== true || now - since < NOTICED_MS) return ctx;
  return tellFirst(ctx, words.bot.late({ took: duration((now - since) / SECOND) }));
}

/** Puts a text above the first answer; none where there is nothing to tell. */
export function tellFirst<C extends Undispatched<BaseContext>>(ctx: C, text: string | false): C {
  if (text === false) return ctx;
  let said = false;
  const first = (content: Content): Content => {
    if (said) return content;
    said = true;
    return contentOnTop(card('late', { text: unbroken(text) }), content);
  };
  const told = {
    ...ctx,
    say: (content: Content) => ctx.say(first(content)),
    reply: (content: Content) => ctx.reply(first(content)),
  };
  if (!isView(ctx)) return told;
  return { ...told, update: (content: Content) => ctx.update(first(content)) };
}

function isView(ctx: object): ctx is Pick<ViewContext, 'update'> {
  return 'update' in ctx;
}

/** Older clicks do not act: both times are by our clock. */
const STALE_MS = 15 * MINUTE;

/** Says above the content why the person is asked again. */
function staleClickBanner(content: Content): Content {
  return contentOnTop(card('late', { text: unbroken(words.bot.pressedLongAgo) }), content);
}

/** A click runs its own action, what that action declares for a stale click, or a question. */
export type ClickPlan = { readonly ctx: Undispatched<ActionContext> } & (
  { readonly action: Action } | { readonly dispatch: string } | { readonly ask: true }
);

export interface StaleClickDeps {
  /** True when the audit has a change of this event. Rejects as the database does. */
  readonly isBegun: (idempotencyKey: string) => Promise<boolean>;
  readonly now: () => number;
}

/**
 * A stale click asks instead of acting: its person was told meanwhile that it was not done, and may have
 * done it in another way, or undone it. One that was begun before a crash goes on.
 *
 * Rejects as the database does.
 * @param receivedAt when Webex first delivered it, in milliseconds since the epoch
 * @param created when Webex says that it was made
 */
export async function planClick(
  action: Action,
  ctx: Undispatched<ActionContext>,
  receivedAt: number,
  { isBegun, now }: StaleClickDeps,
  created?: string,
): Promise<ClickPlan> {
  const { ifStale } = action;
  if (ifStale === undefined) return { action, ctx };
  const forgotten = maybeForgotten(created, now());
  if (ifStale === 'acts') return forgotten ? { ask: true, ctx } : { action, ctx };
  const stale = now() - receivedAt > STALE_MS;
  if (!forgotten && (!stale || (await isBegun(ctx.permit.key)))) return { action, ctx };
  const warned = {
    ...ctx,
    reply: (content: Content) => ctx.reply(staleClickBanner(content)),
    update: (content: Content) => ctx.update(staleClickBanner(content)),
  };
  if ('dispatch' in ifStale) return { dispatch: ifStale.dispatch, ctx: warned };
  return { action: ifStale, ctx: warned };
}

/** Characters of the longest line that a button can carry. */
export const LONGEST_SAID = 600;

/** In bytes, names included, so that a card with it stays below its limit. */
const MOST_BYTES = 8_000;

/**
 * “Try again” with all inputs of the action, since a part of them could mean something else. Where a button
 * cannot carry all, the action that asks for them again; undefined where there is none.
 * @param inputs as sent by the click: hostile
 */
export function retryAction(action: Action, inputs: Inputs): Button | undefined {
  const { retry, ifStale } = action;
  const whole = retry?.when === 'always' ? undefined : carried(action, inputs, action.keys);
  const confirming = retry?.with ?? confirmingAction(ifStale);
  const data =
    whole ??
    (confirming === undefined
      ? undefined
      : carried(confirming, inputs, retry?.only ?? confirming.keys));
  if (data !== undefined) return { title: words.common.tryAgain, data };
  return typeof ifStale === 'object' && 'dispatch' in ifStale
    ? retryCommand(ifStale.dispatch, '')
    : undefined;
}

/** Back to the list of a card that an answer replaced. @param inputs hostile */
export function backToList({ list }: Inputs): Button | undefined {
  if (typeof list !== 'string' || !isSafeInCard(list, MOST_BYTES)) return undefined;
  return { title: words.recording.backToList, data: { action: 'page', list } };
}

/** “Try again” for a command. @param rest the text after its name, unchanged: hostile */
export function retryCommand(name: string, rest: string): Button {
  const line = `${name} ${rest}`.trim();
  const text = isSafeInCard(line, LONGEST_SAID) ? line : name;
  return { title: words.common.tryAgain, data: { action: 'say', text } };
}

/** Button data with all these inputs; undefined when a button cannot carry them. */
function carried(
  { name }: Action,
  inputs: Inputs,
  keys: readonly string[] | undefined,
): Readonly<Record<string, string>> | undefined {
  if (keys === undefined) return undefined;
  const data: Record<string, string> = { action: name };
  for (const key of keys) {
    const value = inputs[key];
    if (value === undefined) continue;
    const text = textOfInput(value);
    if (text === undefined || !isSafeInCard(text, MOST_BYTES)) return undefined;
    data[key] = text;
  }
  return Buffer.byteLength(JSON.stringify(data)) <= MOST_BYTES ? data : undefined;
}

/** Some clients send numbers and booleans as such; people write addresses in several lines. */
function textOfInput(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? value.replace(/[\r\n\t]+/g, ' ') : undefined;
}

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
      if (command.isHidden === true || command.explains === true || !actsForSelf(actor)) return;
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
      const read = matcher.match(line);
      const isSearch = 'command' in read && read.command.readBare !== undefined;
      const another = isSearch && read.rest === line ? amongReadings(readings, line) : undefined;
      return (
        chosen ??
        another ??
        command?.follows?.(line, rest) ??
        forOthers?.command.follows?.(line, forOthers.rest)
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
  const behind = ends > 0 ? one.slice(-ends) : [];
  const line = said.split(' ');
  // “older than” may be said again.
  const again = line.findLastIndex(
    (_, at) => before.slice(-1 - at).join(' ') === line.slice(0, at + 1).join(' '),
  );
  return [...before, ...line.slice(again + 1), ...behind].join(' ');
}
