import { actsForSelf } from '../../accounts/types.js';
import { actorFromAudit } from '../../bot/access/impersonation.js';
import type { MessageContext } from '../../bot/context.js';
import type { Action, Command, Feature } from '../../bot/feature.js';
import { command, nothing, phrases } from '../../bot/feature.js';
import { auditReconciler } from '../../changes/reconcile.js';
import { accessDetail } from '../../recordings/access-report.js';
import { stateOf } from '../../recordings/change.js';
import { readWords } from '../../query/read-words.js';
import type { Authority } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import { undefinedIfWebexFails } from '../../webex/errors.js';
import type { Deps } from '../deps.js';

import {
  ROWS_NAMED,
  andAnother,
  binDates,
  isSeveral,
  notTheirsCard,
  peopleAsked,
  pickRecording,
} from '../list/index.js';
import type { RecordingAction, RecordingDeps, Usage } from '../recording/index.js';
import { more, onRecording, readRecording, showListAgain, usageOf } from '../recording/index.js';
import { askOrphaned, changeAction, deleteAsOfficer, deleteOrphaned } from './actions.js';
import { checkJob, dropCheckedCard } from './check.js';
import { type Deletion, askDeleteCard, askWhy, confirmDeleteCard } from './cards.js';
import { pattern } from '../../util/pattern.js';

/**
 * Delete… and restore: the recycle bin first, with Undo; for good only after a question of its own.
 * Audit entries that a crash left open are reconciled.
 */
export const deletion = (deps: RecordingDeps & Pick<Deps, 'isPending'>): Feature => {
  const asks = asking(
    deps,
    'ask-delete',
    ({ ctx }, found) =>
      ctx.update(isBinned(found) ? confirmDeleteCard(found) : askDeleteCard(found)),
    (about) => askOrphaned(about),
  );
  const asksTrash = asking(deps, 'ask-trash', (about, found) =>
    isBinned(found)
      ? showListAgain(about, { style: 'accent', text: words.delete.alreadyInBin })
      : about.ctx.update(askDeleteCard(found)),
  );
  const asksPurge = asking(deps, 'ask-purge', ({ ctx }, found) =>
    ctx.update(confirmDeleteCard(found)),
  );
  return {
    commands: [deleteCommand(deps, asks, asksPurge)],
    actions: [
      asks,
      asksTrash,
      asksPurge,
      changeAction(deps, 'trash', asksTrash),
      // Restoring has no question of its own: the details show the button.
      changeAction(deps, 'restore', more(deps)),
      changeAction(deps, 'delete', asksPurge, askAgain),
      deleteAsOfficer(deps, asks),
      deleteOrphaned(deps, asks),
    ],
    jobs: [checkJob(deps)],
    beforeUpdate: dropCheckedCard(deps),
    background: [
      auditReconciler({
        ...deps,
        isWaiting: deps.isPending,
        actorOf: (entry) => actorFromAudit(deps.hosts, entry),
      }),
    ],
  };
};

/** “a few old recordings”, “stuff I don’t need” */
const UNNEEDED = pattern`
  \s+((that|which) )?i (do\s*n['’]?t|no longer|never) (need|use|want)( any\s?more)?$
  |^(a few|some|several|a couple of|a bunch of|a lot of) (?=\S.*s$)
`;
/** What only conditions describe: “old recordings”, “the ones nobody watched”. */
const MANY = pattern`^((the|my|our|some|any|those|a few) )*(\p{L}+ )?(recordings|videos|ones|files|things|stuff)(?!\p{L})`;
const ALL = /^(?:everything|anything|all|every|each)(?![\w-])/i;
/** “all weekly plannings”: a clean-up takes a word for a topic only where it is said to be one. */
const EACH_OF = /^(?:all|every|each)\s+(?:of\s+)?(?:(?:the|my|our)\s+)?(?=\S)/i;
/** “remove bob”, below the form that asks with whom to share. */
const ONE_PERSON = /^[\p{L}.'’-]+(?:@\S+)?$/iu;

/** An address there, or the beginning of one that the form holds: any other word may be of a topic. */
async function isOneOfForm(deps: RecordingDeps, ctx: MessageContext, said: string) {
  if (!ONE_PERSON.test(said)) return false;
  const people = await peopleAsked(deps.searches, ctx);
  if (said.includes('@') || people === undefined) return people !== undefined;
  const named = Object.values(people).join(' ').toLowerCase();
  return named.split(/[\s,;]+/).some((one) => one.startsWith(said.toLowerCase()));
}
/** Into the bin, with words on both sides of what. */
const INTO_BIN = [
  pattern`^(move|put|throw|toss|chuck|drop|stick|send) (?<what>.+?) (in(to)?|to) (the |my )?(recycle\s*)?(bin|trash)(\s*can)?$`,
  pattern`
    ^(trash|clear) (?<what>
      (everything|all|((out|the|my|our|all) )*(.*\s)?recordings?)(?![\w-])(?!.*\bfilters?\b).*
      |(?<=trash )((them|these|those)(?![\w-])|\w+( \w+)?['’]s? \w).*
    )$
  `,
  pattern`^(throw|toss|chuck) (?<what>.+?) (away|out)$`,
  pattern`^(?<what>#?\d{1,2}|it|that|the \S.*?) (back )?(in)?to (the )?(recycle\s*)?(bin|trash)$`,
  pattern`^(can|could|may|should) (?<what>(the|my|our|that|this)\s.+?|this|that|it) (be )(deleted|removed|binned|trashed|erased)$`,
  pattern`
    ^i (do\s*n['’]?o?t|no longer) need\s+
    (?<what>(?!(help|to|notifications?|reminders?|you|(this|the) bot)(?![\w-])).+?)( any\s?more)?$
  `,
  pattern`
    ^(?<what>(the|my|our|that|this|all)\s.+?|this|that|it|these|those|(?!(how|what|who|which|when|if|old|all|deleted)\b)([\p{L}\d-]+ ){1,4}recordings?)\s+
    ((can|may|could|should|must|has to|have to|needs to) (now |all |also )?(go|away)|(can|may|could|should|must|has to|needs to) (now |all |also )?(be (deleted|removed|binned|trashed|erased)))( (now|away|finally))?([\s,]+(but )?(please )?keep .+)?$
  `,
  pattern`
    ^i (want|need|would like|['’]d like) (?<what>
      (the|my|our|all|these|those|that|this)\s.+?|it|that|this|them|these
    ) (to be )?(gone|deleted|removed|erased)$
  `,
  pattern`^lose (?<what>(the|my|everything|all|anything|any)(?![\w-])(?!\s(battle|game|plot|thread|link)\b).*)$`,
  pattern`^bin (?<what>(the|my|this|that|these|those|it|them|both|all)(?![\w-]).*)$`,
];
/** What was moved there just now, and what else is there. */
const FROM_BIN = pattern`^(it|this|that)( one)? (from|in|out of) (the|my) (recycle\s*)?(bin|trash)( (too|as well|also|then))*$`;
const ALL_THERE = pattern`^(all|everything|(the )?(rest|others?))( else)?( (of (it|them)|there|now|too))*$`;
/** The question offers both. */
const FOR_GOOD = pattern`\s*(?<![\w-])(for\s?ever|permanently|for good)$|^(permanently|for good) `;
const ONLY_BIN = pattern`^(the |my )?(recycle\s*)?(bin|trash)$`;
const IN_BIN = pattern`((that|which)(['’]s| (is|are)) )?\b((in|from|of|inside) )?((the|my) )?\b(recycle\s*)?(bin|trash)\b`;

/** `delete …`: asks about the recording that is described. Many at once are a clean-up. */
const deleteCommand = (deps: RecordingDeps, asks: Action, asksForGood: Action): Command =>
  command({
    name: 'delete',
    words: phrases(
      'delete, remove, erase, get rid of, throw away, throw out, clear out, del, wipe, permanently delete',
      'delete permanently, purge, shred, destroy, dump, discard, scrap, kill, rm, eliminate',
      'chuck out, chuck away, chuck, ditch, do away with, suppress, nuke, drop the, drop my, trash the, trash my, trash this, trash it, move to the bin, move to trash',
    ),
    says: INTO_BIN,
    help: words.delete.help,
    group: 'clean up',
    forOthers: true,
    // “only the first two”, of those that it may be; “and the retro”
    follows: (line, _before, whole) => {
      const rows = line
        .replace(/^(?:(?:no|only|just|ok|but)[\s,]+)+/i, '')
        .replace(/^(permanently|for\s?ever|for\s+good)[\s,]+(?:please[\s,]+)?not\s.*$/i, '$1');
      const also =
        andAnother(line) ??
        andAnother(whole) ??
        (rows.replace(FOR_GOOD, '') === '' ? `it ${rows}` : undefined);
      return (also ?? ROWS_NAMED.test(rows)) ? `delete ${also ?? rows}` : undefined;
    },
    run: async (ctx, said) => {
      const named = said.replace(/^the\s+(?:whole\s+)?lot\b/i, 'everything');
      const rest = named.replace(FOR_GOOD, '').replace(UNNEEDED, '');
      const person = rest.replace(/\s+(?:again|too|as\s+well)$/i, '');
      if (await isOneOfForm(deps, ctx, person))
        return await ctx.dispatch(`unshare it with ${person}`, ctx);
      if (FROM_BIN.test(rest)) return await ctx.dispatch('delete it permanently', ctx);
      const { status } = deps.searches.lastShown(ctx.actor)?.filter ?? {};
      if (status === 'deleted' && ALL_THERE.test(rest)) return await ctx.dispatch('empty bin');
      // Those of the question in front, not of a list before it.
      if (
        /^(?:them|these|those|the\s+(?:rest|others))\b/i.test(rest) &&
        (await ctx.question?.()) !== undefined
      )
        return await ctx.dispatch('yes', ctx);
      if (actsForSelf(ctx.actor) && isSeveral(deps, ctx.actor, rest))
        return await ctx.dispatch(`select ${rest}`);
      const { recognised, guessed, query, question } = readWords(rest, {
        now: deps.now(),
        zone: 'UTC',
      });
      const { topic, anyTopic = topic, of = anyTopic } = query.filter;
      const isVague = rest !== said && /^(?:stuff|things|files|recordings)$/i.test(rest);
      const isOfKind = (recognised || question) && guessed === '' && of === undefined;
      const isKind = isVague || (isOfKind && MANY.test(rest.replace(/^(?=[<>])/, 'recordings ')));
      const whole = rest.replace(EACH_OF, '').replace(guessed, () => `about "${guessed}"`);
      if (ALL.test(rest) || ONLY_BIN.test(rest) || isKind)
        return await ctx.dispatch(
          IN_BIN.test(rest)
            ? `empty bin ${rest.replace(ALL, '').replace(IN_BIN, '').trim()}`.trim()
            : `clean up ${guessed === '' ? rest : whole}`,
        );
      // Below its question; else the recycle bin is offered first.
      const only = FOR_GOOD.test(said) && rest === 'it' ? asksForGood : asks;
      const pick = { verb: 'delete', action: only.name, button: words.common.delete };
      await pickRecording(deps, ctx, rest, { ...pick, only, isForHosts: true });
    },
  });

/** Asks with the recording as Webex has it now, unless it is gone; an officer is asked for a reason. */
const asking = (
  deps: RecordingDeps,
  name: string,
  ask: (about: RecordingAction, found: Deletion) => Promise<unknown>,
  orphaned?: (about: RecordingAction) => Promise<void>,
): Action =>
  onRecording(deps, {
    name,
    extra: nothing,
    ...defined({ orphaned }),
    run: async (about) => {
      if (about.actor.scope === 'organization') {
        await askWhy(about);
        return;
      }
      const found = await withUsage(about);
      if (found?.recording.shareToMe === true)
        await about.ctx.update(notTheirsCard(found.recording, about.state, []));
      else if (found !== undefined) await ask(about, found);
    },
  });

async function askAgain(about: RecordingAction, because: string): Promise<void> {
  const found = await withUsage(about);
  if (found !== undefined) await about.ctx.update(confirmDeleteCard({ ...found, because }));
}

const isBinned = ({ recording }: Deletion): boolean => stateOf(recording) === 'in-bin';

/** The longest wait for the usage report, which is optional. */
const USAGE_TIMEOUT_MS = 1_000;

async function withUsage(about: RecordingAction): Promise<Deletion | undefined> {
  const { deps, target, state } = about;
  const usage = async (authority: Authority, signal: AbortSignal): Promise<Usage | undefined> => {
    const report = accessDetail(deps.webex, authority, target.id, signal);
    const found = await report.catch(undefinedIfWebexFails);
    return found && usageOf(found, deps.now());
  };
  const read = await readRecording(about, (authority) =>
    withTimeout(USAGE_TIMEOUT_MS, (signal) => usage(authority, signal)),
  );
  if (read === undefined) return undefined;
  const { recording, besides } = read;
  const binned = await binDates(deps, [recording]);
  return { recording, state, use: besides, binnedAt: binned.get(recording.id) };
}
