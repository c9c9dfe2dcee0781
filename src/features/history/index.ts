import { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import type { AuditRequest } from '../../audit/audit.js';
import { actorFromAudit, withActor } from '../../bot/access/impersonation.js';
import { type Command, type Feature, action, command, digits, phrases } from '../../bot/feature.js';
import type { BaseContext, MessageContext } from '../../bot/context.js';
import { messageCard, sayButton, shortCard, showBinButton } from '../../bot/ui/message.js';
import { escapeText } from '../../bot/ui/escape.js';
import { ever, isEver } from '../../query/calendar.js';
import { WIDER_DAYS, latest, windowOf } from '../../query/list-state.js';
import { USUAL_QUERY, stateOfQuery, whenWords } from '../../query/query.js';
import { SPAN_NAMED } from '../../query/named-days.js';
import { readWords } from '../../query/read-words.js';
import { topicFilter } from '../../query/topics.js';
import { type Window, recordedIn } from '../../recordings/types.js';
import { isOneOf } from '../../recordings/filter.js';
import { LARGEST_PAGE, listRecordings } from '../../recordings/list.js';
import { present } from '../../util/present.js';
import { DAY } from '../../util/time.js';
import { pattern } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { knownZoneOf } from '../settings/index.js';
import {
  KINDS_OF_CHANGE,
  LINES_PER_PAGE,
  historyCard,
  historyOf,
  kindIn,
  undoCard,
} from './card.js';

export type HistoryDeps = Pick<
  Deps,
  'audit' | 'webex' | 'tokens' | 'hosts' | 'roles' | 'settings' | 'now' | 'log'
>;

/** “and this week?”, below it; a line with a verb of its own is another request. */
const ANOTHER_TIME = pattern`
  ^((and|or|but|only|(what|how) about) )*(?<time>((in|of|from|since|on|for|before|after) )?(the )?${SPAN_NAMED})$
`;

/** “just the deletions”, below it */
const ANOTHER_KIND = pattern`^((and|only|just|what about) )+((the|my|those|ones|what|that|i|we|have|was|were) )*(?<kind>(dele|rest|shar)\w+)$`;

/** `history`: what the person did to recordings, connected or not. */
export const history = (deps: HistoryDeps): Feature => ({
  commands: [
    command({
      name: 'history',
      words: phrases(
        'history, my history, show history, show my history, what did i do',
        'recent activity, my recent activity, what have i done',
        'logs, log of, audit, audit log, activity, recent changes, last changes',
        'show changes, what happened, what changed, what has changed, what did you do',
        'what did you just do, what have you done, who did what',
      ),
      says: [
        pattern`^(when (did|have)|(did|have)(?= i (\w+ )?(restored?|shared?)(?!.* with\b))) i ((ever|already|really|actually|just) )*(?<what>(${KINDS_OF_CHANGE.map(([said]) => said).join('|')})( .*)?)$`,
        pattern`
          ^(
            (which|what|how many)( (recordings?|ones|of (them|those)))? (did|have)\s+
            (i|we|you) (just )?(last |recently )?
            |((show|list) )?(me )?(my|the) (recent |last )?(?=\w+(ions|als|ings)\b)
          )(?<what>(${KINDS_OF_CHANGE.map(([said]) => said).join('|')})(?![\w-]).*)$
        `,
        pattern`^what(['’]?s| (got|was|were|has been|is))? (recently )?(?<what>(deleted|removed|restored)( (?!by\s).+)?)$`,
        pattern`
          ^((and|so|but|ok|okay|well)[\s,]+)*(
            (did|has|have) (it|that|this|they|you) ((all|really|actually|now|already|just) )*
            (work(ed)?|restored?|deleted?|shared?|go(ne)?( through)?|come back|happen(ed)?|succeed(ed)?|do(ne)?|finish(ed)?)
            |(is|are|was|were) (it|that|this|they|he|she|everything|all( of (it|them))?|those|these)\s+
            ((all|really|actually|now|already|just|definitely) )*
            (back|gone|deleted|removed|restored|shared|ok|okay|successful|in the bin)
            |success(ful)?|gone|(all|everything|nothing) (gone|deleted|removed|restored|shared)|who (did|has done|made)(?= (it|that|this)$)
            |(has|have|did) (?!(i|we|you|it)\b)\S+ ((already|really) )?(received?|got(ten)?|get) (it|the (link|e-?mail|recording|invitation))
            |(have|did) you ((really|actually|already|just) )*
            (deleted?|removed?|restored?|shared?|sent|send|do(ne)?|moved?)( (it|them|that|this|those|all( of (it|them))?|everything))?
          )( (it|that|this|now|already|again|yet|with (it|that)|or not|about that))*$
        `,
        pattern`^(export|download|show|get) ((me|the|my) )*(audit|history|activity)( (log|trail))?$`,
      ],
      help: words.history.help,
      group: 'clean up',
      follows: (line, before) => {
        const { time } = ANOTHER_TIME.exec(line)?.groups ?? {};
        const { kind } = ANOTHER_KIND.exec(line)?.groups ?? {};
        if (kind !== undefined) return `history ${kind}`;
        return time && `history ${kindIn(before)?.name ?? ''} ${time}`;
      },
      run: (ctx, rest) => showAsked(deps, ctx, rest),
    }),
    undoCommand(deps),
  ],
  actions: [
    action({
      name: 'history-page',
      input: z.object({
        start: digits(6),
        from: digits(15).optional(),
        to: digits(15).optional(),
        of: z.string().optional(),
        about: z.string().max(1_000).optional(),
      }),
      run: async (ctx, { start, from, to, of, about }) => {
        const asked = from === undefined || to === undefined ? undefined : { from, to };
        const timeZone = await knownZoneOf(deps, ctx.actor);
        const page = { start, asked, timeZone, of: kindIn(of), about: about?.split('\n') ?? [] };
        await showHistoryPage(deps, ctx, page, ctx.update);
      },
    }),
  ],
});

/** “i deleted the wrong one”, “no wait, i need it after all” */
const REGRETTED = pattern`
  ^((h+m+|u+h+|oh|ah|o+ps|no|ok|okay|wait|sorry|actually|shit|damn|but|please|help|omg|stop)[\s,.!]+)*(
    i ((still|do|did|will|actually|just) )*(need|want(ed)?) (it|them|that( one)?|those|this( one)?|these)
    ( (after all|again|still|too|back( please)?|now))+
    |(i|you|we|it)(['’]ve| have| has)? (just )?(deleted|removed|trashed|binned|pressed|clicked) ((on|in) )?the wrong (ones?|recordings?|buttons?|things?|person)
    |((that|it|this)(['’]s| was) )?((by |an? |my )(mistake|accident|error)|(the )?wrong (one|recording|person|people|address))
    |i (made a mistake|(did(\s*n['’]?t| not)|never) (mean|meant|want|wanted|intend) (to( (delete|do|remove)( (it|that|this))?)?|that|it|this))
  )([\s,.!]+(please|again|help|now|sorry|can (you|i)\s.*))*$
`;
/** Requests to look through for one that can be undone. */
const MOST_LOOKED_AT = 20;

/** `undo`: offers to take back the last change of the last day that can be taken back. */
const undoCommand = (deps: HistoryDeps): Command =>
  command({
    name: 'undo',
    words: phrases(
      'undo, un do, undo that, undo it, undo the last one, take it back, revert, oops, take that back',
      'take it all back, roll back, rollback, ctrl z, take back the deletion, take the deletion back',
    ),
    says: [REGRETTED],
    help: words.history.undoHelp,
    group: 'clean up',
    run: async (ctx, rest) => {
      const { actor } = ctx;
      if (/^(?:o+ps|oh|no|wait)\b/i.test(ctx.line ?? '') && (await ctx.question?.()))
        return await ctx.dispatch('no');
      const now = deps.now();
      const asked = await deps.audit.requests(uuidOf(actor.personId), 0, MOST_LOOKED_AT);
      const mayActForOthers = await deps.roles.has(actor, 'administrator');
      const moves = asked.filter(
        ({ entry: { change, hostId, askedAt } }) =>
          change === 'trash' && (hostId === undefined || mayActForOthers) && askedAt > now - DAY,
      );
      const [latest] = asked.filter(({ entry }) => entry.askedAt > now - DAY);
      const isShared = latest?.entry.change === 'share';
      const toStop = (titles: readonly string[]) =>
        titles.find((one) => one === words.share.takeBack);
      if (isShared && (await ctx.press?.(toStop))) return;
      let last = moves.shift();
      while (last !== undefined && !(await isStillThere(deps, last))) last = moves.shift();
      if (last === undefined) {
        // “bring it back” may mean one that was moved there long ago.
        if (rest === 'else the bin') return await ctx.dispatch('bin');
        // “that’s the wrong recording”, of what is shown: nothing was changed.
        if (!isShared && /\bwrong\b/i.test(ctx.line ?? '')) return await ctx.dispatch('wrong');
        const why = isShared ? words.history.undoSharing : words.history.nothingMoved;
        return await ctx.reply(shortCard(words.history.nothingToUndo, why, [showBinButton]));
      }
      const [[row], whose] = await Promise.all([
        historyOf(deps, [last]),
        last.entry.hostId === undefined ? actor : actorFromAudit(deps.hosts, last.entry),
      ]);
      const { onBehalfOf: host } = whose ?? actor;
      await withActor(ctx, whose ?? actor).reply(undoCard(last, row?.topic, now, isShared, host));
    },
  });

async function isStillThere(
  { audit }: HistoryDeps,
  { entry, outcomes }: AuditRequest,
): Promise<boolean> {
  if (!outcomes.some(({ outcome }) => outcome === 'done')) return false;
  const isOne = outcomes.reduce((sum, { count }) => sum + count, 0) === 1;
  const all = isOne ? [entry] : await audit.ofEvent(entry.eventKey);
  const moved = all.filter(({ change, outcome }) => change === 'trash' && outcome === 'done');
  return (await audit.binnedSince(moved.map(({ recordingId }) => recordingId))).size > 0;
}

/** @param rest hostile */
async function showAsked(deps: HistoryDeps, ctx: MessageContext, rest: string): Promise<void> {
  const timeZone = await knownZoneOf(deps, ctx.actor);
  const calendar = { now: deps.now(), zone: timeZone ?? 'UTC' };
  const of = kindIn(rest);
  const said = rest.slice(of?.name.length ?? 0);
  const { query, question, problems } = readWords(said, calendar, {}, ever(calendar));
  const problem = question?.text ?? problems[0];
  if (problem !== undefined) {
    const paragraphs = [escapeText(problem, 200), words.history.onlyTimes];
    const all = sayButton(words.about.myChanges, 'history');
    await ctx.reply(messageCard({ title: words.history.whichTime, paragraphs, buttons: [all] }));
    return;
  }
  const state = stateOfQuery(query, calendar);
  const { topic, anyTopic: about = present([topic]), ...others } = query.filter;
  const isNarrower = query.sort !== USUAL_QUERY.sort || Object.keys(others).length > 0;
  const note = isNarrower ? words.history.leftOut : undefined;
  const isAll = said.trim() === '' || (state.span && isEver(state.span, calendar));
  const page = { start: 0, note, timeZone, of, about, asked: isAll ? undefined : windowOf(state) };
  await showHistoryPage(deps, ctx, page, ctx.reply);
}

interface PageAsked {
  readonly start: number;
  /** When things were done, in milliseconds since the epoch. */
  readonly asked?: Window | undefined;
  readonly note?: string | undefined;
  readonly of?: ReturnType<typeof kindIn>;
  /** What the recordings are called; empty for all of them. */
  readonly about: readonly string[];
  /** The reader's. */
  readonly timeZone: string | undefined;
}

async function showHistoryPage(
  deps: HistoryDeps,
  { actor }: BaseContext,
  { start, asked, note, timeZone, of, about }: PageAsked,
  answer: (content: Content) => Promise<unknown>,
): Promise<void> {
  const { requests } = deps.audit;
  const [id, limit] = [uuidOf(actor.personId), LINES_PER_PAGE + 1];
  const ids = about.length === 0 ? undefined : await idsCalled(deps, actor, about);
  const found = await requests(id, start, limit, asked, of?.changes, ids);
  const rows = await historyOf(deps, found.slice(0, LINES_PER_PAGE));
  const when = asked && whenWords(asked, timeZone ?? 'UTC', deps.now());
  const [change] = of?.changes ?? [];
  const kind = change && words.history.only({ change });
  const above = present([when && words.history.when({ when }), kind, note]);
  const more = found.length > LINES_PER_PAGE;
  await answer(historyCard(rows, { start, more, asked, of, about, above }));
}

/** The recordings of the last year that are called so, in the list and in the recycle bin: the audit has no names. */
async function idsCalled(
  { webex, tokens, now }: HistoryDeps,
  actor: Actor,
  anyTopic: readonly string[],
): Promise<string[]> {
  const span = recordedIn(windowOf(latest(now(), LARGEST_PAGE, WIDER_DAYS)), now());
  const found = await Promise.all(
    (['available', 'deleted'] as const).map((status) => {
      const query = {
        ...span,
        filter: { ...topicFilter(anyTopic, [], false), status },
        limit: LARGEST_PAGE,
      };
      return withToken(tokens, actor, (authority) => listRecordings(webex, authority, query));
    }),
  );
  const named = found
    .flatMap(({ recordings }) => recordings)
    .filter((one) => isOneOf(anyTopic, one));
  return named.map(({ id }) => id);
}
