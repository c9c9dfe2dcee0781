import { withToken } from '../../accounts/token-provider.js';
import { type Actor, actsForSelf, undefinedIfUntold } from '../../accounts/types.js';
import type { Button, Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { sayButton } from '../../bot/ui/message.js';
import { isEver } from '../../query/calendar.js';
import {
  LONGEST_WORDS,
  type ListState,
  USUAL_DAYS,
  WIDER_DAYS,
  latest,
  windowOf,
} from '../../query/list-state.js';
import { nearestOf, withoutMeeting } from '../../query/topic-words.js';
import { isNoTopic } from '../../query/topics.js';
import { type Filter, hasWords } from '../../recordings/filter.js';
import { type Listing, LARGEST_PAGE, listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { defined, present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { ListDeps } from './inputs.js';
import { MOST_NAMES, nameButtons } from './row.js';

/** A person waits for this before they are asked what they meant. */
const PATIENCE_MS = 3 * SECOND;
/** Conditions on what a recording is called. */
export const NAMED_BY = new Set<string>(['topic', 'anyTopic', 'of']);

/** What one call gives of a list; undefined where Webex does not tell soon. */
export const listedSoon = (
  { webex, tokens, now }: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  state: ListState,
): Promise<Listing | undefined> => {
  const sought = { ...recordedIn(windowOf(state), now()), ...defined({ filter: state.filter }) };
  return withTimeout(PATIENCE_MS, (signal) =>
    withToken(tokens, actor, (authority) =>
      listRecordings(webex, authority, { ...sought, limit: LARGEST_PAGE, signal }),
    ),
  );
};

/**
 * The names of a person's recordings of a year that are nearest to what they wrote: one call. None where Webex does
 * not tell, or not soon.
 * @param filter e.g. `{ status: 'deleted' }`
 */
export async function nearestNames(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  said: string,
  filter: Filter = {},
): Promise<ReturnType<typeof nearestOf> & { readonly names: readonly string[] }> {
  const year = latest(deps.now(), LARGEST_PAGE, WIDER_DAYS);
  const found = await listedSoon(deps, actor, { ...year, filter }).catch(undefinedIfUntold);
  const names = found?.recordings.map(({ topic }) => topic) ?? [];
  return { names, ...nearestOf(said, names, isNoTopic) };
}

/** Where nothing has a topic that was said: names that are near to it. */
export async function nearNotice(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  { filter = {}, host, scope }: ListState,
  { recordings, more }: Listing,
): Promise<Notice | undefined> {
  const { topic, of = topic, anyTopic = present([of]), status = 'available' } = filter;
  const isOthers = host !== undefined || scope !== undefined || status !== 'available';
  if (recordings.length > 0 || more || anyTopic.length === 0 || isOthers) return undefined;
  const { nearest } = await nearestNames(deps, actor, anyTopic.join(' '));
  if (nearest.length === 0) return undefined;
  return { style: 'accent', text: words.list.nearNames, buttons: nameButtons(nearest, deps.now()) };
}

/**
 * A command once more, of each name that is near to words of which it found nothing.
 * @param lineOf the command; undefined where no button can carry it
 */
export async function saidOfNames(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  guessed: string,
  filter: Filter,
  lineOf: (what: string) => string | undefined,
): Promise<Button[]> {
  if (guessed === '' || !actsForSelf(actor)) return [];
  const { nearest } = await nearestNames(deps, actor, guessed, filter);
  const buttons = nearest.flatMap((name) => {
    const line = lineOf(`about "${name.replaceAll('"', '')}"`);
    return line === undefined ? [] : [sayButton(escapeText(name, 50), line, 'said')];
  });
  return buttons.slice(0, MOST_NAMES);
}

/**
 * Of a list of which some words were taken for a topic: where nothing is called that, the same list of the name that is
 * nearest to them, or without them if anything else was said.
 */
export const withoutGuess =
  (
    deps: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
    state: ListState,
    guessed: string,
    isMore: boolean,
  ) =>
  async (
    actor: Actor,
  ): Promise<{ readonly state: ListState; readonly notice: Notice } | undefined> => {
    const others: Filter = Object.fromEntries(
      Object.entries(state.filter ?? {}).filter(([name]) => !NAMED_BY.has(name)),
    );
    const { names, nearest, isSure } = await nearestNames(deps, actor, guessed);
    const [name = ''] = nearest;
    const style = 'accent';
    const topic = isSure ? undefined : withoutMeeting(guessed);
    if (topic !== undefined && names.some((each) => hasWords(topic, each))) {
      const said = { said: escapeText(guessed, 60), topic: escapeText(topic, 60) };
      const text = words.list.noneCalledAll(said);
      return { state: { ...state, filter: { ...others, topic } }, notice: { style, text } };
    }
    if (isSure) {
      const topic = name.slice(0, LONGEST_WORDS);
      const text = words.list.nearest({ name: escapeText(name, 60) });
      // Names are of a year; where no time was said, so is the list.
      const isUsual = state.span === undefined && state.days === USUAL_DAYS;
      const days = isUsual ? WIDER_DAYS : state.days;
      return { state: { ...state, days, filter: { ...others, topic } }, notice: { style, text } };
    }
    const { span, zone = 'UTC' } = state;
    // Of “the 2 oldest standups” there would be left the oldest of all.
    const isAll = span !== undefined && isEver(span, { now: deps.now(), zone });
    const isLess = Object.keys(others).length > 0 || (isMore && !isAll);
    if (nearest.length > 0 || !isLess) return undefined;
    const text = words.list.noneCalled({ said: escapeText(guessed, 60) });
    return { state: { ...state, filter: others }, notice: { style, text } };
  };
