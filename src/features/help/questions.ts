import { type Command, command } from '../../bot/feature.js';
import { messageCard, sayButton, showBinButton, showListButton } from '../../bot/ui/message.js';
import { pattern } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import type { Deps } from '../deps.js';

const WHAT_IS_KEPT =
  /^(?:what|which)(?:\s+(?:data|information|info))?\s+(?:(?:do|are|have|did)\s+you|is|gets)\s+(?:keep|stor|sav|collect|know|record|remember|log|kept)\w*(?:\s+(?:about|of|on|from)\s+(?:me|us|people))?$/i;
const WHERE_IT_IS_KEPT =
  /^where\s+(?:are|is|do|does)\s+(?:(?:you|it|the\s+bot|webex)\s+(?:store|keep|save|put)\s+)?(?:(?:my|the|our|all|these)\s+)*(?:recordings?|data|files?|videos?|messages)(?:\s+(?:stored|kept|saved|located|hosted|now|physically))*$/i;
const SAFE =
  /^(?:is|are)\s+(?:this|that|it|you|my\s+(?:data|recordings?))(?:\s+bot)?\s+(?:safe|secure|private|confidential|gdpr[\s-]?compliant)(?:\s+(?:with|to\s+use)(?:\s+you)?)?$/i;
const READ_BY = pattern('i')`
  ^(?:who(?:\s+else)?|can\s+(?:my\s+)?(?:boss|manager|admin(?:istrator)?s?|anyone|anybody|others?))\s+
  (?:else\s+)?(?:can\s+)?(?:see|read)\s+(?:
    this(?:\s+chat)?|what\s+i\s+(?:write|ask|do)(?:\s+here)?|my\s+(?:messages|data)|our\s+chat
  )$
  |^(?:why\s+(?:do|must|should|would)\s+i\s+(?:(?:have|need)\s+to\s+)?connect|is\s+(?:connecting|it\s+safe\s+to\s+connect)(?:\s+safe)?|what\s+happens\s+(?:when|if|after)\s+i\s+connect)(?:\s+.*)?$
  |^what\s+(?:do|will)\s+you\s+do\s+with\s+(?:my|our)\s.*$
  |^do\s+you\s+(?:keep|store|save|read|listen\s+to)\s+(?:my|our|the)\s.*$
  |^how\s+long\s+(?:do|will)\s+you\s+(?:keep|store|save)\s+(?:(?:my|the|our)\s+)?(?:data|messages)$
`;

/** What the bot keeps about a person, who sees it, and how it goes. */
export const privacy = ({ authorityName }: Pick<Deps, 'authorityName'>): Command =>
  command({
    name: 'privacy',
    words: ['privacy', 'privacy policy', 'data protection', 'gdpr'],
    says: [WHAT_IS_KEPT, WHERE_IT_IS_KEPT, SAFE, READ_BY],
    help: words.about.privacyHelp,
    forUnserved: true,
    isWhole: true,
    run: (ctx) =>
      ctx.reply(
        messageCard({
          title: words.about.kept,
          paragraphs: [
            authorityName === 'own' ? words.about.connection : words.about.organisation,
            words.about.choices,
            words.about.changes,
            words.about.nothingElse,
            words.about.forgets,
          ],
          buttons: [
            sayButton(words.about.myAccount, 'whoami'),
            sayButton(words.about.myChanges, 'history'),
          ],
        }),
      ),
  });

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
      /^(?:it|you|the\s+search|search)\s+(?:do(?:es)?|ca|did)(?:\s*n?['’]?t|\s+not)\s+(?:find|show|list)\s+(?:me\s+)?(?<what>.+)$|^you\s+(?:missed|forgot)\s.+$/i,
      /^(?:your|the|this|my)\s+list\s+is\s+(?:incomplete|not\s+complete|wrong)$|^(?:there\s+)?(?:should|must)\s+be\s+more(?:\s+recordings?)?$/i,
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

const NOT = "(?:(?:does|do|is|are|was|did|has|will|can|wo|ca)\\s*(?:n['’]?t|not)\\s+|cannot\\s+)";
/** “the link doesn't work”, “it says access denied”: something does not do what it should. */
export const OUT_OF_ORDER = pattern('iu')`
  ^(?:(?:but|why|how\s+come)\s+)?(?:(?:is|does|do|are)(?:n['’]?t)?\s+)?(?:
    it|this|that|nothing|something|you|the\s+bot|my\s+connection
    |(?:the|my|this|that|your|a)\s+(?:[\p{L}'’]+\s+){0,2}(?:
      links?|urls?|buttons?|video|recording|playback|player|download|page|cards?|audio|sound|search
    )
  )\s+(?:${NOT}|(?:still|is|are|never|seems|just|always|so|too|all|not)\s+)*(?:
    work(?:s|ing)?|broken|wrong|happen(?:s|ed|ing)?|respond(?:s|ing)?|slow|dead|stuck|freez(?:es|ing)
    |open(?:s|ing)?|load(?:s|ing)?|play(?:s|ing)?|fail(?:s|ed|ing)?|crash(?:es|ed|ing)?
  )(?:\s+(?:any\s?more|at\s+all|for\s+me|now|again|today|either))*$
  |^(?:i\s+(?:(?:only|always|just|still|keep)\s+)*)?(?:get|got|getting|see|have|had)\s+
  (?:(?:an?|this|the)\s+)?(?:error|problem)(?:\s.*)?$
  |^(?:it|webex|the\s+(?:page|site|link|bot))\s+(?:(?:only|just|always)\s+)?(?:says|said|shows)\s+.*\b
  (?:error|denied|failed|forbidden|expired|found|\d{3})\b.*$
  |^(?:(?:i|we)\s+)?(?:(?:can(?:['’]?t|\s?not)|do(?:n['’]?t|\s+not))\s+see\s+(?:any|the)|see\s+no|get\s+no|there\s+are\s+no)\s+(?:buttons?|cards?)(?:\s.*)?$
  |^(?:(?:i\s+)?(?:found|report|file|have)\s+an?\s+)?(?:error|broken|bug|problem|issue|complaint)$
  |^(?:give\s+)?feedback$
`;
