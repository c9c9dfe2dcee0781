import type { z } from 'zod';
import { LONGEST_SAID } from '../../bot/clicks.js';
import type { MessageContext } from '../../bot/context.js';
import type { Button } from '../../bot/ui/card.js';
import { escapeText, isSafeInCard } from '../../bot/ui/escape.js';
import { messageCard, sayButton, showListButton } from '../../bot/ui/message.js';
import { contentOnTop, fillCard } from '../../bot/ui/text-of-card.js';
import { jsonOf } from '../../webex/messages.js';
import { defined, present } from '../../util/present.js';
import { listSentence } from './card.js';
import { nearestNames } from './nearest.js';
import { nameButtons } from './row.js';
import { type Command, type Feature, type Meant, action, command } from '../../bot/feature.js';
import { type ListState, writeState } from '../../query/list-state.js';
import { pattern } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import { listCommand } from './command.js';
import {
  COMPARED_ONE,
  type ListDeps,
  ORDINAL,
  POINTING,
  ROWS_NAMED,
  actorAbove,
  listButton,
  prefixOf,
  listOf,
  listTarget,
  upToNow,
} from './inputs.js';
import { cancelledCard } from './page.js';
import { pickRecording } from './pick.js';
import { isTopicOfTheirs } from './place.js';
import { sameCommand, turnPageCommand } from './same.js';
import { answerUnknown, mayBeRead } from './unknown.js';
import { searchJob } from './search/job.js';
import { showList, showPage } from './show.js';

/** `list`: a person's recordings, page by page, and the search behind them. */
export const list = (deps: ListDeps): Feature => {
  const asOfNow = (input: z.output<typeof listTarget>): ListState =>
    upToNow(listOf(input, deps.now()), deps.now());
  return {
    commands: [pickCommand(deps), listCommand(deps), sameCommand(deps), turnPageCommand(deps)],
    actions: [
      action({
        // A new card, because the card that was clicked is not a list.
        name: 'list',
        input: listTarget,
        run: ({ actor, reply: answer }, input) => showList(deps, { actor, answer }, asOfNow(input)),
      }),
      action({
        name: 'page',
        input: listTarget,
        run: ({ actor, update: answer }, input) =>
          showPage(deps, { actor, answer }, listOf(input, deps.now())),
      }),
      action({
        name: 'refresh',
        input: listTarget,
        run: ({ actor, update: answer }, input) =>
          showList(deps, { actor, answer }, asOfNow(input)),
      }),
      action({
        name: 'cancel-search',
        stops: true,
        input: listTarget,
        run: async ({ actor, at, update: answer }, input) => {
          const state = listOf(input, deps.now());
          const progress = await deps.searches.cancel(at);
          // The search can have ended at the moment of the click; pressed twice, it begins no other.
          if (progress === undefined)
            await showPage(deps, { actor, answer }, state, cancelledCard(state));
          else await answer(cancelledCard(state, progress));
        },
      }),
    ],
    // Below “Which one?” a name says which.
    finds: async (actor, meant) =>
      (meant.isTopic !== true || deps.searches.lastPicked(actor)?.isOpen !== true) &&
      (await isTopicOfTheirs(deps, await actorAbove(deps, actor), meant)),
    unknown: (ctx, meant) => answerUnknown(deps, ctx, meant),
    // A question about one recording is over once something else was asked, but not after a word back.
    heard: (actor, { forOthers, group, isHidden }) => {
      const isAbout = forOthers === true || group === 'others';
      if (!isAbout && isHidden !== true) deps.searches.forgetPicked(actor);
    },
    jobs: [searchJob(deps)],
    // A running search must not overwrite what the person opened on its card.
    beforeUpdate: deps.searches.cards.supersede,
  };
};

/** Behind all that may understand a line. */
export const listLeadsOn = (deps: ListDeps): Feature => ({
  unknown: (ctx, meant) => leadOn(deps, ctx, meant),
});

/** “ah no hang on, marketing want it” */
const DECLINES = pattern`^(?!.*\?\s*$)((ah|oh|hmm+|ok|actually|sorry)[\s,]+)*(no|nope|wait|stop|cancel|hang on|hold on|don['’]?t|leave|forget|not)\b`;

/**
 * Where nothing tells what a line means, leads on from what is in front of the person: the question that is open,
 * recordings of names that they may have meant, the recording or the list that they look at.
 * @returns whether there was any
 */
async function leadOn(
  deps: ListDeps,
  ctx: MessageContext,
  meant: Meant | undefined,
): Promise<boolean> {
  const { actor, line = '', reply } = ctx;
  if (!mayBeRead(ctx, meant)) return false;
  const question = await ctx.question?.();
  if (question !== undefined && DECLINES.test(line))
    return (await ctx.dispatch('cancel', ctx)) === 'done';
  if (question !== undefined) {
    const asked = fillCard(question, words.help.pressWhy);
    const paragraphs = [words.list.stillOpen];
    const { card: note = {} } = messageCard({ title: words.help.unknown, paragraphs });
    const isNoted = jsonOf(question).includes(words.list.stillOpen);
    await reply(isNoted ? asked : contentOnTop(note, asked));
    return true;
  }
  const now = deps.now();
  const theirs = await actorAbove(deps, actor);
  const whose = defined({ host: theirs.onBehalfOf?.personId });
  const { nearest } = await nearestNames(deps, theirs, line);
  const above = await ctx.answersOn?.();
  // A row of a list carries no name.
  const topic = above?.isNext === true ? (above.about.topic ?? '') : '';
  const isCard = topic !== '';
  const list = deps.searches.lastShown(actor);
  if (nearest.length === 0 && !isCard && list === undefined) return false;
  const onCard = (title: string, action: string): Button => ({
    title,
    data: { ...above?.about, action },
  });
  const search = meant?.isTopic === true && isSafeInCard(meant.text, LONGEST_SAID);
  await reply(
    messageCard({
      title: words.help.unknown,
      paragraphs: present([
        isCard && words.list.onCard({ topic: escapeText(topic, 60) }),
        !isCard && list !== undefined && words.list.onList({ list: listSentence(list) }),
        nearest.length > 0 && words.list.nearNames,
      ]),
      choices: nameButtons(nearest, now, whose),
      buttons: present([
        ...(isCard
          ? [
              onCard(words.common.details, 'more'),
              onCard(words.recording.transcript, 'transcript'),
              onCard(words.recording.whoWatched, 'watched'),
            ]
          : []),
        search && sayButton(meant.text, `${prefixOf(theirs)}${meant.text}`),
        list !== undefined && listButton(words.recording.backToList, 'list', list),
        list !== undefined && {
          title: words.list.changeSearch,
          data: { action: 'edit', list: writeState(list) },
        },
        showListButton,
      ]),
    }),
  );
  return true;
}

/** “the second one”, “yes, the first”, “not this one, the other one” */
const ANOTHER = pattern`
  ^(
    (
      pick|choose|take|only|just|and|also|(what|how) about|yes|yep|yup|yeah|ok|okay|sure|no|nope|not (this|that)( one)?
      |i meant?
    )[\s,.!]+
  )*(?<what>
    ${ORDINAL.source.slice(1, -1)}|(?!(the )?(first|top) (?!(and|,)))(${ROWS_NAMED.source.slice(1)})|${COMPARED_ONE.source.slice(1, -1)}|(the )?(last|first)( (one|recording))?|both \p{L}+s
    |(?<=[\s,.!])(the )?(newest|latest|oldest|largest|biggest|longest|shortest|smallest)( one)?
    |(the|that) other( one)?
  )( (instead|rather|then|please|pls|after all))*$
`;

/** “the second one”, after a question: answers it, as “delete the second one” would have been asked. */
const pickCommand = (deps: ListDeps): Command =>
  command({
    name: 'pick',
    seeksTopic: true,
    words: [],
    says: [ANOTHER],
    help: words.list.help,
    isHidden: true,
    forOthers: true,
    run: async (ctx, rest) => {
      const picked = deps.searches.lastPicked(ctx.actor);
      // The newest of those that are shown.
      if (picked?.isOpen === true && /^(?:the\s+)?last(?:\s+(?:one|recording))?$/i.test(rest))
        await ctx.dispatch('the newest');
      // “also #1 and #3”
      else if (ROWS_NAMED.test(rest))
        await ctx.dispatch(
          `${picked?.pick.verb ?? 'select'} ${rest}${picked?.pick.behind ?? ''}`,
          ctx,
        );
      else if (picked !== undefined)
        await pickRecording(deps, ctx, rest.replace(/^both .*/i, 'both'), picked.pick);
      else if (POINTING.test(rest) && (await ctx.question?.()) !== undefined)
        await ctx.dispatch('yes');
      else await ctx.dispatch(`open ${rest}`);
    },
  });

export { askMeaning, needsZone, readAsked, searchWords } from './command.js';
export * from './inputs.js';
export { pickRecording } from './pick.js';
export { isTopicOfTheirs } from './place.js';
export { meetingOf, MOST_HOSTS, notTheirsCard, renderListPage, titleOfHost } from './page.js';
export * from './row.js';
export { createSearchCache, type SearchCache, type SearchHandle } from './search/cache.js';
export { encryptedNotices, searchCardLock } from './search/job.js';
export { showList, showOutcome, showPage as showListPage } from './show.js';
