import { z } from 'zod';
import { actsForSelf } from '../../accounts/types.js';
import { resolveActor, scopeList, withActor } from '../../bot/access/impersonation.js';
import type { Action, Command, Feature } from '../../bot/feature.js';
import { action, command, phrases } from '../../bot/feature.js';
import type { MessageContext } from '../../bot/context.js';
import { expiredCard } from '../../bot/ui/message.js';
import { USUAL_LIMIT, USUAL_SORT, readState, windowOf } from '../../query/list-state.js';
import { stateOfQuery } from '../../query/query.js';
import { ever } from '../../query/calendar.js';
import { readWords } from '../../query/read-words.js';
import { defined } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { WHOLE_BIN, type BulkDeps, startBulk, ticksSaid } from '../bulk/index.js';
import {
  COMPARED_ONE,
  andAnother,
  askMeaning,
  hostMeant,
  isSeveral,
  pickRecording,
  readAsked,
  searchWords,
  upToNow,
} from '../list/index.js';
import { everyPattern, pattern } from '../../util/pattern.js';

/** `bin`: the recycle bin as a list, and with checkboxes to restore or to delete for good. */
export const bin = (deps: BulkDeps): Feature => ({
  commands: [
    command({
      name: 'bin',
      words: phrases(
        'bin, my bin, the bin, show bin, show my bin, recycle bin, the recycle bin, my recycle bin',
        'show recycle bin, show the recycle bin, show my recycle bin, trash',
      ),
      says: [
        pattern`^(show me )?what(['’]?s| is) (in|inside) (the|my) (recycle\s*)?(bin|trash)$|^what can ((i|we) |be )(still )?restored?$`,
        pattern`
          ^where(['’]?s| (is|are|do|did|can)( i f(i|ou)nd)?) ((the|my|our|all) )*deleted\s+
          (?<what>(recordings|meetings|videos|ones)(?![\w-]).*?)( go)?$
        `,
        pattern`^(open|see|where(['’]?s| is)) (the |my )?(recycle\s*)?(bin|trash)$`,
        pattern`^(how full|when|how (many|much|big)|how long(?=.*\b(before|until|left|till)\b)|is (there )?anything|is(?= (the|my) (\w+ )?(bin|trash)\s)).*\b(bin|trash)\b.*$`,
      ],
      help: words.bin.help,
      group: 'clean up',
      forOthers: true,
      run: async (ctx, rest) => {
        const said = { text: `bin ${rest}`.trim(), always: { status: 'deleted' } } as const;
        const { line: title = '' } = ctx;
        const { recognised, guessed } = readWords(rest, { now: deps.now(), zone: 'UTC' });
        // “bin standup” may look for it there, or move it there.
        if (!recognised && guessed !== '') {
          await askMeaning(ctx, {
            text: words.bin.thereOrMove({ said: guessed }),
            readings: [
              { title: words.bin.isThere, words: `bin about "${guessed.replaceAll('"', '')}"` },
              { title: words.bin.move, words: `delete ${rest}` },
              // “trash talk” may be what a meeting is called.
              ...(title.startsWith('trash')
                ? [{ title: words.list.findTitle({ title }), words: `find "${title}"` }]
                : []),
            ],
          });
          return;
        }
        await searchWords(deps, ctx, rest, said);
      },
    }),
    restoreCommand(deps),
    emptyCommand(deps),
  ],
  actions: [selectInBin(deps)],
});

const OWN_DEED =
  /\b(?:i|we)\b.*\b(?:deleted|removed|trashed|binned|erased|threw|chucked|got\s+rid)\b/i;
const ANY_ONE = pattern`^((my|a|the|that|this|an|last|one|it|something|recording|video|meeting|file|deleted|please|help|wrong|by|accident|mistake)[\s,!.]*)*$`;
const BRING_BACK = [
  pattern`^((accidentally|just) )*(deleted|removed|binned|trashed) (?<what>the wrong\s.+)$`,
  pattern`
    ^(i(['’]?ve| have)? changed my mind[\s,.]+)?(
      put|get|bring|give( me)?|want|need|have|i (want|need)|how (do|can) i get|move
    ) (?<what>(?!me back$).+?) back( for me| again| where it was| (in|in)?to (the|my) (list|recordings))?$
  `,
  pattern`^undo (?<what>.*(?<![\p{L}\d])(i|we)(['’]ve| have)? (just )?(deleted|removed|trashed).*)$`,
  pattern`^(?<what>.*\bdeleted\b.+?)[\s,;.]+can (it|they|this|that|i|we) (still )?(be )?(restored?|recover(ed)?|undeleted?)( (it|them|that))?$`,
  pattern`
    ^((show( me)?|list|see|find|(my|the|all|which) recordings?|recordings?) )*(?<what>
      ((i|that were|which were|were) )?deleted (today|yesterday|last|this|since|in|on|\d|an?)
      (?![\w-]).*
    )$
  `,
  pattern`^(move|take|get) (?<what>.+?) (out of|from) (the |my )?(recycle\s*)?(bin|trash)$`,
  pattern`^(yes|yeah|ok|okay|please)[\s,]+(restore|recover|undelete|bring back) (?<what>(all|everything|both)\b.*)$`,
  pattern`
    ^((help|omg|oh|no|shit|damn|o+ps)[\s,.!]+)*i(['’]ve| have)? (accidentally |mistakenly |wrongly |just )*
    (deleted|removed|binned|trashed|lost) (?!.*\bback\b)(?<what>.+?)( (accidentally|by (mistake|accident)))?$
  `,
];
/** “what I deleted yesterday”: a list of the bin goes by when recordings were made, not by this time. */
const I_DELETED = pattern`
  (?<![\p{L}\d])((what(ever)?|everything|all|things?|ones?|that|which) )*(that )?(
    (i|we)(['’]ve| have)? (just )?
    |(was |were |got |ha(s|ve) been )?(?=
      (deleted|removed) (
        today|yesterday|last|this|on|in|since|between|before|after|an?|\d+|two|three|four|five|six
      )\s*(?![\p{L}\d])
    )
  )(deleted|removed|trashed|binned|erased|threw (out|away)|got rid of|chucked( out)?)(?![\p{L}\d])(?<time>.*)$
`;
/** “I deleted the retro by mistake yesterday”: when that was done, where no word makes it the recording’s own time. */
const DONE_AT = pattern`
  (?<!\b(from|of|in|on|since|at|recorded|i deleted))( (accidentally|by (accident|mistake)))? (#
    (
      today|yesterday|this (morning|afternoon|week|month)|last (night|week|month|\w+day)
      |(an?|one|two|three|\d+) (minutes?|hours?|days?|weeks?) ago
    )
  )$
`;
const LOST = pattern`
  \b(deleted|lost|removed)\b.*\b(back|restore|recover|undelete|undo)\b
  |\brecordings?\b(?!.*(while|when) i).*\b(gone|vanished|disappeared)\b|^where did my recordings? go$|\bmissing a recording\b
`;

/** What was moved there just now. */
const THEM = pattern`^((it|that|this|them|those|these)( (one|all|both|again|now|please|back|recordings?))*)$`;

const MISTAKEN = pattern`\b(wrong|accident(ally)?|mistake(nly)?)\b`;

const ALL_OF_IT = pattern`^(all|everything|both|them|these|those)\b( of (it|them)\b)?\s*`;

/** `restore …`: the recycle bin, or what is described of it, with Restore. */
const restoreCommand = (deps: BulkDeps): Command =>
  command({
    name: 'restore',
    words: phrases(
      'restore, rescue, salvage, bring back, give me back, put back, recover, recuperate, undelete, get back, un-delete, bring',
      'i need the deleted, i need my deleted, i want the deleted, i want my deleted',
      'where is my deleted recording, i want back',
    ),
    says: BRING_BACK,
    questions: [LOST],
    help: words.bin.restoreHelp,
    group: 'clean up',
    forOthers: true,
    // “and the retro”
    follows: (line) => {
      const also = andAnother(line);
      return also === undefined ? undefined : `restore ${also}`;
    },
    run: async (ctx, asked) => {
      const isOwnDeed = OWN_DEED.test(ctx.line ?? '');
      const rest = isOwnDeed ? asked.replace(DONE_AT, ' i deleted $1') : asked;
      const said = rest.replace(I_DELETED, '').trim();
      const time = I_DELETED.exec(rest)?.groups?.time?.trim() ?? '';
      if (await searchDeleted(deps, ctx, said, time)) return;
      const { lastPicked, lastShown } = deps.searches;
      const { filter } = lastPicked(ctx.actor)?.state ?? lastShown(ctx.actor) ?? {};
      if (filter?.status !== 'deleted' && actsForSelf(ctx.actor)) {
        // What is opened in front of them, where nothing was deleted.
        const isOpened =
          deps.searches.lastChanged(ctx.actor) === undefined &&
          (await ctx.answersOn?.())?.isNext === true;
        if ((THEM.test(said) && !isOpened) || (ANY_ONE.test(said) && MISTAKEN.test(ctx.line ?? '')))
          return await ctx.dispatch('undo else the bin');
        if (COMPARED_ONE.test(said)) return await ctx.dispatch('bin');
      }
      const what = said.replace(
        /\s+back(?=$|\s+(?:from|of|that|which)\b)|\s+(?:from|in|out\s+of)\s+(?:the\s+|my\s+)?(?:recycle\s*)?(?:bin|trash)\b/gi,
        '',
      );
      if (ALL_OF_IT.test(said)) await searchBin(deps, ctx, what.replace(ALL_OF_IT, ''), 'restore');
      else if (ANY_ONE.test(said) || LOST.test(rest)) await ctx.dispatch('bin');
      else if (actsForSelf(ctx.actor) && isSeveral(deps, ctx.actor, what))
        await ctx.dispatch(`select ${what} in the bin`);
      else {
        const pick = { verb: 'restore', action: 'restore', button: words.common.restore };
        const always = { status: 'deleted' } as const;
        await pickRecording(deps, ctx, what, { ...pick, always, isForHosts: true });
      }
    },
  });

/**
 * Finds by the audit the recordings that the person moved to the bin at a time.
 * @returns false where no time is said, or for somebody else: then only the bin itself can be shown
 */
async function searchDeleted(
  deps: BulkDeps,
  ctx: MessageContext,
  said: string,
  time: string,
): Promise<boolean> {
  const { recognised, zoned } = readWords(time, { now: deps.now(), zone: 'UTC' });
  if (!recognised || !zoned || !actsForSelf(ctx.actor)) return false;
  const asked = await readAsked(deps, ctx, time, { text: `restore ${said} i deleted ${time}` });
  if (asked === undefined) return true;
  const { read, calendar } = asked;
  const state = stateOfQuery(read.query, calendar);
  if (read.problems.length > 0) {
    await ctx.reply(await deps.findForm(ctx.actor, { state, problems: read.problems }));
    return true;
  }
  const isAny = ANY_ONE.test(said) || /^(?:(?:the|my|all|every)\s+)*recordings?$/i.test(said);
  const { filter } = isAny ? { filter: {} } : readWords(said, calendar).query;
  const search = {
    ...ever(calendar),
    ...{ filter: { ...filter, status: 'deleted' as const }, deletedIn: windowOf(state) },
    said: calendar,
  };
  const data = { phase: 'find', what: 'restore', search, seen: 0, found: 0 } as const;
  await startBulk(ctx, deps, { kind: WHOLE_BIN, data }, ctx.reply);
  return true;
}

/** An empty bin is no more than that. */
const FOR_GOOD = everyPattern`(^|\s+)(and )?(permanently|completely|entirely|fully|totally|for\s?ever|for good|at once|all of it)(?![\p{L}\d])`;

/** `empty the bin`: the question of what is in it. */
const emptyCommand = (deps: BulkDeps): Command =>
  command({
    name: 'empty bin',
    words: ['empty', 'empty out', 'clear', 'purge'].flatMap((verb) =>
      ['', ' the', ' my'].flatMap((whose) =>
        ['bin', 'recycle bin', 'trash', 'trash can'].map((bin) => `${verb}${whose} ${bin}`),
      ),
    ),
    says: [
      pattern`
        ^((now|then|and|just) )*(empty|purge|dump) (it|that|this|them|everything|((out )?(all )?(the )?(rest|others?)))
        ( (all|now|too|out|completely|of (it|them)))*$
        |^(what|everything|all)( that)?(['’]?s| is) in (the|my) (recycle )?(bin|trash) (gone|deleted|removed|erased|away)\b.*$
      `,
    ],
    help: words.bin.emptyHelp,
    // “keep the hiring one”: its checkboxes are of all that is shown.
    follows: (line, _before, whole) => ticksSaid(line, 'all of them', whole),
    group: 'clean up',
    forOthers: true,
    run: (ctx, rest) => searchBin(deps, ctx, rest.replace(FOR_GOOD, '')),
  });

/** Searches the recycle bin, narrowed by what was said, and asks; for a restore, all are ticked. */
async function searchBin(
  deps: BulkDeps,
  asking: MessageContext,
  said: string,
  what?: 'restore',
): Promise<unknown> {
  // Below Bob's bin, “restore all” is of his.
  const whose = actsForSelf(asking.actor) ? hostMeant(deps, asking, said) : {};
  const ctx = withActor(asking, await resolveActor(deps, asking.actor, whose));
  const always = { status: 'deleted' } as const;
  const command = what === 'restore' ? 'restore all' : 'empty bin';
  const text = `${command} ${said}`.trim();
  const asked = await readAsked(deps, ctx, said, { text, always, isOfAnyTime: true });
  if (asked === undefined) return;
  const { read, calendar } = asked;
  const { query, problems } = read;
  const state = stateOfQuery(query, calendar);
  if (problems.length > 0)
    return await ctx.reply(await deps.findForm(ctx.actor, { state, problems }));
  // “The largest five” are a list, with a button for each.
  if (query.limit !== USUAL_LIMIT || query.sort !== USUAL_SORT)
    return await ctx.dispatch(`bin ${said}`);
  const when = read.zoned ? { said: calendar } : {};
  const search = { ...windowOf(state), filter: { ...query.filter, ...always }, ...when };
  const data = { phase: 'find', search, seen: 0, found: 0, ...defined({ what }) } as const;
  deps.searches.noteShown(ctx.actor, scopeList({ ...state, sort: 'oldest' }, ctx.actor));
  return await startBulk(ctx, deps, { kind: WHOLE_BIN, data }, ctx.reply);
}

/** Starts a job over the recycle bin, narrowed as the list that was clicked. */
const selectInBin = (deps: BulkDeps): Action =>
  action({
    name: 'bin-select',
    input: z.object({ list: z.string() }),
    // A search changes nothing.
    ifStale: 'acts',
    run: async (ctx, input) => {
      const now = deps.now();
      const read = readState(input.list, now);
      if (read === undefined) return await ctx.update(expiredCard());
      const state = upToNow(read, now);
      const acting = withActor(ctx, await resolveActor(deps, ctx.actor, state));
      const filter = { ...state.filter, status: 'deleted' } as const;
      const { zone, asOf } = state;
      const said = zone === undefined ? {} : { said: { zone, now: asOf * SECOND } };
      const search = { ...windowOf(state), filter, ...said };
      const data = { phase: 'find', search, seen: 0, found: 0 } as const;
      await startBulk(acting, deps, { kind: WHOLE_BIN, data, at: acting.at }, acting.update);
    },
  });
