import type { Actor } from '../../accounts/types.js';
import { type Action, type Command, command, nothing, phrases } from '../../bot/feature.js';
import type { MessageContext } from '../../bot/context.js';
import { cardDate } from '../../bot/ui/format.js';
import { messageCard, sayButton, shortCard } from '../../bot/ui/message.js';
import { type Settings, monthAfter } from '../../settings/settings.js';
import type { Permit } from '../../util/permit.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import type { BulkDeps, MonthlySearch } from '../bulk/index.js';
import {
  bulkData,
  monthlySearch,
  monthlySearchOf,
  narrowedWords,
  onJob,
  windowOfRule,
} from '../bulk/index.js';
import { readWords } from '../../query/read-words.js';
import { readAsked } from '../list/index.js';
import { type RuleRead, ruleOfWords } from './rule-form.js';
import { pattern, source } from '../../util/pattern.js';

function monthlyCard(chosen: Settings, now: number): Content {
  const search = monthlySearchOf(chosen);
  if (search === undefined || chosen.monthly === undefined) {
    return shortCard(words.cleanUp.notMonthly, words.cleanUp.howToAskMonthly, [
      sayButton(words.common.cleanUp, 'clean up'),
    ]);
  }
  const data = { phase: 'find', seen: 0, found: 0 } as const;
  const window = windowOfRule(search.rule, now);
  const asked = { ...data, search: { ...window, ...search } };
  const what = narrowedWords({ data: asked, hostId: undefined });
  return messageCard({
    title: words.cleanUp.monthly,
    paragraphs: present([
      what !== undefined && `${what}.`,
      words.cleanUp.nextOn({ date: cardDate(chosen.monthly.nextAt) }),
    ]),
    buttons: [
      sayButton(words.common.cleanUp, 'clean up'),
      sayButton(words.common.stopAsking, 'stop asking'),
      sayButton(words.common.settings, 'settings'),
    ],
  });
}

async function askFromNowOn(
  { settings, now }: BulkDeps,
  permit: Permit,
  { personId }: Actor,
  search: MonthlySearch,
): Promise<Settings> {
  const nextAt = monthAfter(await settings.of(personId), now());
  return await settings.change(permit, personId, {
    monthly: { search, nextAt, address: personId },
  });
}

const TIDY = '(?:clean|tidy)(?:\\s+up)?|trash';
const DELETE = `(?:delete|remove|${TIDY})`;
/** I ask each month, whatever is asked for; the card says so. */
const EACH = source`
  (?:
    monthly|weekly|quarterly|daily|yearly|(?:on\s+)?(?:the|each|every)\s+(?:1st|first)(?:\s+day)?\s+of\s+(?:each|every|the|a)\s+month
    |(?:twice|three\s+times|four\s+times|\d+\s*(?:x|times))\s+(?:a|per|each|every)\s+(?:week|month|quarter|year)
    |(?:every|each|once\s+(?:a|per))\s+(?:(?:\d+|two|three|six|other|second)\s+)?(?:day|week|month|quarter|year)s?
  )
`;
const RULE =
  '(?:(?:monthly|standing)\\s+(?:clean[\\s-]?up\\s+)?(?:rule|question|search|clean[\\s-]?up|request)s?|clean[\\s-]?up\\s+(?:rule|question)s?)';
const RATHER =
  /^(?:(?:no|but|and|ok|only|just|rather|make\s+(?:it|that)|change\s+(?:it|that)\s+to|(?:what|how)\s+about)[\s,]+)+/i;
const WOULD_GO = /^(?:and\s+)?(?:what|which)\b.*\b(?:would|will)\b/i;
const AGE =
  /\b(?:older\s+than|over|before)\s+(?:\d+|\p{L}+)\s+(?:days?|weeks?|months?|quarters?|years?)(?:\s+(?:old|ago))?/iu;
/** “after 90 days” */
const AFTER_AGE =
  /^(?:after\s+)?(?=(?:\d+|an?|one|two|three|six)\s+(?:days?|weeks?|months?|years?)$)/i;
const WHAT = /^(?:about\s+)?(?:(?:all|my|the)\s+)*(?:recordings?\b\s*)?(?:that\s+are\s+)?/i;

/** `ask me each month about recordings older than 180 days`: a dry run each month. */
export const monthlyCommand = (deps: BulkDeps): Command =>
  command({
    name: 'ask me each month',
    changes: true,
    words: phrases(
      'ask me each month, ask me every month, ask me monthly, ask each month, ask every month',
      'ask monthly, monthly clean up, monthly',
    ),
    says: [
      /^(?:what(?:['’]?s|\s+is|\s+are)\s+)?(?:(?:show|my|the)\s+)*(?:(?:clean[\s-]?up\s+)?rules?|(?<=\bmy\s)retention\s+(?:policy|rule|time))$/i,
      pattern(
        'i',
      )`^(?:please\s+)?(?:${DELETE}|ask\s+me\s+about)\s+(?<what>(?!up\b)\S.*?)\s+${EACH}$`,
      pattern('i')`
        ^(?:ask\s+me\s+${EACH}(?:\s+about)?|(?:(?:ask|remind)\s+me\s+)?${EACH}[\s,]+
        (?:(?:(?:ask|remind)\s+me\s+)?to\s+)?(?:${DELETE}|ask\s+me))(?:\s+(?<what>\S.*))?$
      `,
      pattern('i')`
        ^(?:(?:yes|ok|okay|just|then)[\s,]+)*(?:(?:ask(?:\s+me)?|do|repeat|run)\s+(?:(?:about\s+)?(?:that|this|it|them|those|these|the\s+same)\s+)?)?
        (?:once\s+a|every|each|once\s+per)\s+month(?:[\s,]+(?:yes|please|ok|then|instead|again))*$
      `,
      /^(?:every|each|once\s+a)\s+month[\s,]+(?:(?:for|about|with|those|the\s+ones)\s+)*(?<what>(?:older|larger|bigger|longer|over|never|unwatched|recordings)\b.*)$/i,
      /^(?:keep|delete|remove)\s+(?:(?:all|my|the)\s+)*recordings?\s+(?:for|after)\s+(?<what>(?:\d+|an?|one|two|three|six)\s+(?:days?|weeks?|months?|years?))(?:\s+(?:only|automatically))?$/i,
      pattern('i')`
        ^(?:(?:can|do|does|will|would|could)\s+(?:you|it|the\s+bot)\s+)?(?:ever\s+)?${DELETE}\s+
        (?:(?:my|the|old|all|any|recordings?|them|it|things|something|anything|stuff|up)\s+)*
        (?:without\s+asking(?:\s+me)?|automatically|on\s+(?:your|its)\s+own|by\s+(?:yourself|itself)|regularly|on\s+a\s+schedule)$
        |^(?:and\s+)?when\s+(?:do|will)\s+you\s+ask(?:\s+me)?(?:\s+(?:next|again|that|about\s+(?:it|that)))*$
        |^(?:do|does|will)\s+(?:you|it|the\s+bot)\s+(?:auto(?:matically)?|ever)\s+${DELETE}(?:\s.*)?$
      `,
      /^(?:schedule|set\s+up|create|start|make|do)\s+an?\s+(?:monthly|regular|recurring|automatic)\s+clean[\s-]?up(?:\s+(?<what>.+))?$/i,
      pattern('i')`
        ^remind\s+me\s+(?:${EACH}\s+)?to\s+(?:(?:${TIDY})|${DELETE}\s+(?:old\s+)?recordings)(?:\s+(?:${EACH}|regularly))?$
      `,
      pattern('i')`
        ^(?:change|set|update)\s+(?:(?:the|my)\s+)*${RULE}\s+to\s+(?<what>.+)$
        |^(?:when|what)\s+(?:is|will)\s+(?:(?:the|my|your)\s+)*(?:next\s+)?${RULE}(?:\s+be)?$
        |^(?:show|list|see|edit|change|open)\s+(?:me\s+)?(?:(?:the|my)\s+)*${RULE}$
      `,
      pattern('i')`
        ^(?:auto(?:matically)?[\s-]*${DELETE}|${DELETE}\s+(?:(?:every|each)\s+month|monthly|automatically|regularly))
        (?:\s+(?<what>.+))?$
      `,
    ],
    help: words.cleanUp.monthlyHelp,
    group: 'clean up',
    follows: (said, before) => {
      const line = said.replace(RATHER, '').replace(AFTER_AGE, 'older than ');
      const calendar = { now: deps.now(), zone: 'UTC' };
      const isRule = (part: string): boolean =>
        ruleOfWords(readWords(part, calendar), calendar).problems.length === 0;
      const rule = before.replace(WHAT, '').split(/,\s+/).filter(isRule).join(', ');
      if (/^(?:ok\s+)?(?:stop|end|cancel|undo)\s+(?:it|that|this)(?:\s+again)?$/i.test(line))
        return 'stop asking';
      if (/^(?:and\s+)?when\b.*\b(?:next|ask)\b/i.test(line)) return 'monthly';
      if (WOULD_GO.test(line)) return `clean up ${rule}`;
      const { recognised, guessed, age } = readWords(line, calendar);
      if (!recognised || guessed !== '') return undefined;
      const kept = age === undefined ? rule : rule.replace(AGE, '').replace(/^[\s,]+|[\s,]+$/g, '');
      return `ask me each month about ${[kept, line].filter((part) => part !== '').join(', ')}`;
    },
    run: async (ctx, rest) => {
      const { personId } = ctx.actor;
      if (/^(?:off|never|stop|no)$/i.test(rest)) {
        await stopAsking(deps, ctx);
        return;
      }
      // Below a clean-up, “ask me every month” is about that one.
      const isSame = rest === '' && /\bmonth\b/i.test(ctx.line ?? '');
      const { said: before = '', whose = '' } = deps.searches.lastCleanUp(ctx.actor) ?? {};
      const said = isSame && whose === '' ? before : rest;
      const about = said.replace(WHAT, '').replace(AFTER_AGE, 'older than ');
      if (about !== '' && rest !== 'on') {
        const asked = { text: `ask me each month about ${about}`, isOfAnyTime: true };
        const { read, calendar } = (await readAsked(deps, ctx, about, asked)) ?? {};
        if (read === undefined || calendar === undefined) return;
        const found = ruleOfWords(read, calendar);
        const problems = problemsOf(found);
        if (problems.length > 0) {
          const buttons = [sayButton(words.common.cleanUp, 'clean up')];
          const title = words.cleanUp.notSetUp;
          return await ctx.reply(messageCard({ title, paragraphs: problems, buttons }));
        }
        // Ask them to connect now, not when the question is due.
        await deps.tokens.get(ctx.actor);
        const { rule, filter } = found;
        await askFromNowOn(deps, ctx.permit, ctx.actor, { rule, filter });
      }
      await ctx.reply(monthlyCard(await deps.settings.of(personId), deps.now()));
    },
  });

/** A monthly search needs an age; fixed dates would find nothing new next month. */
function problemsOf({ problems, span, recognised, filter }: RuleRead): string[] {
  return present([
    ...problems,
    !recognised && words.cleanUp.sayWhich,
    (span !== undefined || filter.status === 'deleted') && words.cleanUp.takesAge,
  ]);
}

async function stopAsking(
  { settings, now }: BulkDeps,
  { permit, actor, reply }: Pick<MessageContext, 'permit' | 'actor' | 'reply'>,
): Promise<void> {
  const chosen = await settings.change(permit, actor.personId, { monthly: undefined });
  await reply(monthlyCard(chosen, now()));
}

/** `stop asking`: no more questions each month. */
export const stopAskingCommand = (deps: BulkDeps): Command =>
  command({
    name: 'stop asking',
    changes: true,
    words: phrases("stop asking, stop asking me, do not ask, don’t ask, don't ask, ask me never"),
    says: [
      pattern('i')`
        ^(?:stop|end|delete|remove|cancel|disable|(?:turn|switch)\s+off)\s+(?:(?:the|my|that|all)\s+)*(?:${RULE}|rules?)$
      `,
    ],
    help: words.cleanUp.stopHelp,
    group: 'clean up',
    run: (ctx) => stopAsking(deps, ctx),
  });

/** “Ask me every month”, on what a clean-up found: the same search from now on. */
export const askEachMonth = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'clean-up-monthly',
    extra: nothing,
    ifStale: 'acts',
    run: async (ctx, job) => {
      const { data } = bulkData.safeParse(job.data);
      const read = monthlySearch.safeParse(data?.search);
      const isOwn = job.hostId === undefined && data?.search?.said === undefined;
      if (read.success && isOwn) {
        await deps.tokens.get(ctx.actor);
        await askFromNowOn(deps, ctx.permit, ctx.actor, read.data);
      }
      await deps.jobs.render(job.id, ctx.update);
    },
  });
