import { z } from 'zod';
import type { Actor } from '../../accounts/types.js';
import { resolveActor, scopeList, withActor } from '../../bot/access/impersonation.js';
import { type Action, type Command, action, command } from '../../bot/feature.js';
import type { MessageContext, ViewContext } from '../../bot/context.js';
import { plainLine } from '../../bot/plain-line.js';
import { expiredCard, shortCard, showListButton } from '../../bot/ui/message.js';
import type { NewItem } from '../../jobs/job.js';
import type { Put } from '../../jobs/jobs.js';
import { COUNTS, ONES, ORDINALS } from '../../query/amounts.js';
import {
  type ListState,
  WIDER_DAYS,
  latest,
  readState,
  writeState,
} from '../../query/list-state.js';
import { goneOn, queryOfState, stateOfQuery } from '../../query/query.js';
import type { Recording } from '../../recordings/types.js';
import { pattern, source } from '../../util/pattern.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import { undefinedIfWebexFails } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import { type MessageAt, NO_MESSAGE } from '../../webex/messaging.js';
import {
  ROWS_NAMED,
  ALL_OF_LIST,
  isNarrower,
  isSeveral,
  onlyTheirs,
  placeIn,
  placesIn,
  readAsked,
} from '../list/index.js';
import { showSelection } from './choose.js';
import { type BulkData, type BulkDeps, type BulkJob, SELECT, WHOLE_BIN } from './model.js';
import { foundOf, jobItemsOf, recordingsOf } from './table.js';
import { changeTicks, ticksIn, ticksSaid } from './words.js';

interface BulkStart {
  readonly kind: string;
  readonly data: BulkData;
  readonly items?: readonly NewItem[];
  /** The card of the button that begins it, which may have been pressed twice. */
  readonly at?: MessageAt;
  /** Called before anything is shown; false when another click has begun the same job. */
  readonly claim?: (id: string) => Promise<boolean>;
}

/**
 * Shows the card of a new job, then begins the job, so that nothing begins by itself after a crash in between.
 * The recordings belong to one person: the actor, or the host for whom they act. Rejects with NotConnected or
 * NotServed.
 * @param put how the card is shown, e.g. `ctx.reply`
 * @returns the job's id; undefined when nothing begins
 */
export async function startBulk(
  ctx: Pick<MessageContext, 'actor' | 'permit'>,
  { jobs, now, tokens }: BulkDeps,
  { kind, data, items = [], at: clicked, claim = () => Promise.resolve(true) }: BulkStart,
  put: Put,
): Promise<string | undefined> {
  const { onBehalfOf, scope, personId } = ctx.actor;
  if (scope !== undefined) {
    await put(oneHostOnlyCard(ctx.actor));
    return undefined;
  }
  const owner = { personId: uuidOf(personId), hostId: onBehalfOf?.personId };
  const begun = clicked && (await jobs.store.runningAt(kind, owner.personId, clicked));
  if (begun !== undefined) {
    await jobs.render(begun, put);
    return begun;
  }
  // A missing connection is asked for now; a busy Webex is waited for by the job.
  await tokens.get(ctx.actor).catch(undefinedIfWebexFails);
  const asking = { kind, ...owner, at: NO_MESSAGE, data, state: 'asking' } as const;
  const { id } = await jobs.create(asking, items);
  if (!(await claim(id))) {
    await jobs.store.remove(id);
    return undefined;
  }
  await jobs.render(id, put);
  await jobs.store.change(id, ['asking'], 'running', now());
  jobs.begin(ctx.permit, id);
  return id;
}

export function oneHostOnlyCard({ scope }: Pick<Actor, 'scope'>) {
  const isOfficer = scope === 'organization';
  return shortCard(
    words.bulk.oneHostOnly,
    isOfficer ? words.bulk.officerOneByOne : words.bulk.nameOne,
    [showListButton],
  );
}

/** The person hosts it, on a known site. */
const canChange = ({ shareToMe, siteUrl }: Recording): boolean =>
  !shareToMe && siteUrl !== undefined;

/** Turns a list into checkboxes, none of them ticked. Changes nothing. */
export const selectSeveral = (deps: BulkDeps): Action =>
  action({
    name: 'select',
    input: z.object({ list: z.string() }),
    ifStale: 'acts',
    run: async (ctx, { list }) => {
      const state = readState(list, deps.now());
      if (state === undefined) return await ctx.update(expiredCard());
      const chosen = await chooseFrom(deps, ctx, state);
      if (chosen !== undefined) await showChosen(deps, chosen);
    },
  });
/**
 * The recordings that words name, see {@link isSeveral}, as a job whose card is not shown yet.
 * @param verb in front of the words, and what stands behind them, for a question that repeats the line
 * @returns undefined after an answer, `none` where nothing is as described
 */
export async function chooseNamed(
  deps: BulkDeps,
  ctx: MessageContext,
  written: string,
  [verb, behind = '']: readonly [verb: string, behind?: string],
): Promise<Chosen | 'none' | undefined> {
  const last = deps.searches.lastShown(ctx.actor) ?? latest(deps.now());
  const click = { ...ctx, at: NO_MESSAGE, update: ctx.reply };
  const { base, changes } = ticksIn(written);
  const isAll = ALL_OF_LIST.test(base);
  if (isAll || isOfRows(base)) {
    const rows = placesIn(base).map((row) => row + last.start);
    const chosen = await chooseFrom(deps, click, { ...last, start: 0 }, isAll || rows);
    return chosen && (await changeTicks(deps, chosen, changes));
  }
  // “the two oldest”, below a list of something: of that list.
  const before = isNarrower(deps, ctx.actor, base) ? queryOfState(last) : undefined;
  const usual = before?.when ?? { days: WIDER_DAYS };
  const text = `${verb} ${base}`;
  const asked = await readAsked(deps, ctx, base, { text, behind, usual });
  if (asked === undefined) return undefined;
  const { read, calendar } = asked;
  const query = before === undefined ? read.query : goneOn(before, read.query, base);
  const whose = before && defined({ host: last.host, scope: last.scope });
  const state = onlyTheirs({ ...stateOfQuery(query, calendar), ...whose });
  const chosen = await chooseFrom(deps, click, state, true);
  if (chosen?.job.data.found !== 0) return chosen && (await changeTicks(deps, chosen, changes));
  await deps.jobs.store.remove(chosen.job.id);
  return 'none';
}

const SOME = source`
  (several|many|multiple|some|more|ones|a few|few)( (of )?(them|these|those|recordings))*
  ( to (delete|remove|share|restore))?
`;
const SOME_ALONE = pattern`^${SOME}$`;
const isOfRows = (said: string): boolean =>
  SOME_ALONE.test(said) || ROWS_NAMED.test(said) || placeIn(said) !== undefined;

const NEWEST = source`((the|my|our|only|just) )*(?<newest>(last|latest|newest|most recent)( (\d{1,3}|${COUNTS}))?)( (ones?|recordings?|videos?))?`;
const THE_REST = source`[\s,.;]*(and )?(delete|remove|bin|trash|erase|drop|purge) ((all|of|the) )*(rest|others?|older|everything else|remaining)( ones?)?`;
/** “delete all weekly plannings except the last 2”, “keep the last 2 and delete the rest” */
const BUT_NEWEST = [
  pattern`
    ^(delete|remove|erase|get rid of|bin|trash|purge|clean up)(?= )( (all|every|everything|the|my|our|of|them|these|those|recordings|ones))*
    ( (?<what>\S.*?))?[\s,]+((but|except( for)?|apart from|besides|other than)( keep)?|and keep) ${NEWEST}( of (them|these|those|each))?$
  `,
  pattern`^(only |just )?keep ${NEWEST}( (of )?(?!(days?|weeks?|months?|years?)\b)(?<what>\S.*?))??${THE_REST}$`,
];

/** “delete all except those two”: whichever those are, it is not the rest of all that there is. */
const BUT_THOSE = pattern`^(delete|remove|erase|bin|trash|clean up) (all|everything)( of (them|it))? (but|except( for)?|apart from) (those|these|that|this|it|them)( (two|three|ones?|\d))?$`;

/** “select several”, “delete all of them”, “select the oldest two”: checkboxes, with those ticked that are named. */
export const selectShown = (deps: BulkDeps): Command =>
  command({
    name: 'select several',
    words: [],
    says: [
      pattern`
        ^(bulk|multi|mass)[\s-]*(select(ion)?|edit|actions?|tick)$
        |^(select|tick|mark|choose|check|pick)( (?<what>
          ${SOME}|all|everything|(all (of )?)?(them|these|those)( \w+)?
          |\S.*\s(but not|and (also|only))\s.+
          |(?!.*\sas\s)(.*[\s#])?(\d{1,2}|${ONES})(\s.*)?|(the )?(${ORDINALS})([\s,].+)?
        ))?$
      `,
      pattern`^tick (?<what>(the|my|all) \S.*)$`,
      ...BUT_NEWEST,
      BUT_THOSE,
    ],
    help: words.help.help,
    isHidden: true,
    follows: ticksSaid,
    run: async (ctx, which) => {
      const shown = deps.searches.lastShown(ctx.actor);
      const line = plainLine(ctx.line ?? '');
      const newest = BUT_NEWEST.map((said) => said.exec(line)?.groups?.newest).find(Boolean);
      // Of no list, that would be all there is.
      if (newest !== undefined && which === '' && shown === undefined)
        return await ctx.dispatch('keep the newest');
      const whole = which === '' ? 'all of them' : `${which} of all time`;
      // What is said next goes on from this.
      if (newest !== undefined) return await ctx.dispatch(`select ${whole} but not the ${newest}`);
      const last = shown ?? latest(deps.now());
      const named = which
        .replace(/^rows?\s+/i, '')
        .replace(/^(?:all|everything)(?=$|\s+(?:but|and)\s)/i, 'all of them')
        .replace(/^$/, 'several');
      const { base } = ticksIn(named);
      const isOfList = isOfRows(base) || ALL_OF_LIST.test(base);
      if (base === named && isOfList && last.filter?.status === 'deleted')
        return await ctx.dispatch('empty bin');
      const isTicked = base !== named || /^tick\b/i.test(ctx.line ?? '');
      if (!isOfList && !isTicked && !isSeveral(deps, ctx.actor, base))
        return await ctx.dispatch(`list ${named}`);
      const chosen = await chooseNamed(deps, ctx, named, ['select']);
      if (chosen === 'none') return await ctx.dispatch(`list ${named}`);
      if (chosen !== undefined) await showChosen(deps, chosen);
    },
  });

/** A job of checkboxes, whose card is to be shown. */
export interface Chosen {
  /** Whoever the recordings belong to. */
  readonly acting: ViewContext;
  readonly job: BulkJob;
  /** Its rows. */
  readonly found: readonly Recording[];
  /** The row that the page shown begins with. */
  readonly start: number;
  /** What could not be ticked as it was said. */
  readonly problem?: string;
}

/**
 * @param ticked all of them are ticked, or those in these places, as was said; else none
 * @returns undefined after an answer
 */
async function chooseFrom(
  deps: BulkDeps,
  ctx: ViewContext,
  given: ListState,
  ticked: boolean | readonly number[] = false,
): Promise<Chosen | undefined> {
  const state = scopeList(given, ctx.actor);
  const actor = await resolveActor(deps, ctx.actor, state);
  const acting = withActor(ctx, actor);
  if (actor.scope !== undefined) {
    await acting.update(oneHostOnlyCard(actor));
    return undefined;
  }
  const all = await recordingsOf(deps, acting, state);
  const found = all.filter(canChange);
  const list = writeState(state);
  const data = { phase: 'choose', seen: all.length, found: found.length, list } as const;
  const owner = { personId: uuidOf(ctx.actor.personId), hostId: actor.onBehalfOf?.personId };
  const job = await deps.jobs.create(
    {
      kind: state.filter?.status === 'deleted' ? WHOLE_BIN : SELECT,
      ...owner,
      at: NO_MESSAGE,
      data,
      state: 'asking',
    },
    jobItemsOf(found.map(foundOf), 'as given'),
  );
  await deps.jobs.store.select(job.id, ticked === true);
  if (typeof ticked !== 'boolean') {
    const named = ticked.flatMap((row) => all[row - 1]?.id ?? []);
    await deps.jobs.store.select(job.id, true, named);
  }
  const shown = new Set(all.slice(0, state.start).filter(canChange));
  return { acting, job: { ...job, data }, found, start: shown.size };
}

const showChosen = (deps: BulkDeps, { acting, job, ...page }: Chosen): Promise<void> =>
  showSelection(acting, deps, job, page);
