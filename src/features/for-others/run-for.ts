import type { Actor } from '../../accounts/types.js';
import { withActor } from '../../bot/access/impersonation.js';
import type { BaseContext } from '../../bot/context.js';
import { messageCard } from '../../bot/ui/message.js';
import type { ListDeps } from '../list/index.js';

/** What acting for others takes. */
export type ForOthersDeps = ListDeps;

/** What is asked for somebody else. */
export interface AskedFor {
  /** Who asks, and for whom, after it was seen that they may. */
  readonly actor: Actor;
  /** A line as people write it for themselves; nothing means `list`. */
  readonly words: string;
}

/**
 * Does for somebody else what people ask for themselves, as far as it is about recordings; every
 * answer says on whose behalf. Rejects as the command does.
 */
export async function runFor(ctx: BaseContext, { actor, words }: AskedFor): Promise<void> {
  const done = await ctx.dispatch(words === '' ? 'list' : words, withActor(ctx, actor));
  if (done === 'done') return;
  await ctx.reply(
    messageCard({
      title: 'I do not do that for others',
      paragraphs: [
        'I can find recordings, and then show, restore and delete them: write for example **list**, or what you look for, behind the address.',
      ],
      buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
    }),
  );
}
