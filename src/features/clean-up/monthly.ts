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
import { inUnitSaid } from '../../query/query.js';
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

const TIDY = source`(clean|tidy)( up)?|trash`;
const DELETE = source`(delete|remove|${TIDY})`;
/** I ask each month, whatever is asked for; the card says so. */
const EACH = source`
  (
    monthly|weekly|quarterly|daily|yearly|(on )?(the|each|every) (1st|first)( day)? of (each|every|the|a) month
    |(twice|three times|four times|\d+\s*(x|times)) (a|per|each|every) (week|month|quarter|year)
    |(every|each|once (a|per)) ((\d+|two|three|six|other|second) )?(day|week|month|quarter|year)s?
  )
`;
const RULE = source`
  (
    (monthly|standing) (clean[\s-]?up )?(rule|question|search|clean[\s-]?up|request)s?
    |clean[\s-]?up (rule|question)s?
  )
`;
const RATHER = pattern`^((no|but|and|ok|only|just|rather|make (it|that)|change (it|that) to|(what|how) about)[\s,]+)+`;
const WOULD_GO = pattern`^(and )?(what|which)\b.*\b(would|will)\b`;
/** “after 90 days” */
const AFTER_AGE = pattern`^(after )?(?=(\d+|an?|one|two|three|six) (days?|weeks?|months?|years?)$)`;
const WHAT = pattern`^(about )?((all|my|the) )*(recordings?\b\s*)?(that are |what(['’]?s| is) )?`;

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
      pattern`^(what(['’]?s| is| are) )?((show|my|the) )*((clean[\s-]?up )?rules?|(?<=\bmy\s)retention (policy|rule|time))$`,
      pattern`^(please )?(${DELETE}|ask me about) (?<what>(?!up\b)\S.*?) ${EACH}$`,
      pattern`
        ^((ask|(tell|show)(?=.*\b(older|larger|bigger|unwatched|never)\b)) me ${EACH}( about)?|((ask|remind) me )?${EACH}[\s,]+
        (((ask|remind) me )?to )?(${DELETE}|ask me))( (?<what>\S.*))?$
      `,
      pattern`
        ^((yes|ok|okay|just|then)[\s,]+)*(((ask|remind)( me)?( again)?|do|repeat|run) ((about )?(that|this|it|them|those|these|the same) )?)?
        ((?<=\b(ask|remind)\b.*)in an?|once a|every|each|once per) month([\s,]+(yes|please|ok|then|instead|again))*$
      `,
      pattern`
        ^(every|each|once a) month[\s,]+((for|about|with|those|the ones) )*
        (?<what>(older|larger|bigger|longer|over|never|unwatched|recordings)\b.*)$
      `,
      pattern`
        ^(keep|delete|remove) ((all|my|the) )*recordings? (for|after)\s+
        (?<what>(\d+|an?|one|two|three|six) (days?|weeks?|months?|years?))( (only|automatically))?$
      `,
      pattern`
        ^((can|do|does|will|would|could) (you|it|the bot) )?(ever )?${DELETE}\s+
        ((my|the|old|all|any|recordings?|them|it|things|something|anything|stuff|up) )*
        (without asking( me)?|automatically|on (your|its) own|by (yourself|itself)|regularly|on a schedule)$
        |^(and )?when (do|will) you ask( me)?( (next|again|that|about (it|that)))*$
        |^(do|does|will) (you|it|the bot) (auto(matically)?|ever) ${DELETE}(\s.*)?$
      `,
      pattern`^(schedule|set up|create|start|make|do) an? (monthly|regular|recurring|automatic) clean[\s-]?up( (?<what>.+))?$`,
      pattern`^remind me (${EACH} )?to ((${TIDY})|${DELETE} (old )?recordings)( (${EACH}|regularly))?$`,
      pattern`
        ^(change|set|update) ((the|my) )*${RULE} to (?<what>.+)$
        |^(when|what) (is|will) ((the|my|your) )*(next )?${RULE}( be)?$
        |^(show|list|see|edit|change|open) (me )?((the|my) )*${RULE}$
      `,
      pattern`
        ^(auto(matically)?[\s-]*${DELETE}|${DELETE} ((every|each) month|monthly|automatically|regularly))
        ( (every|each) month| monthly)?( all(?= (older|larger|bigger|longer|over)\b))?( (?<what>.+))?$
      `,
    ],
    help: words.cleanUp.monthlyHelp,
    group: 'clean up',
    follows: (said, before) => {
      const calendar = { now: deps.now(), zone: 'UTC' };
      const isRule = (part: string): boolean =>
        ruleOfWords(readWords(part, calendar), calendar).problems.length === 0;
      const rule = before.replace(WHAT, '').split(/,\s+/).filter(isRule).join(', ');
      const line = inUnitSaid(said.replace(RATHER, ''), rule).replace(AFTER_AGE, 'older than ');
      if (/^(?:ok\s+)?(?:stop|end|cancel|undo)\s+(?:it|that|this)(?:\s+again)?$/i.test(line))
        return 'stop asking';
      if (/^(?:and\s+)?when\b.*\b(?:next|ask)\b/i.test(line)) return 'monthly';
      if (WOULD_GO.test(line)) return `clean up ${rule}`;
      const { recognised, guessed } = readWords(line, calendar);
      if (!recognised || guessed !== '') return undefined;
      return `ask me each month about ${[rule, line].filter((part) => part !== '').join(', ')}`;
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
      pattern`^(stop|end|delete|remove|cancel|disable|(turn|switch) off) ((the|my|that|all) )*(${RULE}|rules?)$`,
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
