import type { Actor } from '../../accounts/types.js';
import { withActor } from '../../bot/access/impersonation.js';
import type { Understood } from '../../bot/command.js';
import type { MessageContext } from '../../bot/context.js';
import { messageContent } from '../../bot/ui/message.js';
import type { Deps } from '../deps.js';

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
export async function runFor(
  ctx: MessageContext,
  { actor, words }: AskedFor,
  deps: Deps,
  understand: (line: string) => Understood,
): Promise<void> {
  const understood = understand(words === '' ? 'list' : words);
  if ('command' in understood && understood.command.forOthers === true) {
    await understood.command.run(withActor(ctx, actor), understood.rest, deps);
    return;
  }
  await ctx.reply(
    messageContent({
      title: 'I do not do that for others',
      paragraphs: [
        'I can find recordings, and then show, restore and delete them: write for example **list**, or what you look for, behind the address.',
      ],
      buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
    }),
  );
}
