import assert from 'node:assert/strict';
import type { Actor } from '../../../src/accounts/types.js';
import type { ActionContext } from '../../../src/bot/context.js';
import type { Content } from '../../../src/webex/messages.js';
import type { Feature } from '../../../src/bot/feature.js';
import { expiredCard } from '../../../src/bot/ui/message.js';
import { Permit } from '../../../src/util/permit.js';

let clicks = 0;

/** A click (and so a turn, too) that keeps what was answered, and how. */
export interface ScriptedClick extends ActionContext {
  readonly answers: { readonly how: 'say' | 'reply' | 'update'; readonly content: Content }[];
  /** The one answer; fails when there is another number of them. */
  readonly only: (how: 'say' | 'reply' | 'update') => Content;
}

/** @param dispatch what a line of words comes to */
export function scriptedClick(
  actor: Actor,
  direct = true,
  dispatch: ActionContext['dispatch'] = () => Promise.resolve('unknown'),
): ScriptedClick {
  clicks += 1;
  const answers: ScriptedClick['answers'] = [];
  const keep = (how: 'say' | 'reply' | 'update') => (content: Content) => {
    answers.push({ how, content });
    return Promise.resolve({ id: `m${answers.length}`, roomId: 's1' });
  };
  return {
    actor,
    direct,
    at: { id: `card${clicks}`, roomId: 's1' },
    permit: Permit.ofEvent(`attachmentActions:created:c${clicks}`),
    dispatch,
    say: keep('say'),
    reply: keep('reply'),
    update: keep('update'),
    answers,
    only: (how) => {
      const [answer, ...others] = answers;
      assert.equal(others.length, 0, 'more than one answer');
      assert.equal(answer?.how, how);
      assert.ok(answer);
      return answer.content;
    },
  };
}

/** Presses a button as the router does: its inputs are parsed, and what does not fit is out of date. */
export async function press(
  features: readonly Feature[],
  ctx: ActionContext,
  inputs: Readonly<Record<string, unknown>>,
): Promise<void> {
  const action = features
    .flatMap((feature) => feature.actions ?? [])
    .find(({ name }) => name === inputs.action);
  assert.ok(action, `no action ${String(inputs.action)}`);
  const parsed = action.parse(inputs);
  if (parsed === undefined) await ctx.update(expiredCard());
  else await parsed.run(ctx);
}
