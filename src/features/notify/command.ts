import { type Command, command } from '../../bot/command.js';
import { askToConnect } from '../../bot/connect.js';
import { notOfferedCard, notifyStatusCard, weeklyStatusCard } from './cards.js';
import type { NotifierDeps } from './deps.js';
import { applySettings, canSubscribe } from './subscription.js';

const ON = /^(on|yes|start|when (it('s| is)|one is|they('re| are)) ready)$/i;
const OFF = /^(off|no|stop|never)$/i;

/** Whether something is wished for; undefined when the words do not say. @param rest as written */
export function onOrOff(rest: string): boolean | undefined {
  if (ON.test(rest)) return true;
  return OFF.test(rest) ? false : undefined;
}

/** `notify on`, `notify off`: whether the person is told when a recording of theirs is ready. */
export const notifyCommand = (deps: NotifierDeps): Command =>
  command({
    name: 'notify',
    words: ['notify', 'notify me', 'tell me', 'notifications'],
    help: '**notify on** – tell you when a recording of yours is ready; **notify off** – no more',
    group: 'told',
    run: async (ctx, rest) => {
      const { actor, permit } = ctx;
      const { settings } = deps;
      if (!canSubscribe(deps)) {
        await ctx.reply(notOfferedCard());
        return;
      }
      const wish = onOrOff(rest);
      if (wish === undefined) {
        await ctx.reply(notifyStatusCard(await settings.of(actor.personId)));
        return;
      }
      const before = await settings.of(actor.personId);
      const chosen = await settings.change(permit, actor.personId, { tellWhenReady: wish });
      const followed = await applySettings(deps, permit, actor, chosen, before);
      if (followed === 'not-connected') {
        // What they chose is kept: connecting begins it.
        await askToConnect(ctx.reply, actor, 'never', deps);
        return;
      }
      await ctx.reply(notifyStatusCard(await settings.of(actor.personId)));
    },
  });

/** `weekly on`, `weekly off`: whether the person gets the card about their storage every week. */
export const weeklyCommand = (deps: NotifierDeps): Command =>
  command({
    name: 'weekly',
    words: ['weekly', 'weekly card'],
    help: '**weekly on** – what your recordings take up, every Monday; **weekly off** – no more',
    group: 'told',
    run: async (ctx, rest) => {
      const { actor, permit } = ctx;
      const { settings } = deps;
      const wish = onOrOff(rest);
      if (wish !== undefined) {
        // Whoever has to connect first learns so now, and not on a Monday.
        if (wish) await deps.tokens.get(actor);
        const before = await settings.of(actor.personId);
        const chosen = await settings.change(permit, actor.personId, { weekly: wish });
        await applySettings(deps, permit, actor, chosen, before);
      }
      await ctx.reply(weeklyStatusCard(await settings.of(actor.personId)));
    },
  });
