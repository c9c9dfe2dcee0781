import { MINUTE } from '../util/time.js';
import type { Content } from '../webex/messages.js';
import { type Action, asksInstead } from './action.js';
import type { ActionContext } from './context.js';
import { card } from './ui/card.js';
import { contentOnTop } from './ui/text-of-card.js';

const TEXT =
  '**You pressed a button a while ago, and I could not act then.** Nothing was done. If you still want it, press it again.';

/** Older clicks do not act: both times are by our clock. */
const STALE_MS = 15 * MINUTE;

/** Puts above the content why somebody is asked again. */
export function staleClickBanner(content: Content): Content {
  return contentOnTop(card('late', { text: TEXT }), content);
}

/** A click's own action, or, where it is stale, what that action declares instead. */
export type ClickPlan = { readonly ctx: ActionContext } & (
  { readonly action: Action } | { readonly dispatch: string }
);

export interface StaleClickDeps {
  /** Whether the audit has a change of this event. Rejects as the database does. */
  readonly isBegun: (idempotencyKey: string) => Promise<boolean>;
  readonly now: () => number;
}

/**
 * A stale click asks instead of acting: the person has been told meanwhile that it was not done, and may
 * have done it in another way, or undone it. One that was begun before a crash goes on.
 *
 * Rejects as the database does.
 * @param receivedAt when Webex first delivered it, in milliseconds since the epoch
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
