import { type Actor, actsForSelf } from '../../accounts/types.js';
import { LONGEST_SAID, tellFirst } from '../../bot/clicks.js';
import type { MessageContext } from '../../bot/context.js';
import { type Meant } from '../../bot/feature.js';
import { tellingWordsOf, wordsSaid } from '../../bot/follow-ups.js';
import type { Button } from '../../bot/ui/card.js';
import { escapeText, isSafeInCard } from '../../bot/ui/escape.js';
import { messageCard, sayButton, showListButton } from '../../bot/ui/message.js';
import { contentOnTop, fillCard } from '../../bot/ui/text-of-card.js';
import { writeState } from '../../query/list-state.js';
import { defined, present } from '../../util/present.js';
import { everyPattern, pattern, source } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import { jsonOf } from '../../webex/messages.js';
import { listSentence } from './card.js';
import { type ListDeps, actorAbove, prefixOf, listButton } from './inputs.js';
import { nearestNames, nearestText } from './nearest.js';
import { MOST_NAMES, nameButtons, stateNamed } from './row.js';
import { showList } from './show.js';

/** In front of a word of what is wanted: it is not. */
const UNWANTED = source`(?<!\b(not|never|n['’]t|before i|if i|when i|once i)( \p{L}+)?\s)`;
/** What is wanted of a recording, by words anywhere in a line; the first of them that fits. */
const WISHES: readonly (readonly [verb: string, cue: RegExp])[] = [
  [
    'unshare',
    pattern`
      \b(unshar\w+|withdraw|revoke|(stop|end|cancel) (the )?sharing|(remove|take away|end|stop) \S.{0,40}\baccess
      |(no longer|not|n['’]t) (\p{L}+ ){0,3}(have access|see it|watch it)|take \p{L}+ off)\b
    `,
  ],
  [
    'who watched',
    pattern`
      \b(who|any(one|body)|some(one|body)|how (many|often)|has|have|did)(['’]s)?\b.*\b
      (watch(ed|ing)|viewed|viewing|seen|looked? at|opened|downloaded)\b
      |\b(viewers|viewing figures|view count|how many views)\b
    `,
  ],
  [
    'restore',
    pattern`
      \b(restore|recover|undelete|(bring|get|put) (\S+ ){1,8}back|delet\w+ .*\b(mistake|accident\w*|wrong)
      |(mistake\w*|accident\w*) .*\bdelet\w+)\b
    `,
  ],
  [
    'delete',
    pattern`${UNWANTED}\b(delete|remove|erase|trash|get rid of|throw (it )?(away|out)|bin)\b|\bcan (go|away|be deleted)\b`,
  ],
  ['transcript', pattern`\b(transcripts?|transcription|what was said|in writing)\b`],
  [
    'summary',
    pattern`\b(summary|summari[sz]e\w*|notes|minutes of|recap|action items|key points)\b`,
  ],
  [
    'download',
    pattern`\b(download\w*|sav(e|ed|ing)|as a file|offline|(on|to) my (own )?(computer|laptop|phone|pc|disk|drive))\b`,
  ],
  [
    'share',
    pattern`${UNWANTED}\b(share|send|forward|pass|give|let (?!me|us|you)\S+ (have|see|watch)|should (get|have|see|receive))\b`,
  ],
  [
    'open',
    pattern`\b(watch|play|open|password|protected|how (long|big|large)|details|(what|which) (date|day)|when (was|were|did))\b`,
  ],
];
const PERSON = everyPattern`(?<=\b(with|to|let|give|send|for) |\band )[A-Z]\p{L}+(?![\p{L}'’@.])|\S+@\S+\.\p{L}+`;

/**
 * The command that does what a line wants of the recordings of these names: “share about "Weekly planning" with …”;
 * undefined where it says nothing of that.
 */
export function wishOf(line: string, names: readonly string[]): string | undefined {
  const [verb] = WISHES.find(([, cue]) => cue.test(line)) ?? [];
  if (verb === undefined || names.length === 0) return undefined;
  const about = names.map((name) => `"${name.replaceAll('"', '')}"`).join(' or ');
  const all = names.join(' ').toLowerCase();
  const people = verb.endsWith('share')
    ? (line.match(PERSON) ?? []).filter((one) => !all.includes(one.toLowerCase()))
    : [];
  return `${verb} about ${about}${people.length > 0 ? ` with ${people.join(', ')}` : ''}`;
}

/** Does what a line wants of the recordings of these names. @returns false where it says nothing of that */
export async function followWish(
  ctx: MessageContext,
  actor: Actor,
  names: readonly string[],
): Promise<boolean> {
  const wished = wishOf(ctx.line ?? '', names);
  if (wished === undefined || !isSafeInCard(wished, LONGEST_SAID)) return false;
  await ctx.dispatch(`${prefixOf(actor)}${wished}`, tellFirst(ctx, nearestText(names)));
  return true;
}

/** Says a title, and nothing beside it. */
function saysTitle(line: string, title: string): boolean {
  const said = wordsSaid(line);
  const sought = wordsSaid(title);
  const isThere = sought.length > 0 && sought.every((word) => said.includes(word));
  return isThere && tellingWordsOf(line).every((word) => sought.includes(word));
}

/**
 * Answers what no command understands by a way on from what is in front of the person: the question that is open,
 * recordings of names that they may have meant, the recording or the list that they look at.
 * @returns whether there was any
 */
export async function answerUnknown(
  deps: ListDeps,
  ctx: MessageContext,
  meant: Meant | undefined,
): Promise<boolean> {
  const { actor, direct, line = '', reply } = ctx;
  const isSlip = meant !== undefined && meant.isTopic !== true && meant.isWeak !== true;
  if (!direct || !actsForSelf(actor) || line === '' || isSlip || meant?.isTitle === true)
    return false;
  if ((await ctx.press?.((titles) => titles.find((title) => saysTitle(line, title)))) === true)
    return true;
  const now = deps.now();
  const theirs = await actorAbove(deps, actor);
  const whose = defined({ host: theirs.onBehalfOf?.personId });
  const { nearest, isNamed } = await nearestNames(deps, theirs, line);
  const isFew = isNamed && nearest.length <= MOST_NAMES;
  if (isFew && (await followWish(ctx, theirs, nearest))) return true;
  if (isFew) {
    const notice = { style: 'accent', text: nearestText(nearest) } as const;
    await showList(deps, { actor, answer: reply }, stateNamed(nearest, now, whose), notice);
    return true;
  }
  const question = await ctx.question?.();
  if (question !== undefined) {
    // Said above it already.
    if (jsonOf(question).includes(words.list.stillOpen)) {
      await reply(fillCard(question, words.help.pressWhy));
      return true;
    }
    const { card: note = {} } = messageCard({
      title: words.help.unknown,
      paragraphs: [words.list.stillOpen],
    });
    await reply(contentOnTop(note, fillCard(question, words.help.pressWhy)));
    return true;
  }
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
