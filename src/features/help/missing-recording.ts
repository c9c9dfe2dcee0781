import { type Command, command } from '../../bot/feature.js';
import { messageCard, sayButton, showBinButton, showListButton } from '../../bot/ui/message.js';
import { pattern } from '../../util/pattern.js';
import { words } from '../../util/words.js';

const RECORDING =
  '(?:(?:my|the|our|a|this|that)\\s+)?(?:\\S+\\s+){0,3}?(?:recordings?|videos?)(?:\\s+(?:of|from)\\s+\\S+(?:\\s+\\S+){0,2}?)?';
const NOT_THERE =
  '(?:missing|not\\s+(?:there|here|listed|showing(?:\\s+up)?|appearing|visible|available|ready))(?:\\s+yet)?';

/** “why is my recording missing”: without a word of which. */
export const missingRecording = (): Command =>
  command({
    name: 'missing recording',
    words: [],
    says: [
      new RegExp(`^(?:why\\s+)?(?:is|are|has|have)\\s+${RECORDING}\\s+${NOT_THERE}$`, 'i'),
      new RegExp(`^${RECORDING}\\s+(?:is|are|has|have)\\s+${NOT_THERE}$`, 'i'),
      /^why\s+(?:are|is|do|am)\s+(?:there|i(?:\s+(?:see|get|have|seeing|getting))?)\s+(?:no|not?(?:\s+(?:seeing|getting|any))+)\s+(?:recordings?|videos?)(?:\s+(?:here|there|listed|at\s+all|anymore))?$/i,
      new RegExp(
        `^${RECORDING}\\s+(?:is|are)n['’]?t\\s+(?:there|here|listed|ready)(?:\\s+yet)?$`,
        'i',
      ),
      new RegExp(
        `^why\\s+(?:can['’]?t|don['’]?t|do\\s+not|can\\s?not)\\s+i\\s+(?:see|find)\\s+${RECORDING}$`,
        'i',
      ),
      new RegExp(
        `^when\\s+(?:will|is|does)\\s+${RECORDING}\\s+(?:be\\s+)?(?:ready|available|there|appear)$`,
        'i',
      ),
      /^recordings?\s+not\s+(?:found|there|available)$/i,
      pattern('i')`
        ^(?:(?:why|how\s+come)\s+)?(?:
          (?:is|are)\s+there\s+no|(?:is|are)n['’]?t\s+there\s+an?y?|there['’]?s\s+no|(?:there\s+)?(?:is|are)\s+no|no
        )\s+(?:recordings?|videos?)\s+(?:of|from|for)\s+(?<what>\S.*?)(?:\s+(?:yet|here|at\s+all))?$
      `,
      pattern('i')`
        ^(?:(?:why|how\s+come)\s+)?(?!(?:list|show|find|which|what|delete|is\s+it)\s)(?=.*(?:n['’]?t|\snot)\s)(?:(?:was|is|did|has)(?:n['’]?t)?\s+)?
        (?<what>\S.*?)(?:\s+(?:was|is|did|has|were)?(?:n['’]?t|\s*not))?\s+(?:been\s+|get\s+)?(?:recorded|get\s+record(?:ed)?)$
      `,
      /^(?:some(?:one|body)|they)\s+(?:has\s+|have\s+)?(?:deleted|removed)\s+(?:my|our|the)\s+recordings?$/i,
    ],
    help: words.help.help,
    isHidden: true,
    run: (ctx, rest) =>
      ctx.reply(
        messageCard({
          title: words.about.missing,
          paragraphs: [words.about.takesTime, words.about.whichAreYours, words.about.inBin],
          buttons: [
            rest === '' ? showListButton : sayButton(words.about.lookForIt, `list ${rest}`),
            showBinButton,
            sayButton(words.about.tellMe, 'notify on'),
          ],
        }),
      ),
  });
