import { beginCleanUp } from '../bulk/begin-clean-up.js';
import { USUAL_RULE } from '../bulk/rule.js';
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
  run: async (turn, text, services) => {
    if (text === '') {
      await turn.tell(ruleFormContent(USUAL_RULE));
      return;
    }
    const { rule, problems, rest, recognised } = readRule(text);
    const unclear = rest === '' ? [] : [`I did not understand “${defuse(rest)}”.`];
    if (recognised && unclear.length + problems.length === 0) {
      await beginCleanUp(turn, services, rule, turn.tell);
      return;
    }
    await turn.tell(ruleFormContent(recognised ? rule : USUAL_RULE, [...unclear, ...problems]));
  },
};
