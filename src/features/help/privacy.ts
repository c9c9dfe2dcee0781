import { type Command, command } from '../../bot/feature.js';
import { messageCard, sayButton } from '../../bot/ui/message.js';
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
