import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { actsForSelf } from '../../accounts/types.js';
import { auditIdentity } from '../../bot/access/impersonation.js';
import type { Action, Retry } from '../../bot/feature.js';
import type { MessageContext, ViewContext } from '../../bot/context.js';
import { messageCard } from '../../bot/ui/message.js';
import { explain } from '../../bot/ui/problem.js';
import { type ShareOutcome, performShare } from '../../changes/change-recording.js';
import type { JobItem } from '../../jobs/job.js';
import type { Sharing } from '../../recordings/requests.js';
import { forEachConcurrent } from '../../util/async.js';
import { everyPattern, pattern } from '../../util/pattern.js';
import { present } from '../../util/present.js';
import { MINUTE } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import type { BulkDeps, BulkJob } from '../bulk/index.js';
import {
  amountWords,
  chooseNamed,
  choosing,
  jobButton,
  SELECT,
  namesOf,
  onJob,
  pagePosition,
  replaceCard,
  saveTicks,
  selectedNames,
  selectionDigest,
  showSelection,
  summarize,
  ticksIn,
} from '../bulk/index.js';
import { isSeveral, recordingTarget } from '../list/index.js';
import {
  type Shared,
  addressInputs,
  shareFormCard,
  shareQuestionCard,
  sharingForm,
  sharingOf,
  withWhom,
} from './cards.js';

const WITH = everyPattern`(^| )(with|w\/|to|from|and)?[\s,]*(mailto:)?<?(#[^\s@<>,;]{1,64}@[^\s@<>,;]{3,190})>?,?`;
const THE_LINK = /\b(?:link|url)\b/i;
/** “with bob@example.com until Friday”: Webex’s sharing has no end. */
const UNTIL = pattern`(?<=\S@\S+|^it)[\s,]+(but )?(only |just )?(until|till?|for (the next )?(an?|\d+|one|two|three|a few) (hours?|days?|weeks?|months?)|for (today|now|this week)|temporarily)(?![\w-])((?!\S+@).)*$`;
/** “without an email” */
const QUIETLY = pattern`(?<=\S)[\s,]+((and|but) )?(without (an |any |the )?|no |not (by|per|via) |do(n['’]?t| not) (send )?(an |any )?)(e-?mail|mail|notif\w+)( (him|her|them|anyone))?$`;
/** People without their addresses, at the end; “from yesterday” is a day. */
const PEOPLE_NAMED = pattern`(^| )(with|to|from(?! (the )?(last|this|past|previous|yesterday|today|\w{3,6}day|\w+uary|march|april|may|june|july|august|\w+ber)\b)) (#(?!.*\s(with|to)\s)\p{L}[\p{L}\p{M} ,.&'’-]*)$`;
/** “bob and carol, both”: behind the names. */
const BEHIND_NAMES = pattern`[\s,]*(?<![\p{L}])(both|too|also|as well|please|once|again|instead|then|now|so|let|who|if|for|because|only|not|but)(?!\p{L}).*$`;
/** “but not to download it”: what the recording’s own settings say. */
const DOWNLOADING = pattern`
  (?<=\S)[\s,;]+((
    and|but|so|also|please|that|let|letting|allow|allowing|give|he|she|they|him|her|them|people|can|will|would|does|is|possible|for|should|may|to|be|able|it|with|without|not|no|do|don['’]?t
    |only|just|rights?|permissions?
  )[\s,]+)*(download(s|ing)?|(view|watch|read)(ing)?([\s-]+only)|only (view|watch)(ing)?|only to (view|watch)( it)?)( (it|too|allowed|rights?|permission))*(?=$|[\s,]+((with|to) |\S+@))
`;
/** “with a short note” */
const NOTE = pattern`[\s,]+with (an?|my|this) ((short|brief|little|small|quick) )?(note|message|comment|text)(?![\p{L}\d])((?!\S+@).)*$`;
/** “a colleague”, “my team”: nobody by name. Of a name the form says that it needs an address. */
const NOT_NAMED = pattern`^(an?|one|the|my|our|some\w*|any\w*|every\w*|all|others?|people|him|her|them)(?!\p{L})`;

const ASIDES: readonly (readonly [RegExp, () => string])[] = [
  [UNTIL, () => words.share.noEnd],
  [DOWNLOADING, () => words.share.downloading],
  [NOTE, () => words.share.noNote],
];

/** What is shared, and with whom, in the words behind “share”; where they name no addresses, people by their names. */
export function sharedIn(written: string) {
  // “send again to him”
  const what = written.replace(/^again(?=\s|$)/i, 'it');
  const lasting = ASIDES.reduce((so, [said]) => so.replace(said, ''), what);
  const rest = lasting.replace(QUIETLY, '');
  const addresses = [...rest.matchAll(WITH)].map(([, email = '']) => email).join(', ');
  const [named = '', names = ''] = addresses === '' ? (PEOPLE_NAMED.exec(rest) ?? []) : [];
  const said = rest
    .slice(0, rest.length - named.length)
    .replace(WITH, ' ')
    .replace(
      /^\s*(?:(?:me|him|her|them)\s+)?(?:(?:(?:only|just)\s+)?(?:(?:the|that|this|its)\s+)?(?:link|transcript|url)(?:\s+(?:of|to|for)\s+|\s*$))?|\s+w\/\s*$/gi,
      ' ',
    )
    .replace(/^\s+|(?:\s+with)?\s*$/gi, '');
  const people = addresses || (NOT_NAMED.test(names) ? '' : names.replace(BEHIND_NAMES, ''));
  return {
    ...{ people, said, isOfLink: THE_LINK.test(rest), isQuiet: rest !== lasting },
    /** What is to be said first of something that cannot be chosen. */
    aside: ASIDES.find(([aside]) => aside.test(written))?.[1](),
  };
}

/** Webex is asked once for each, while the person waits. */
const MOST = 20;

/** Share… below the checkboxes of a list: shares what is ticked, after a question that names it. */
export function shareSeveral(deps: BulkDeps): readonly Action[] {
  const confirms = confirmShareTicked(deps);
  return [askShareTicked(deps), confirms, shareTicked(deps, confirms)];
}

/** The ticked recordings; undefined after an answer that none, or too many, are ticked. */
async function ticked(
  deps: BulkDeps,
  ctx: ViewContext,
  job: BulkJob,
  start?: number,
): Promise<(Shared & { readonly digest: string }) | undefined> {
  const { selected } = summarize(await deps.jobs.store.tally(job.id));
  if (selected.count === 0 || selected.count > MOST) {
    const problem =
      selected.count === 0 ? words.share.tick : words.share.tooManyTicked({ most: MOST });
    await showSelection(ctx, deps, job, { start, problem });
    return undefined;
  }
  const what = amountWords(selected);
  const digest = await selectionDigest(deps, job);
  return {
    ...{ title: words.share.titleMany({ what }), question: words.share.questionMany({ what }) },
    names: namesOf(await selectedNames(deps, ctx.actor, job), selected.count),
    willEmail: selected.count === 1 ? words.share.willEmail : words.share.willEmailMany,
    data: { job: job.id, chosen: digest },
    ...{ asks: 'bulk-share', confirms: 'bulk-share-ask', shares: 'bulk-share-go' },
    back: jobButton(job, words.common.back, 'bulk-look'),
    digest,
  };
}

/**
 * “share the last 3 with bob@example.com”: the form for several that words name, filled in.
 * @param people their addresses, if any were said
 * @returns false where the words name one, or nothing is as described
 */
export async function shareNamed(
  deps: BulkDeps,
  ctx: MessageContext,
  said: string,
  people: string,
): Promise<boolean> {
  const { base } = ticksIn(said);
  if (!actsForSelf(ctx.actor) || !(base !== said || isSeveral(deps, ctx.actor, said))) return false;
  const chosen = await chooseNamed(deps, ctx, said, ['share', people && ` with ${people}`]);
  if (chosen === undefined) return true;
  if (chosen === 'none') return false;
  const { acting, job } = chosen;
  // What is in the bin is shared once it is restored.
  const isInBin = job.kind !== SELECT;
  if (isInBin) await showSelection(acting, deps, job, {});
  const shared = isInBin ? undefined : await ticked(deps, acting, job);
  if (shared !== undefined) {
    const form = sharingOf(sharingForm.parse({ add: people, tell: 'true' }));
    await replaceCard(acting, deps, job, shareFormCard(shared, form));
  }
  return true;
}

/** Asks again with the recording only, when the addresses do not fit into a button. */
export const retryWith = (asks: Action): Retry => ({
  with: asks,
  when: 'too-long',
  only: Object.keys(recordingTarget.shape),
});

/** “don’t share it after all” leaves the form, and takes back what was shared just now. @returns whether it did */
export async function takesBack(ctx: MessageContext, form: unknown): Promise<boolean> {
  const isDeclined = /^do(?:\s|n)/i.test(ctx.line ?? '');
  if (form !== undefined && isDeclined) return (await ctx.dispatch('no', ctx)) === 'done';
  const ofLast = (titles: readonly string[]) =>
    titles.find((title) => title === words.share.takeBack) ?? '';
  return form === undefined && (await ctx.press?.(ofLast)) === true;
}

/** Shows the form, filled in when it comes back. @returns whether the person is asked by it */
export const askShareTicked = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'bulk-share',
    extra: pagePosition.partial().extend(sharingForm.shape).loose(),
    ifStale: 'acts',
    run: choosing(deps, async (ctx, job, { start, ...input }) => {
      if (start !== undefined) await saveTicks(deps, job, { ...input, start });
      const shared = await ticked(deps, ctx, job, start);
      if (shared === undefined) return;
      await replaceCard(ctx, deps, job, shareFormCard(shared, sharingOf(input)));
    }),
  });

const answer = sharingForm.extend({ chosen: z.string().catch('') });

/** Asks, naming the people; or shows the form again with what is wrong. */
const confirmShareTicked = (deps: BulkDeps): Action =>
  onJob(deps, {
    name: 'bulk-share-ask',
    extra: answer,
    run: choosing(deps, async (ctx, job, input) => {
      const shared = await ticked(deps, ctx, job);
      if (shared === undefined) return;
      await replaceCard(ctx, deps, job, shareQuestionCard(shared, sharingOf(input)));
    }),
  });

/** Shares them, one by one, and says of each that was not shared why. */
const shareTicked = (deps: BulkDeps, confirms: Action): Action => {
  // Pressed twice, it would send e-mails twice.
  const lately = new LRUCache<string, Content>({ max: 1_000, ttl: MINUTE });
  return onJob(deps, {
    name: 'bulk-share-go',
    extra: answer,
    ifStale: confirms,
    run: choosing(deps, async (ctx, job, input) => {
      const order = JSON.stringify([job.id, ctx.at.id, input.chosen, input.add, input.remove]);
      const done = lately.get(order);
      if (done !== undefined) {
        await replaceCard(ctx, deps, job, done);
        return;
      }
      const shared = await ticked(deps, ctx, job);
      if (shared === undefined) return;
      const read = sharingOf(input);
      const { wanted, problem } = read;
      if (problem !== undefined || shared.digest !== input.chosen) {
        const again = shareQuestionCard(shared, read, words.bulk.selectionChanged);
        await replaceCard(ctx, deps, job, again);
        return;
      }
      const items = await deps.jobs.store.items(job.id, { selected: true });
      const outcomes = new Map<string, ShareOutcome>();
      const { actor, permit } = ctx;
      const as = auditIdentity(deps, actor);
      await forEachConcurrent(items, async ({ recordingId: id, siteUrl }) => {
        const target = { id, siteUrl };
        outcomes.set(id, await performShare(deps, { as, actor, target }, wanted, permit.key));
      });
      const content = ticksSharedCard(job, items, wanted, outcomes);
      lately.set(order, content);
      await replaceCard(ctx, deps, job, content);
      // Those that failed stay ticked, to be tried again.
      const over = [...outcomes].flatMap(([id, outcome]) => ('error' in outcome ? [] : [id]));
      await deps.jobs.store.select(job.id, false, over);
    }),
  });
};

function ticksSharedCard(
  job: BulkJob,
  items: readonly JobItem[],
  wanted: Sharing,
  outcomes: ReadonlyMap<string, ShareOutcome>,
): Content {
  const of = (kind: ShareOutcome['kind']) =>
    items.filter(({ recordingId }) => outcomes.get(recordingId)?.kind === kind);
  const again = of('done-again');
  const done = [...of('done'), ...again];
  const errors = [...outcomes.values()].flatMap((one) => ('error' in one ? [one] : []));
  const refused = new Map<string, number>();
  for (const { kind, error } of errors) {
    const { what, advice } = explain(error);
    const why = `${what} ${advice}`.trim();
    if (kind === 'unchanged') refused.set(why, (refused.get(why) ?? 0) + 1);
  }
  const unsure = of('unsure').length;
  const bytes = done.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  const shared = wanted.add.length > 0 ? words.share.sharedMany : words.share.stoppedMany;
  const titles = [
    ...(done.length > 0 ? [shared({ what: amountWords({ count: done.length, bytes }) })] : []),
    ...(unsure > 0 ? [words.share.unsureMany({ count: unsure })] : []),
  ];
  const [title = words.share.noneShared, alsoUnsure] = titles;
  return messageCard({
    title,
    paragraphs: present([
      ...(done.length > 0 ? withWhom(wanted, again.length > 0) : []),
      ...[...refused].map(([why, count]) => words.bulk.refused({ count, why })),
      alsoUnsure && `${alsoUnsure}.`,
      unsure > 0 && words.share.harmless,
    ]),
    buttons: present([
      errors.length > 0 &&
        jobButton(job, words.common.tryAgain, 'bulk-share', addressInputs(wanted)),
      errors.some(({ error }) => explain(error).connect !== undefined) &&
        jobButton(job, words.common.connectAgain, 'job-connect'),
      jobButton(job, words.recording.backToList, 'select-cancel'),
    ]),
  });
}
