import assert from 'node:assert/strict';
import type { Someone } from '../../../src/accounts/types.js';
import type { Click } from '../../../src/bot/context.js';
import type { Content } from '../../../src/webex/messages.js';

let clicks = 0;

/** A click (and so a turn, too) that keeps what was answered, and how. */
export interface ScriptedClick extends Click {
  readonly answers: { readonly how: 'say' | 'tell' | 'replace'; readonly content: Content }[];
  /** The one answer; fails when there is another number of them. */
  readonly only: (how: 'say' | 'tell' | 'replace') => Content;
}

export function scriptedClick(
  person: Someone,
  inputs: Readonly<Record<string, unknown>> = {},
  direct = true,
): ScriptedClick {
  clicks += 1;
  const answers: ScriptedClick['answers'] = [];
  const keep = (how: 'say' | 'tell' | 'replace') => (content: Content) => {
    answers.push({ how, content });
    return Promise.resolve({ id: `m${answers.length}`, roomId: 's1' });
  };
  return {
    person,
    direct,
    inputs,
    at: { id: `card${clicks}`, roomId: 's1' },
    eventKey: `attachmentActions:created:c${clicks}`,
    say: keep('say'),
    tell: keep('tell'),
    replace: keep('replace'),
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
