import type { Turn } from '../events/event.js';
import { maybeForgotten } from '../events/upkeep.js';
import { MINUTE, SECOND } from '../util/time.js';
import { words } from '../util/words.js';
import type { Content } from '../webex/messages.js';
import { type Action, type Inputs, confirmingAction } from './feature.js';
import type { ActionContext, BaseContext, Undispatched, ViewContext } from './context.js';
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
  | { readonly action: Action }
  | { readonly dispatch: string }
  | { readonly ask: true }
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
