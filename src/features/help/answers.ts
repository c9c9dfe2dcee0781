import type { MessageContext } from '../../bot/context.js';
import { type Command, command, phrases } from '../../bot/feature.js';
import { plainLine } from '../../bot/plain-line.js';
import { messageCard, shortCard } from '../../bot/ui/message.js';
import { contentOnTop, fillCard } from '../../bot/ui/text-of-card.js';
import { pattern } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import { jsonOf } from '../../webex/messages.js';

const THANKS = phrases(
  'thanks a lot, many thanks, thank you very much, thank you so much, thanks, thank you',
  'thx, ty, cheers, great, perfect, cool, nice, awesome, well done, good bot, danke',
  'thank u, tks, ta, cheers mate, great job, good job, excellent, wonderful, amazing, brilliant',
  'merci beaucoup, danke schön, vielen dank, obrigado, obrigada, grazie, arigato, ありがとう, 谢谢',
  "thx a lot, thanks bot, thank you bot, thank you sir, great help, nice one, much appreciated, you rock, that helped, you’re welcome, you're welcome",
  'спасибо, bedankt, tack, dziękuję, gracias amigo, muchas gracias',
  'ok good, good, all good, very good, that is fine, that’s fine, ok great, ok cool, ok thanks',
  'got it, sorry, no problem, super, merci, gracias, bye, goodbye, good night, found it, bye bye',
);

/** “thank you for your help” */
const THANKED = pattern('iu')`
  ^(?:you(?:['’]?re|\s+are)|(?:that|it|this)(?:['’]?s|\s+(?:is|was)))\s+
  (?:so\s+|very\s+|really\s+|the\s+)*(?:great|awesome|amazing|quick|fast|helpful|brilliant|perfect|nice|good|cool|lovely|best|it|all)$
  |^(?:(?:no\s+(?:more|further|other)\s+questions|that(?:['’]?s|\s+is|\s+was)\s+(?:all|it|everything)(?:\s+i\s+(?:need|needed|wanted))?(?:\s+for\s+(?:now|today))?|(?:i['’]?m|i\s+am|we['’]?re)\s+(?:done|all\s+set|good|happy))(?:[\s,]+(?:thanks|thank\s+you|thx|for\s+now))*)$
  |^(?:many\s+)?(?:thanks|thank\s+you|thx|cheers)[\s,]+
  (?:for\s+(?:your|the|all|that|this|helping)(?:\s+\p{L}+){0,2}
  |a\s+(?:million|bunch|ton)|(?:(?:it|this|that)(?:['’]?s|\s+is)|all)\s+(?:it|all|good|great|fine|ok|perfect|clear|enough)
  |(?:(?:a\s+lot|so\s+much|again|and)[\s,]+)*(?:bye|goodbye|good\s+night|see\s+you)(?:\s+(?:bye|later|soon|tomorrow))?)[\s,.!]*$
  |^(?:(?:(?:many\s+)?(?:thanks|thank\s+you|thx)|bye|ok(?:ay)?|and|great|cool)[\s,.!]+)*(?:have|enjoy)\s+(?:an?|the|your|yours?)\s+(?:(?:very\s+)?(?:nice|great|good|lovely|wonderful|pleasant)\s+)?(?:one|day|week(?:end)?|evening|afternoon|time)(?:\s+too)?$
`;
/** Nothing but pictures of the kind sort. */
const THANKFUL_PICTURES =
  /^(?:[:;]?-?\)+|<3|[👍👌👏🙏🎉💯✅✨❤😀😃😄😁😊🙂😉😍🥰🤗😎🫶🤝]|\p{Emoji_Modifier}|\uFE0F|\s)+$/u;

export const thanks = (): Command =>
  command({
    name: 'thanks',
    words: THANKS,
    says: [THANKED, THANKFUL_PICTURES],
    help: words.help.help,
    isHidden: true,
    isWhole: true,
    run: (ctx) => ctx.say({ markdown: words.help.welcome }),
  });

const ANSWERS = phrases(
  'yes, y, k, kk, do it, confirm, go ahead, proceed, go on, go, idk',
  'move to recycle bin, move to bin, review list, change the rule',
);
/** Words that want nothing done. */
const DECLINED = phrases(
  'not now, later, neither, none of these, whatever, cancel everything, forget it, nvm',
  "don’t, don't, dont, do not, hold on, exit, quit, wait, n, never mind, nevermind, no wait, wait no",
);
const DECLINES =
  /^(?:(?:oh|ok|okay|please|actually|no)[\s,]+)*(?:n|no+|nope|nah|i\s+do(?:\s*n['’]?t|\s+not)\s+want|cancel|stop|abort|halt|never\s?mind|keep|do(?:\s+nothing|\s*n['’]?t|\s+not))(?![\p{L}\d])/iu;

/** “don’t delete it”: words alone delete nothing. */
const TO_BE_KEPT =
  /^(?:please\s+|no[\s,]+)?(?:(?:delete|remove|do)\s+nothing$|i\s+do(?:\s*n['’]?t|\s+not)\s+want\s+(?:to|it|that|this|any)|(?:do\s+not|don['’]?t|never)\s+(?:you\s+)?(?:delete|remove|erase|trash|purge|clean)|keep(?!\s+(?:(?:all|my|the)\s+)*recordings?\s+for\s))(?![\w-]).*$/i;
/** “yes, the second one”, “ok do it”, “every month, yes” */
const ANSWERED = pattern('iu')`
  ^(?:
    not\s+(?:this|that)(?:\s+one)?[\s,]+the\s+other(?:\s+one)?|both(?:\s+of\s+them)?
    |all\s+(?:of\s+(?:them|these|those)|two|three|four|five|\d{1,2})|(?:that|this|the\s+other)\s+one
    |(?:yes|yep|yup|yeah|yea|ya|yess+|(?:no[\s,]+)*no|nope|nah|sure|ok|okay|okey|right|correct|exactly|fine|alright)
    |(?:(?:please|just|now)\s+)*(?:do|delete|remove|restore|share|send|press|confirm|move)\s+(?:it|that|them|this)
    \s+(?:now|then|already|for\s+me|anyway)
    |i(?:['’]?m|\s+am)\s+(?:very\s+|really\s+|absolutely\s+|quite\s+|\d+\s*%\s*)?(?:sure|certain|positive)
    |(?:go|carry)\s+on|agreed|approved|definitely|absolutely|of\s+course|why\s+not|sounds\s+good|permission\s+granted
    |i\s+(?:confirm|agree|approve)(?:\s+(?:it|this|that))?|(?:move|put)\s+(?:it|them|that)\s+(?:in)?to\s+(?:the\s+)?(?:recycle\s+)?bin
  )(?:
    [\s,.!]+(?:
      please|thing|now|then|already|for\s+me|sure|yes|yeah|ok|go\s+(?:ahead|on)
      |(?:do|delete|remove|restore|share|send|keep|press|confirm)(?:\s+(?:it|that|them|this)(?:\s+(?:now|then|all|please))*)?(?![\p{L}\s]*\p{L})
      |(?:i(?:['’]?m|\s+am)\s+)?(?:very\s+|really\s+|absolutely\s+)?(?:sure|certain)|not\s+(?:that|this|it)(?:\s+one)?
      |(?:the\s+)?(?:first|second|third|last|other|right|wrong)(?:\s+one)?|(?:that|this)\s+one|both
      |all(?:\s+of\s+(?:them|it))?|every\s+month|of\s+course|definitely|(?:that['’]?s|it['’]?s|this\s+is)\s+(?:right|correct|fine|ok|the\s+one)
      |i\s+(?:do|want\s+(?:that|it|this)|confirm|agree)
    )
  )*$
`;
/** “leave it for now”, “hmm no wait”, “no don’t” */
const NOT_NOW = pattern('iu')`
  ^(?:(?:h+m+|u+h+|oh|ah|ok|okay|well|what|wtf|omg|stop|actually|please|sorry|wait|hang\s+on|but|on\s+second\s+thoughts?|no+|nah|nope)[\s,.!]+)*(?:
    (?:(?:let['’]?s\s+)?leave|keep)\s+(?:it|them|that|this|those|these|everything|all)(?:\s+(?:of\s+)?(?:them|it|alone|be|as\s+(?:it|they)\s+(?:is|are)|for\s+now|there|like\s+that|then|please|where\s+.*))*
    |let\s+(?:it|them)\s+be|not\s+(?:now|yet|today|so\s+fast|really|sure|any\s?more|needed|necessary)|no\s+(?:thanks?|thank\s+you|need|way|please)(?:\s.*)?
    |(?:(?:maybe|perhaps|do\s+it|ask\s+me|some\s+other\s+time)\s+)*(?:later|another\s+time|some\s+other\s+time|next\s+time|tomorrow)
    |(?:i['’]?ll|i\s+will|let\s+me|i\s+(?:need|have)\s+to)\s+(?:think|sleep|check|ask|decide|come\s+back|do\s+it\s+(?:later|myself|tomorrow))(?:\s.*)?
    |i(?:['’]ve|\s+have)?\s+changed\s+my\s+mind(?:[\s,.].*)?|i(?:['’]?d|\s+would)\s+rather\s+not|(?:i['’]?m|i\s+am)\s+not\s+(?:so\s+)?sure(?:\s.*)?
    |(?:do\s+not|do\s*n['’]?t|don)(?:\s+(?:do|delete|remove|send|share|restore|touch|press|change)(?:\s+(?:it|that|them|this|anything|any\s+of\s+(?:it|them)))?)?(?:\s+(?:yet|now|please|then))*
    |wait|stop|hold\s+on
  )(?:[\s,.!]+(?:please|then|for\s+now|now|yet|again|wait|no|do\s*n['’]?t|stop|sorry|first))*$
`;
/** “turn it off again”, below what is on */
const TURNED = pattern('i')`
  ^(?:(?:and|so|yes|ok|then)[\s,]+)*(?:(?:how|where)\s+(?:do|can|could|would|should)\s+i\s+)?
  (?:(?:(?:turn|switch|put|set|make)\s+)?(?:it|that|this|them|those|one)\s+)?(?:back\s+)?
  (?<what>on|off|(?:(?:turn|switch)\s+(?:on|off)|enable|disable)(?=\s+(?:it|that|this|them)))
  (?:\s+(?:it|that|this|them))?(?:\s+(?:again|please|now|later|for\s+me))*$
`;

/** The buttons of cards that say whether something is on. */
const switches = () => ({
  on: [words.notify.turnOn, words.common.sendWeekly, words.notify.remindMe, words.connect.connect],
  off: [words.notify.turnOff, words.common.stopAsking],
});

/** Presses the button that turns on or off what a card above is about. @param isMain the first of the last card */
async function turns(ctx: MessageContext, way: 'on' | 'off', isMain: boolean): Promise<boolean> {
  let seen = 0;
  const chosen = (titles: readonly string[]): string | undefined => {
    seen += 1;
    const of = isMain ? titles.slice(0, 1) : titles;
    const found = of.find((title) => switches()[way].includes(title));
    return found ?? (isMain || seen > 2 ? '' : undefined);
  };
  return (await ctx.press?.(chosen)) === true;
}

/** Words alone answer no question: its card does. What is on or off is not Webex’s. */
export const wordBack = (): Command =>
  command({
    name: 'answer',
    words: [...ANSWERS, ...DECLINED],
    says: [ANSWERED, TO_BE_KEPT, TURNED],
    questions: [NOT_NOW],
    help: words.help.help,
    isHidden: true,
    isWhole: true,
    run: async (ctx, rest) => {
      const line = plainLine(ctx.line ?? '').toLowerCase();
      const way = /(?:on|enable)$/i.test(rest) ? 'on' : rest === '' ? undefined : 'off';
      if (way !== undefined) {
        if (await turns(ctx, way, false)) return;
        return await ctx.dispatch(way === 'on' ? 'notify' : 'stop');
      }
      const isDeclined = DECLINED.includes(line) || DECLINES.test(line) || NOT_NOW.test(line);
      const question = isDeclined ? undefined : await ctx.question?.();
      if (question !== undefined) {
        const asked = fillCard(question, words.help.pressWhy);
        const { card: note = {} } = messageCard({ title: words.help.press, paragraphs: [] });
        const isNoted = jsonOf(question).includes(words.help.press);
        return await ctx.reply(isNoted ? asked : contentOnTop(note, asked));
      }
      if (!isDeclined && (await turns(ctx, 'on', true))) return;
      if (line === 'why not') return await ctx.dispatch('who may then');
      if (/\b(?:that|this)\s+one$/.test(line)) return await ctx.dispatch('open that one');
      // Below a question with a list: all of the list.
      if (/^(?:all|both)\b/.test(line)) return await ctx.dispatch('select all');
      const [title, why] = isDeclined
        ? [words.help.nothingDone, words.help.nothingDoneWhy]
        : [words.help.nothingOpen, words.help.nothingOpenWhy];
      return await ctx.reply(shortCard(title, why, [plainListButton()]));
    },
  });

export const plainListButton = () => ({ title: words.help.list, data: { action: 'list' } });
