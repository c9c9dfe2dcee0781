import { z } from 'zod';
import { type Actor, actsForSelf } from '../../accounts/types.js';
import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import type { Action, Command, Feature } from '../../bot/feature.js';
import { action, command, nothing, phrases } from '../../bot/feature.js';
import type { MessageContext } from '../../bot/context.js';
import { escapeText } from '../../bot/ui/escape.js';
import { type Calendar, ever } from '../../query/calendar.js';
import { latest, readState, writeState } from '../../query/list-state.js';
import { readWords } from '../../query/read-words.js';
import { conditionsWritten, whenWords } from '../../query/query.js';
import type { Filter } from '../../recordings/filter.js';
import type { Permit } from '../../util/permit.js';
import { defined, present } from '../../util/present.js';
import { english, words } from '../../util/words.js';
import type { Put } from '../../jobs/jobs.js';
import type { MessageAt } from '../../webex/messaging.js';
import type { BulkData, BulkDeps } from '../bulk/index.js';
import {
  CLEAN_UP,
  USUAL_RULE,
  bulkData,
  filterOfRule,
  monthlySearch,
  onJob,
  oneHostOnlyCard,
  startBulk,
  windowOfRule,
} from '../bulk/index.js';
import { askEachMonth, monthlyCommand, stopAskingCommand } from './monthly.js';
import { type RuleRead, ruleForm, ruleFormCard, ruleOfForm, ruleOfWords } from './rule-form.js';
import { andAnother, goneOnWith, needsZone, prefixOf, readAsked } from '../list/index.js';
import { timeZoneOf } from '../settings/index.js';
import { pattern } from '../../util/pattern.js';

/** `clean up`: finds recordings that a person may no longer need, by a rule in words or on a form. */
export const cleanUp = (deps: BulkDeps) =>
  ({
    commands: [cleanUpCommand(deps), monthlyCommand(deps), stopAskingCommand(deps)],
    actions: [findByForm(deps), otherRule(deps), askEachMonth(deps)],
    /** Searches, and asks the person 1:1. Rejects with a WebexError. @param search of their settings */
    askMonthly: async (permit: Permit, actor: Actor, search: unknown): Promise<void> => {
      const read = monthlySearch.safeParse(search).data;
      if (read === undefined) return;
      const found = { rule: defined(read.rule), filter: defined(read.filter) };
      const said = { now: deps.now(), zone: 'UTC' };
      const { personId: toPersonId } = actor;
      await startCleanUp({ actor, permit }, deps, found, said, (content) =>
        deps.messaging.post({ toPersonId }, content),
      );
    },
  }) satisfies Feature & Record<string, unknown>;

async function startCleanUp(
  ctx: Pick<MessageContext, 'actor' | 'permit'>,
  deps: BulkDeps,
  found: Sought,
  said: Calendar,
  put: Put,
  at?: MessageAt,
): Promise<void> {
  const search = searchOf(found, said, deps.now());
  const data = { phase: 'find', what: 'trash', search, seen: 0, found: 0 } as const;
  await startBulk(ctx, deps, { kind: CLEAN_UP, data, ...defined({ at }) }, put);
}

type Sought = Pick<RuleRead, 'rule' | 'span'> & { readonly filter: Filter };

function searchOf({ rule, filter, span }: Sought, said: Calendar, now: number) {
  return {
    ...(span ?? windowOfRule(rule, now)),
    filter: { ...filter, ...filterOfRule(rule) },
    rule,
    ...(span === undefined ? {} : { said }),
  };
}

/** The form names its host by a list of that host; undefined for the person's own recordings. */
function listOfHost(deps: BulkDeps, hostId: string | undefined): string | undefined {
  return hostId === undefined ? undefined : writeState({ ...latest(deps.now()), host: hostId });
}

const findByForm = (deps: BulkDeps): Action =>
  action({
    name: 'clean-up',
    input: ruleForm.extend({
      /** Names the host; permission is checked by the roles. */
      list: z.string().optional(),
      /** Forms of earlier versions have it, and are out of date. */
      host: z.undefined().optional(),
    }),
    // A search changes nothing.
    ifStale: 'acts',
    run: async (ctx, input) => {
      const state = readState(input.list, deps.now());
      const actor = await resolveActor(deps, ctx.actor, state ?? {});
      const acting = withActor(ctx, actor);
      const form = ruleOfForm(input);
      const said = input.also ?? '';
      // The days are those of the person who asks, even for somebody else's recordings.
      const zone = said === '' ? undefined : await timeZoneOf(deps, ctx.actor);
      const calendar = { now: deps.now(), zone: zone ?? 'UTC' };
      const read = readWords(said, calendar, {}, ever(calendar));
      const more = ruleOfWords(read, calendar);
      const joint = mergedForm(form, more, said);
      const isUnclear = zone === undefined && needsZone(read);
      const problems = [...joint.problems, ...(isUnclear ? [words.cleanUp.whichZone] : [])];
      const { rule } = joint;
      const list = listOfHost(deps, actor.onBehalfOf?.personId);
      const asks = form.isBlank || problems.length > 0;
      if (asks) await acting.update(ruleFormCard(rule, problems, { list, also: said }));
      else await startCleanUp(acting, deps, { ...more, rule }, calendar, acting.update, acting.at);
    },
  });

/** The form's inputs take precedence over the words beside them. */
function mergedForm(
  form: Pick<RuleRead, 'rule' | 'problems'>,
  more: RuleRead,
  said: string,
): Pick<RuleRead, 'rule' | 'problems'> {
  const { rule, problems } = form;
  const { age, unit, neverWatched, ...others } = more.rule;
  const isUnread = said !== '' && !more.recognised;
  const unread = isUnread ? [words.common.notUnderstood({ said: escapeText(said, 60) })] : [];
  const older = rule.age === 0 ? { age, unit } : {};
  return {
    rule: { ...others, ...rule, ...older, neverWatched: rule.neverWatched || neverWatched },
    problems: [...problems, ...more.problems, ...unread],
  };
}

/** Shows the form for another rule, and cancels the job. */
const otherRule = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'clean-up-rule',
    extra: nothing,
    ifStale: 'acts',
    run: async (ctx, job) => {
      const { data } = bulkData.safeParse(job.data);
      await deps.jobs.store.change(job.id, ['asking'], 'cancelled', deps.now());
      const { search } = data ?? {};
      const list = listOfHost(deps, job.hostId);
      const also = search === undefined ? '' : alsoOf(search);
      await ctx.update(ruleFormCard(search?.rule ?? USUAL_RULE, [], { list, also }));
    },
  });

/** A time and conditions as a person writes them. @param without have inputs of their own */
function inWords(when: string, filter: Filter, without: readonly (keyof Filter)[] = []): string {
  return [when, conditionsWritten(filter, without)].filter((text) => text !== '').join(', ');
}

function alsoOf({ from, to, filter, said }: Omit<NonNullable<BulkData['search']>, 'rule'>): string {
  const when = said === undefined ? '' : whenWords({ from, to }, said.zone, said.now, english);
  return inWords(when, defined(filter), ['topic', 'siteUrl']);
}

/** “keep the last 3 months and delete the rest” */
const KEPT_TIME = pattern`
  ^(only )?(?<what>
    keep ((only|just|the|my|recordings|everything|stuff|things|ones|from|of) )*(
      (last|past) (\S+ )?(days?|weeks?|months?|quarters?|years?)|this (week|month|quarter|year)
    )
  )([\s,]+(and )?((delete|remove|trash|clean up) )?(the )?(rest|others?|everything else))?$
`;
const WOULD_GO = pattern`\b(what|which|how (many|much))\b.*\b(would|will|do|are)\b`;
/** “can I see them first” */
const LOOKS = pattern`
  ^(i (want|would like) to )?(see|look at|review|check|show( me)?|list|view) (all of )?
  (them|those|these|it|the list|which( ones)?)( (all|first|before|please))*$
  |^(and )?which (ones|recordings)( are (they|those|these|that))?$
  |^(what|which)( one)?(['’]?s| is) the (biggest|largest|oldest)( one)?( (of|in) (them|those|these|there|it))?$
`;
/** “and the training”, of what was kept. */
const EXCEPTED = pattern`\b(without|except|but|keep|not)\b[^,]*$`;
/** “keep the all hands”, of what was found. */
const KEPT = pattern`^(keep|spare|save) ((the|my|our|all(?! hands)) )*(?!(the|all(?! hands)|my|our|them|it|that|this|these|those|every\w*|rest|only|\d+|first|last|newest|latest)(?![\w-]))(?=\S)`;
/** Below its form, which says a rule already. */
const BEGINS = pattern`^((yes|ok|then|just|please)[\s,]+)*(start|begin|search|run|look|find (them|it|some)|(start|run|do) (it|the search)|go( ahead)?)( (now|then|please))*$`;
/** “recordings older than a year”, “anything before October”: of the form, which is all that was asked for so far. */
const WHAT = pattern`^((all|old|my|our|the|any) )*(recordings|videos|meetings|ones|(any|every)thing|all|stuff) (?!(of|would|will)\b)\S`;
const EVERYTHING = /(?<![\w-])(?:all|every\w*|entire|whole)(?![\w-])/i;

function isNarrowed({ rule, filter, span }: RuleRead): boolean {
  const { age, neverWatched, megabytes, topic, siteUrl } = rule;
  const conditions = present([megabytes, topic, siteUrl, span]).length + Object.keys(filter).length;
  return age > 0 || neverWatched || conditions > 0;
}

const cleanUpCommand = (deps: BulkDeps): Command =>
  command({
    name: 'clean up',
    words: phrases(
      'clean up, cleanup, clean-up, clean out, clean, tidy up, tidy out, tidy, declutter, clean up my recordings, free up space',
      'make room, free space, another rule, more space, clean up a bit, tidy up a bit, clean things up, clean things up a bit, tidy things up, bulk delete, mass delete',
    ),
    says: [
      pattern`
        ^(how (can|do|could|should) (i|we) )?(free|clear)( up)? ((some|more|enough|me|about|around|at least) )*
        (space|room|storage|\d[\d.,]*\s*([gmt]b|gigs?))( of (space|storage))?$
      `,
      pattern`
        ^((do|make|start|run|try) )?(an? )?(dry[\s-]+run|clean[\s-]?up)( (now|please))*$
        |^((do|make|have) )?((an?|good|big|little|quick|bit of an?) )+(clean|clear|sort|tidy)[\s-]?(up|out)( for (me|us))?( (would|could) you)?
        ([\s,:]+((of|and delete) )?(?<what>(any|every|all|old|stuff|the|my|over|recordings).*))?$
        |^(simulate|preview|try( out)?|test|start|run|begin|do) ((an?|the|my) )*clean[\s-]?up$
        |^clean[\s-]?up (without (asking|confirmation|questions?)( me)?|automatically now)$
        |^how much (space |storage |room )?(could|can|would|do) i\s+
        (free|save|gain|reclaim|recover|win|get( back)?)( (up|back))?( (by|if|with) .*)?$
      `,
      KEPT_TIME,
      pattern`
        ^(and )?how (many|much)( (recordings|space|gb))? (would|will) (be |i have )?
        (left|stay|remain|kept|deleted|gone|removed|go)( (over|then|after that|now))*$
        |^((and|so) )*((show|tell) me )?(what|which( (ones?|recordings?))?) (would|will|could|are going to|do)\s+
        ((you|it|that|this|i|we) )?(be |get |have been )?(
          deleted?|removed?|trash(ed)?|affected|lose|happen|go(ne)?|clean(ed)?( up)?
        )( (then|exactly|now))*( (if|when) (i|we|you) (clean(ed)? up|delete[d]?|remove[d]?) (?<what>\S.*))?$
      `,
      pattern`
        ^((show|tell) me |list |suggest |recommend )?(what|which( (ones?|recordings?|videos?|files?|of (these|them|those)))?) (
          (can|should|could|would) ((i|we|you) (safely )?(delete|remove|trash|clean( up)?)|go|be deleted)
          |to (delete|remove|trash|clean up)
        )$
      `,
      pattern`
        ^((is|are) there )?(
          anything|something|things|stuff|((any|old|big|large|the|unused) )*(recordings|videos|files|ones)
        )\s+
        (else )?((?<what>(older|larger|bigger|longer|smaller|shorter|over|under|from|before)\s.+?) )?(that |which )?
        (i|we|you) (can|could|should|may|might) (safely )?
        (delete|remove|trash|clean( up)?|get rid of|throw (away|out)|dump|bin|lose)$
      `,
    ],
    help: words.cleanUp.help,
    group: 'clean up',
    forOthers: true,
    follows: (line, before) => {
      if (LOOKS.test(line)) return 'what would be deleted';
      if (/^make\b.*\bmonthly\b/i.test(line)) return 'ask me every month';
      const also = EXCEPTED.test(before) ? andAnother(line) : undefined;
      if (also !== undefined) return `clean up ${before}, without ${also}`;
      const [kept] = before === '' ? [] : (KEPT.exec(line) ?? []);
      if (kept !== undefined) return `clean up ${before}, without ${line.slice(kept.length)}`;
      if (before !== '') return undefined;
      if (WHAT.test(line)) return `clean up ${line}`;
      const { age, unit } = USUAL_RULE;
      const usual = `clean up older than ${age} ${unit}`;
      // The form in front of them has that rule, and not all that there is.
      if (/^without\s/i.test(line)) return `${usual}, ${line}`;
      return BEGINS.test(line) ? usual : undefined;
    },
    run: async (ctx, text) => {
      const { onBehalfOf, scope } = ctx.actor;
      if (/^(?:all\s+of\s+)?(?:them|these|those)$/i.test(text) && actsForSelf(ctx.actor))
        return await ctx.dispatch('select all');
      const before = deps.searches.lastCleanUp(ctx.actor);
      // “what would be deleted”, of the clean-up in front of the person
      if (text === '' && before !== undefined && WOULD_GO.test(ctx.line ?? ''))
        return await ctx.dispatch(goneOnWith(before, ''));
      if (scope !== undefined) return await ctx.reply(oneHostOnlyCard(ctx.actor));
      const asked = { text: `clean up ${text}`.trim(), isOfAnyTime: true };
      const { read, calendar } = (await readAsked(deps, ctx, text, asked)) ?? {};
      if (read === undefined || calendar === undefined) return;
      if (read.query.filter.status === 'deleted') return await ctx.dispatch(`bin ${text}`);
      const found = ruleOfWords(read, calendar);
      const { hostedBy, ...others } = read.query.filter;
      // A clean-up is of one host: of somebody else for those who may.
      if (hostedBy !== undefined && actsForSelf(ctx.actor)) {
        const { rule, span } = found;
        const age = rule.age > 0 ? `older than ${rule.age} ${rule.unit}` : '';
        const when = span ? whenWords(span, calendar.zone, calendar.now, english) : age;
        const what = inWords(when, others);
        return await ctx.dispatch(`for ${hostedBy} clean up ${what}`.trim());
      }
      const { problems } = found;
      // “clean up now” is not about everything; “clean up everything” is.
      const recognised =
        EVERYTHING.test(text) || read.age !== undefined || (found.recognised && isNarrowed(found));
      if (recognised && problems.length === 0) {
        await startCleanUp(ctx, deps, found, calendar, ctx.reply);
        deps.searches.noteCleanUp(ctx.actor, prefixOf(ctx.actor), text);
        return;
      }
      const list = listOfHost(deps, onBehalfOf?.personId);
      const search = recognised ? searchOf(found, calendar, deps.now()) : undefined;
      const also = search === undefined ? '' : alsoOf(search);
      await ctx.reply(ruleFormCard(search?.rule ?? USUAL_RULE, problems, { list, also }));
      // A condition that no clean-up takes leaves what was asked for before it; a topic is asked for again.
      const goesOn = before !== undefined && text.startsWith(`${before.said}, `);
      const isLeft = problems.length > 0 && (goesOn || found.rule.topic === undefined);
      const kept = isLeft ? undefined : text;
      deps.searches.noteCleanUp(ctx.actor, prefixOf(ctx.actor), kept);
    },
  });
