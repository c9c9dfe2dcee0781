import type { Actor } from '../../accounts/types.js';
import { type Command, command } from '../../bot/command.js';
import { NotAllowed } from '../../bot/errors.js';
import { messageCard } from '../../bot/ui/message.js';
import { type ListState, USUAL_LIMIT, WIDER_DAYS, latest } from '../../query/list-state.js';
import { showList } from '../list/index.js';
import { type ForOthersDeps, runFor } from './run-for.js';

const PURGED = /^(?:list\s+)?purged(?:\s+(?:of\s+)?(?:meeting\s+)?([\w-]{1,200}))?$/i;

/** `compliance list`: what a compliance officer asks of all of the organisation. */
export const compliance = (deps: ForOthersDeps): Command =>
  command({
    name: 'compliance',
    words: ['compliance', 'as compliance officer', 'as officer'],
    help: '**compliance list** – compliance officers: all recordings of the organisation; **compliance purged** and a meeting’s id – what was deleted of it',
    group: 'others',
    run: async (ctx, rest) => {
      if (!(await deps.roles.has(ctx.actor, 'officer'))) throw new NotAllowed('officer');
      const { personId, email } = ctx.actor;
      const actor: Actor = { personId, email, scope: 'organization' };
      const purged = PURGED.exec(rest);
      if (purged === null) {
        await runFor(ctx, { actor, words: rest });
        return;
      }
      const [, meetingId] = purged;
      if (meetingId === undefined) {
        await ctx.reply(whichMeeting());
        return;
      }
      const state = latest(deps.now(), USUAL_LIMIT, WIDER_DAYS);
      const filter = { meetingId, status: 'purged' } as const;
      const asked: ListState = { ...state, scope: 'organization', filter };
      await showList(deps, { actor, answer: ctx.reply }, asked);
    },
  });

function whichMeeting() {
  return messageCard({
    title: 'Of which meeting?',
    paragraphs: [
      'Webex tells of purged recordings one meeting at a time: write **compliance purged** and the meeting’s id. **More…** on a recording shows it.',
    ],
    buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
  });
}
