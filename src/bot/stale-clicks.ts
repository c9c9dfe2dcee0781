import { MINUTE } from '../util/time.js';
import type { Content } from '../webex/messages.js';
import { type Action, asksInstead } from './action.js';
import type { ActionContext } from './context.js';
import { card } from './ui/card.js';
import { contentOnTop } from './ui/text-of-card.js';

const TEXT =
  '**You pressed a button a while ago, and I could not act then.** Nothing was done. If you still want it, press it again.';

/** After this a click does not act any more: both times are by our clock. */
const STALE_MS = 15 * MINUTE;

/** The same content, and on top of it why somebody is asked again. */
export function staleClickBanner(content: Content): Content {
  return contentOnTop(card('late', { text: TEXT }), content);
}

/** What a click does: its own action, or, where it is stale, what that action declares instead. */
export type ClickPlan =
  | { readonly action: Action; readonly ctx: ActionContext }
  | { readonly dispatch: string; readonly ctx: ActionContext };

/** What tells a stale click from one that goes on after a crash. */
export interface StaleClickDeps {
  /** Whether the audit knows a change that this event asked for. Rejects with what the database says. */
  readonly isBegun: (idempotencyKey: string) => Promise<boolean>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * A click as it came, or, where it is stale, one that asks instead of acting: whoever pressed it has
 * been told meanwhile that it was not done, and may have done it in another way, or undone it. One
 * that was begun before a crash goes on.
 *
 * Rejects with what the database says.
 *
 * @param receivedAt when Webex first told of it, in milliseconds since the epoch
 */
export async function planClick(
  action: Action,
  ctx: ActionContext,
  receivedAt: number,
  { isBegun, now }: StaleClickDeps,
): Promise<ClickPlan> {
  const { ifStale } = action;
  const changes = ifStale !== undefined && ifStale !== 'acts';
  const stale = now() - receivedAt > STALE_MS;
  if (!changes || !stale || (await isBegun(ctx.permit.key))) return { action, ctx };
  const warned: ActionContext = {
    ...ctx,
    reply: (content) => ctx.reply(staleClickBanner(content)),
    update: (content) => ctx.update(staleClickBanner(content)),
  };
  const instead = asksInstead(ifStale);
  if (instead !== undefined) return { action: instead, ctx: warned };
  return { dispatch: 'dispatch' in ifStale ? ifStale.dispatch : '', ctx: warned };
}
