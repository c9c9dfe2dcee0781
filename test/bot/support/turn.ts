import assert from 'node:assert/strict';
import type { Actor } from '../../../src/accounts/types.js';
import type { ActionContext } from '../../../src/bot/context.js';
import type { Content } from '../../../src/webex/messages.js';

let clicks = 0;

/** A click (and so a turn, too) that keeps what was answered, and how. */
export interface ScriptedClick extends ActionContext {
  readonly answers: { readonly how: 'say' | 'reply' | 'update'; readonly content: Content }[];
  /** The one answer; fails when there is another number of them. */
  readonly only: (how: 'say' | 'reply' | 'update') => Content;
}

export function scriptedClick(
  actor: Actor,
  inputs: Readonly<Record<string, unknown>> = {},
  direct = true,
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
    inputs,
    at: { id: `card${clicks}`, roomId: 's1' },
    eventKey: `attachmentActions:created:c${clicks}`,
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
