import type { Deps } from '../features/deps.js';
import type { Content } from '../webex/messages.js';
import type { ActionContext } from './context.js';
import { card, onTop } from './ui/card.js';

const TEXT =
  '**You pressed a button a while ago, and I could not act then.** Nothing was done. If you still want it, press it again.';

/** The same content, and on top of it why somebody is asked again. */
export function staleClickBanner({ card: below, markdown, ...rest }: Content): Content {
  return {
    ...rest,
    markdown: `${TEXT}\n\n${markdown}`,
    ...(below === undefined ? {} : { card: onTop(card('late', { text: TEXT }), below) }),
  };
}

/** After this a click does not act any more, in milliseconds: both times are by our clock. */
const LATE_MS = 15 * 60_000;

/** What each action that changes something at Webex is asked again with. */
const ASKED_WITH: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ['trash', { action: 'ask-trash' }],
  // It has no question of its own: what is known of the recording, with the button.
  ['restore', { action: 'more' }],
  ['delete', { action: 'ask-purge' }],
  ['delete-as-officer', { action: 'ask-delete' }],
  ['delete-of-nobody', { action: 'ask-delete' }],
  ['share', { action: 'confirm-share' }],
  ['bulk-go', { action: 'bulk-ask' }],
  ['bulk-undo', { action: 'job-show' }],
  ['job-resume', { action: 'job-show' }],
  ['save-settings', { action: 'say', text: 'settings' }],
]);

/**
 * A click as it came, or, where it is old, one that asks instead of acting: whoever pressed it has
 * been told meanwhile that it was not done, and may have done it in another way, or undone it. One
 * that was begun before a crash goes on.
 *
 * Rejects with what the database says.
 *
 * @param receivedAt when Webex first told of it, in milliseconds since the epoch
 */
export async function confirmIfStale(
  ctx: ActionContext,
  receivedAt: number,
  { audit, now }: { readonly audit: Pick<Deps['audit'], 'isBegun'>; readonly now: () => number },
): Promise<ActionContext> {
  const { inputs, eventKey } = ctx;
  const asked = typeof inputs.action === 'string' ? ASKED_WITH.get(inputs.action) : undefined;
  const late = now() - receivedAt > LATE_MS;
  if (asked === undefined || !late || (await audit.isBegun(eventKey))) return ctx;
  return {
    ...ctx,
    inputs: { ...inputs, ...asked },
    reply: (content) => ctx.reply(staleClickBanner(content)),
    update: (content) => ctx.update(staleClickBanner(content)),
  };
}
