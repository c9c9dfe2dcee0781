import { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import { type Actor, undefinedIfUntold } from '../../accounts/types.js';
import type { Action, Command, Feature } from '../../bot/feature.js';
import { action, command, helpGroups, phrases } from '../../bot/feature.js';
import { LONGEST_SAID } from '../../bot/clicks.js';
import { commandMatcher } from '../../bot/match-command.js';
import { expiredCard, messageCard, sayButton, shortCard } from '../../bot/ui/message.js';
import { latest, windowOf } from '../../query/list-state.js';
import { listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { aboutTheBot } from './about-the-bot.js';
import { WHAT_I_CAN_DO } from './questions.js';
export { facts } from './facts.js';
import {
  foreignHelp,
  exampleButton,
  plainListButton,
  thanks,
  unknownCard,
  wordBack,
} from './answers.js';
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
      ...[...about, foreignHelp(), thanks(), wordBack()],
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
const HOW_TO = pattern`^(how (do|can|could|would|should) (i|we|you)|where (do|can) (i|we)|how to|what does) (?!.*\bback$)(?<what>.+?)( do)?$`;
const GETTING = pattern`^(get|make|find|see|have|open) (an?|the|my) `;
/** Of the recording in front of the person: the button is nearer than its explanation. */
const OF_THIS = pattern`\s(it|this|that|the (first|second|third|fourth|fifth|last))( (one|recording|video))?$`;

/** “how do I see others’ recordings?” */
const OF_OTHERS = pattern`\b(others?|other (people|users|hosts)|(some|every)(one|body)( else)?|colleagues?)['’]?s?['’]? (recordings?|videos?)$`;

/** @param others in the order of the help */
const helpCommand = (deps: HelpDeps, others: readonly Command[]): Command => {
  // Few ask how, and to make one takes some milliseconds of a start.
  let matcher: ReturnType<typeof commandMatcher> | undefined;
  /** “get a link to it” is about links, and “sharing” about “share”. */
  const howTo = (wish: string): Command | undefined => {
    if (OF_OTHERS.test(wish)) return others.find(({ name }) => name === 'for');
    return [
      wish.replace(GETTING, ''),
      wish,
      wish.replace(/ing\b/i, ''),
      wish.replace(/ing\b/i, 'e'),
    ]
      .flatMap((line) => {
        const read = (matcher ??= commandMatcher(others, deps.now)).match(line);
        return 'command' in read ? [read.command] : [];
      })
      .sort((one, other) => Number(one.name === 'list') - Number(other.name === 'list'))[0];
  };
  return command({
    name: 'help',
    words: phrases(
      'help, ?, commands, start, hello, hi, hey, menu, who are you, what are you, what are you for',
      'what else can you do, what can you show me, what else can i do, what can admins do, what can administrators do',
      'good morning, good afternoon, good evening, how are you',
      'are you there, you there, who can help me',
    ),
    says: [
      pattern`^(ping|test(ing)?|wake up)$|^support$|^(what|which) commands\b.*$|^((show|give) me )?(some |an? )?examples?$`,
      pattern`^how (do|does) (the )?(?<what>[a-z ]{3,12}?) works?$`,
      pattern`^help( me)? with (?<what>[a-z]+ing( [a-z ]+)?)$`,
    ],
    questions: [
      /^what\s+(?:(?:can|do)\s+(?:you\s+do|i\s+(?:ask|say|write|type|do)(?!\s+with\b))|you\s+(?:can|could)\s+do)\b/i,
      HOW_TO,
      WHAT_I_CAN_DO,
      /^(?:faqs?|manual|instructions|documentation|docs|tutorial|guide|options)$/i,
    ],
    help: words.help.help,
    explains: true,
    run: async (ctx, rest) => {
      const groups = groupsOf(others);
      const wanted = rest.toLowerCase().trim();
      const about = groups
        .filter(({ title, names }) => title.toLowerCase() === wanted || names.includes(wanted))
        .map((group) => withFirst(group, wanted));
      const isHow =
        wanted !== '' &&
        /\b(?:how|where|what\s+does|help(?:\s+me)?\s+with)\b/i.test(ctx.line ?? '');
      // “help filters”
      const named = others.find(({ words: its }) => about.length === 0 && its.includes(wanted));
      const how = isHow ? howTo(rest) : named;
      if (how !== undefined) {
        // What I cannot do, or what stands before the person, answers by itself.
        const isDone = how.help === words.help.help || (how.forOthers && OF_THIS.test(rest));
        if (isDone === true) return await ctx.dispatch(rest, ctx);
        await ctx.say(howCard(how));
      } else if (about.length > 0) await ctx.say(helpCard(about));
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
};

/** “how do I …?”: that alone, and the way on. */
function howCard({ name, help: line, group = 'account' }: Command): Content {
  const about = helpGroups()[group];
  const isButton = group === 'find' || name === 'delete';
  return messageCard({
    title: words.help.how,
    paragraphs: present([line, isButton && words.help.orPress]),
    buttons: [
      plainListButton(),
      sayButton(words.help.moreAbout({ about }), `help ${about.toLowerCase()}`),
    ],
  });
}

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

/** Runs a suggested command as if the person had written it. */
const say: Action = action({
  name: 'say',
  input: z.object({ text: z.string().max(LONGEST_SAID), whose: z.literal('said').optional() }),
  speaks: true,
  // The command starts as if just written: each asks by itself.
  ifStale: 'acts',
  run: async (ctx, { text, whose }) => {
    const as = whose === undefined ? ctx : { ...ctx, saysWhose: true };
    if ((await ctx.dispatch(text, as)) === 'unknown') await ctx.reply(expiredCard());
  },
});

export function helpCard(groups: readonly Pick<HelpGroup, 'title' | 'lines'>[]): Content {
  const [only, ...others] = groups;
  const isOne = only !== undefined && others.length === 0;
  return messageCard({
    title: isOne ? only.title : words.help.title,
    paragraphs: isOne
      ? only.lines
      : groups.map(({ title, lines }) =>
          [`**${title}**`, ...lines.map((line) => `- ${line}`)].join('\n'),
        ),
    buttons: [plainListButton(), ...(isOne ? [sayButton(words.help.whatCanYouDo, 'help')] : [])],
    tools: isOne ? [] : examplesOf([]).map((line) => [exampleButton(line)]),
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
    tools: examples.map((line) => [exampleButton(line)]),
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

type HelpDeps = Pick<Deps, 'webex' | 'tokens' | 'roles' | 'now'>;

/** Help does without examples of the person's own rather than let them wait. */
const PATIENCE_MS = 1_500;

/** The topics of a person's latest recordings, and the commands of roles that they do not have. */
async function aboutPerson(
  deps: HelpDeps,
  actor: Actor,
): Promise<{ readonly topics: readonly string[]; readonly notTheirs: readonly string[] }> {
  const [topics = [], notTheirs] = await Promise.all([
    withTimeout(PATIENCE_MS, (signal) => latestTopics(deps, actor, signal)),
    commandsOfOthers(deps, actor),
  ]);
  return { topics, notTheirs };
}

/** The topics of their latest recordings, as they are; none where Webex does not tell. */
async function latestTopics(
  { webex, tokens, now }: HelpDeps,
  actor: Actor,
  signal: AbortSignal,
): Promise<string[]> {
  const query = { ...recordedIn(windowOf(latest(now())), now()), limit: 5, signal };
  const found = await withToken(tokens, actor, (token) =>
    listRecordings(webex, token, query),
  ).catch(undefinedIfUntold);
  return found?.recordings.map(({ topic }) => topic) ?? [];
}

async function commandsOfOthers({ roles }: HelpDeps, actor: Actor): Promise<string[]> {
  const each = ACTS_BY.map(async ([role, name]) => {
    const has = await roles.has(actor, role).catch(undefinedIfUntold);
    return has === true ? [] : [name];
  });
  return (await Promise.all(each)).flat();
}

const ACTS_BY = [
  ['administrator', 'for'],
  ['officer', 'compliance'],
] as const;

/** Words alone: nothing of a topic that could be read as anything else, wherever it stands. */
const PLAIN_TOPIC = /^[\p{L}\p{N}]+(?: [\p{L}\p{N}]+){0,4}$/u;
const LONGEST_TOPIC = 36;

/** Five lines to press or to write. @param topics as others wrote them */
export function examplesOf(topics: readonly string[]): string[] {
  const plain = topics.filter((topic) => PLAIN_TOPIC.test(topic) && topic.length <= LONGEST_TOPIC);
  const [first, second] = new Set(plain);
  return [
    ...(first === undefined
      ? ['find', 'never watched']
      : [`about "${first}"`, `who watched "${second ?? first}"`]),
    'largest 10 of the last 90 days',
    'recordings from last week',
    'clean up older than 90 days',
  ];
}
