import { beginCleanUp } from '../bulk/begin-clean-up.js';
import { oneByOneContent } from '../bulk/begin.js';
import { USUAL_RULE, type Rule } from '../bulk/rule.js';
import { readRule } from '../bulk/rule-words.js';
import { ruleFormContent } from '../views/bulk/rule-form.js';
import { defuse } from '../views/defuse.js';
import type { Command } from './command.js';

/** `clean up [rule]`: looks for what somebody may no longer need; changes nothing by itself. */
export const cleanUp: Command = {
  name: 'clean up',
  words: ['clean up', 'cleanup', 'clean-up', 'clean', 'tidy up', 'clean up my recordings'],
  help: '**clean up** – find what you no longer need and move it to the recycle bin; **clean up older than 90 days larger than 500 MB**',
  group: 'clean up',
  forOthers: true,
  run: async (turn, text, services) => {
    const { host, reach } = turn.person;
    if (reach !== undefined) {
      await turn.tell(oneByOneContent());
      return;
    }
    const form = (rule: Rule, problems: readonly string[] = []): Promise<unknown> =>
      turn.tell(ruleFormContent(rule, problems, host?.personId));
    if (text === '') {
      await form(USUAL_RULE);
      return;
    }
    const { rule, problems, rest, recognised } = readRule(text);
    const unclear = rest === '' ? [] : [`I did not understand “${defuse(rest)}”.`];
    if (recognised && unclear.length + problems.length === 0) {
      await beginCleanUp(turn, services, rule, turn.tell);
      return;
    }
    await form(recognised ? rule : USUAL_RULE, [...unclear, ...problems]);
  },
};
