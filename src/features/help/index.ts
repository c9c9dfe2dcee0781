import { z } from 'zod';
import type { Action, Command, Feature, Meant } from '../../bot/feature.js';
import { action, command, helpGroups, ofTitle, phrases } from '../../bot/feature.js';
import { LONGEST_SAID } from '../../bot/clicks.js';
import { plainLine } from '../../bot/plain-line.js';
import { escapeText } from '../../bot/ui/escape.js';
import { expiredCard, messageCard, sayButton, shortCard } from '../../bot/ui/message.js';
import { contentOnTop, fillCard } from '../../bot/ui/text-of-card.js';
import { words } from '../../util/words.js';
import { type Content, jsonOf } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { aboutTheBot } from './about-the-bot.js';
import { foreignHelp } from './questions.js';
import { type HelpDeps, aboutPerson, examplesOf } from './examples.js';
import { pattern } from '../../util/pattern.js';

/** `help`, the welcome, and the answer to what nobody understands. @param others all other commands */
export const help = (
  deps: HelpDeps & Pick<Deps, 'authorityName'>,
  others: readonly Command[],
): Feature => {
  const about = aboutTheBot(deps);
  return {
    commands: [
      helpCommand(deps, [...others, ...about]),
      ...[...about, foreignHelp(), thanks(), answer()],
    ],
    actions: [say],
    welcome: (ctx) => ctx.say(welcomeCard(ctx.direct)),
    unknown: async (ctx, meant) => {
      await ctx.say(unknownCard(meant));
      return true;
    },
  };
};

interface HelpGroup {
  readonly title: string;
  /** The words of each command, as people write them. */
  readonly names: readonly string[];
  /** Of each command in the same order. */
  readonly lines: readonly string[];
}

/** “how do I delete a recording?” is about deleting; with “back” it is about restoring one. */
const HOW_TO = pattern('i')`
  ^(?:how\s+(?:do|can|would|should)\s+(?:i|we|you)|how\s+to|what\s+does)\s+
  (?:(?:see|change|stop|turn\s+off|empty|use|set)\s+(?:(?:my|the|these|all)\s+)*)?
  (?<what>bin|settings|history|storage|notify|list|find|delete|restore|share|watch|download|undo|clean\s+up)
  (?![\w-])(?!.*\bback$).*$
`;

/** @param others in the order of the help */
const helpCommand = (deps: HelpDeps, others: readonly Command[]): Command =>
  command({
    name: 'help',
    words: phrases(
      'help, ?, commands, start, hello, hi, hey, menu, who are you, what are you, what are you for',
      'what else can you do, what else can i do, what can admins do, what can administrators do',
      'good morning, good afternoon, good evening, how are you',
      'are you there, you there, who can help me',
    ),
    says: [
      HOW_TO,
      /^support$/i,
      /^how\s+(?:do|does)\s+(?:the\s+)?(?<what>[a-z ]{3,12}?)\s+works?$/i,
    ],
    questions: [
      /^what\s+(?:(?:can|do)\s+(?:you\s+do|i\s+(?:ask|say|write|type|do))|you\s+(?:can|could)\s+do)\b/i,
      /^how\s+(?:do|does)\s+(?:this|it|you)\s+work\b/i,
      /^how\s+(?:(?:do|can|should)\s+(?:i|we|you)|to)\s+(?!.*\bback$)/i,
      /^(?:(?:show\s+me\s+)?(?:some\s+)?examples?|faqs?|manual|instructions|documentation|docs|tutorial|guide|options)$/i,
    ],
    help: words.help.help,
    run: async (ctx, rest) => {
      const groups = groupsOf(others);
      const wanted = rest.toLowerCase().trim();
      const about = groups
        .filter(({ title, names }) => title.toLowerCase() === wanted || names.includes(wanted))
        .map((group) => withFirst(group, wanted));
      if (about.length > 0) await ctx.say(helpCard(about));
      else if (wanted === 'all') await ctx.say(helpCard(groups));
      else if (!ctx.direct) await ctx.say(groupHelpCard());
      else {
        const { topics, notTheirs } = await aboutPerson(deps, ctx.actor);
        const theirs = groups.map(({ names, ...group }) => ({
          ...group,
          names: names.filter((name) => !notTheirs.includes(name)),
        }));
        await ctx.say(shortHelpCard(theirs, examplesOf(topics)));
      }
    },
  });

/** The line of the command that is asked about stands above the others of its group. */
function withFirst({ names, lines, ...group }: HelpGroup, wanted: string): HelpGroup {
  const asked = lines.filter((_, at) => names[at] === wanted);
  return { ...group, names, lines: [...asked, ...lines.filter((line) => !asked.includes(line))] };
}

function groupsOf(others: readonly Command[]): HelpGroup[] {
  const all = Object.entries(helpGroups()).map(([name, title]) => {
    const commands = others.filter(
      ({ group = 'account', isHidden }) => group === name && isHidden !== true,
    );
    const lines = commands.map(({ help }) => help);
    if (name === 'account') lines.push(words.help.help);
    return { title, names: commands.map((one) => one.name), lines };
  });
  return all.filter(({ lines }) => lines.length > 0);
}

const THANKS = phrases(
  'thanks a lot, many thanks, thank you very much, thank you so much, thanks, thank you',
  'thx, ty, cheers, great, perfect, cool, nice, awesome, well done, good bot, danke',
  'thank u, tks, ta, cheers mate, great job, good job, excellent, wonderful, amazing, brilliant',
  'merci beaucoup, danke schön, vielen dank, obrigado, obrigada, grazie, arigato, ありがとう, 谢谢',
  "thx a lot, thanks bot, much appreciated, you rock, that helped, you’re welcome, you're welcome",
  'спасибо, bedankt, tack, dziękuję, gracias amigo, muchas gracias',
  'got it, sorry, no problem, super, merci, gracias, bye, goodbye, good night, found it, bye bye',
);

/** “thank you for your help” */
const THANKED = pattern('iu')`
  ^(?:you(?:['’]?re|\s+are)|(?:that|it|this)(?:['’]?s|\s+(?:is|was)))\s+
  (?:so\s+|very\s+|really\s+|the\s+)*(?:great|awesome|amazing|quick|fast|helpful|brilliant|perfect|nice|good|cool|lovely|best|it|all)$
  |^(?:many\s+)?(?:thanks|thank\s+you|thx)[\s,]+
  (?:for\s+(?:your|the|all|that|this|helping)(?:\s+\p{L}+){0,2}
  |a\s+(?:million|bunch|ton)|(?:that['’]?s|that\s+is)\s+(?:it|all)
  |(?:(?:a\s+lot|so\s+much|again|and)[\s,]+)*(?:bye|goodbye|good\s+night|see\s+you)(?:\s+(?:bye|later|soon|tomorrow))?)[\s,.!]*$
`;
/** Nothing but pictures of the kind sort. */
const THANKFUL_PICTURES =
  /^(?:[:;]?-?\)+|<3|[👍👌👏🙏🎉💯✅✨❤😀😃😄😁😊🙂😉😍🥰🤗😎🫶🤝]|\p{Emoji_Modifier}|\uFE0F|\s)+$/u;

const thanks = (): Command =>
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
/** “yes, the second one”, “no, not that” */
const ANSWERED = pattern('i')`
  ^(?:
    not\s+(?:this|that)(?:\s+one)?[\s,]+the\s+other(?:\s+one)?|both(?:\s+of\s+them)?
    |all\s+(?:of\s+(?:them|these|those)|three|four|five)|(?:that|this|the\s+other)\s+one
    |(?:yes|yep|yup|yeah|yea|ya|(?:no[\s,]+)*no|nope|nah|sure|ok|okay)
  )(?:
    [\s,.!]+(?:
      please|thing|(?:do|delete|remove|restore|share|keep)\s+(?:it|that|them|this)|go\s+ahead
      |not\s+(?:that|this|it)(?:\s+one)?
      |(?:the\s+)?(?:first|second|third|last|other|right|wrong)(?:\s+one)?|(?:that|this)\s+one|both
      |all(?:\s+of\s+them)?
    )
  )*$
`;

/** Words alone answer no question: its card does. */
const answer = (): Command =>
  command({
    name: 'answer',
    words: [...ANSWERS, ...DECLINED],
    says: [ANSWERED, TO_BE_KEPT],
    help: words.help.help,
    isHidden: true,
    isWhole: true,
    run: async (ctx) => {
      const line = plainLine(ctx.line ?? '').toLowerCase();
      const isDeclined = DECLINED.includes(line) || DECLINES.test(line);
      const question = isDeclined ? undefined : await ctx.question?.();
      if (question !== undefined) {
        const asked = fillCard(question, words.help.pressWhy);
        const { card: note = {} } = messageCard({ title: words.help.press, paragraphs: [] });
        const isNoted = jsonOf(question).includes(words.help.press);
        return await ctx.reply(isNoted ? asked : contentOnTop(note, asked));
      }
      const [title, why] = isDeclined
        ? [words.help.nothingDone, words.help.nothingDoneWhy]
        : [words.help.press, words.help.pressWhy];
      return await ctx.reply(shortCard(title, why, [plainListButton()]));
    },
  });

/** Runs a suggested command as if the person had written it. */
const say: Action = action({
  name: 'say',
  input: z.object({ text: z.string().max(LONGEST_SAID) }),
  // The command starts as if just written: each asks by itself.
  ifStale: 'acts',
  run: async (ctx, { text }) => {
    if ((await ctx.dispatch(text)) === 'unknown') await ctx.reply(expiredCard());
  },
});

const plainListButton = () => ({ title: words.help.list, data: { action: 'list' } });
const example = (text: string) => sayButton(text, text);
const item = (text: string) => `- ${text}`;

export function helpCard(groups: readonly Pick<HelpGroup, 'title' | 'lines'>[]): Content {
  const [only, ...others] = groups;
  const isOne = only !== undefined && others.length === 0;
  return messageCard({
    title: isOne ? only.title : words.help.title,
    paragraphs: isOne
      ? only.lines
      : groups.map(({ title, lines }) => [`**${title}**`, ...lines.map(item)].join('\n')),
    buttons: [plainListButton(), ...(isOne ? [sayButton(words.help.whatCanYouDo, 'help')] : [])],
    tools: isOne ? [] : examplesOf([]).map((line) => [example(line)]),
  });
}

/** On one screen: examples to press, and the words of each group. */
function shortHelpCard(groups: readonly HelpGroup[], examples: readonly string[]): Content {
  return messageCard({
    title: words.help.title,
    paragraphs: [
      words.help.pressLine,
      ...groups
        .filter(({ names }) => names.length > 0)
        .map(({ title, names }) => `**${title}:** ${names.join(', ')}`),
      words.help.more,
    ],
    buttons: [plainListButton()],
    tools: examples.map((line) => [example(line)]),
  });
}

/** In a group space, where nobody wants a page of it. */
function groupHelpCard(): Content {
  return shortCard(words.help.title, `${words.help.mention} ${words.help.answersAlone}`, [
    plainListButton(),
  ]);
}

/** The first message in a space. */
export function welcomeCard(direct: boolean): Content {
  return messageCard({
    title: words.help.hello,
    paragraphs: direct
      ? [words.help.canWrite, words.help.tryThese]
      : [words.help.canMention, words.help.answersAlone],
    buttons: [
      plainListButton(),
      sayButton(words.help.freeUp, 'clean up'),
      sayButton(words.help.whatCanYouDo, 'help'),
    ],
  });
}

export function unknownCard(meant: Meant | undefined): Content {
  if (meant?.isTitle === true) {
    const { name, text } = meant;
    return messageCard({
      title: words.help.isTitle({ title: escapeText(text, 80) }),
      paragraphs: [words.help.isTitleHint],
      choices: [
        sayButton(words.help.showTitled, ofTitle(text)),
        sayButton(words.help.asRequest({ name }), text),
      ],
    });
  }
  if (meant === undefined || meant.isTopic === true) {
    return shortCard(words.help.unknown, words.help.unknownHint, [
      ...(meant === undefined ? [] : [example(meant.text)]),
      plainListButton(),
    ]);
  }
  return shortCard(words.common.didYouMean({ said: meant.text }), words.help.didYouMeanHint, [
    example(meant.text),
    ...(meant.search === undefined ? [] : [example(meant.search)]),
  ]);
}
