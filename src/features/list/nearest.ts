import { withToken } from '../../accounts/token-provider.js';
import { type Actor, actsForSelf, undefinedIfUntold } from '../../accounts/types.js';
import { type Meant, ofTitle } from '../../bot/feature.js';
import type { Button, Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { sayButton } from '../../bot/ui/message.js';
import { keeps } from '../../query/fields.js';
import {
  LONGEST_WORDS,
  type ListState,
  USUAL_DAYS,
  USUAL_LIMIT,
  WIDER_DAYS,
  latest,
  windowOf,
} from '../../query/list-state.js';
import { stateOfQuery } from '../../query/query.js';
import { readWords } from '../../query/read-words.js';
import { nearestOf } from '../../query/topic-words.js';
import { isNoTopic } from '../../query/topics.js';
import type { Filter } from '../../recordings/filter.js';
import { LARGEST_PAGE, listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { type ListDeps, listButton } from './inputs.js';

/** A person waits for this before they are asked what they meant. */
const PATIENCE_MS = 3 * SECOND;
const MOST_NAMES = 3;
const ABOUT = new Set(['topic', 'anyTopic', 'of']);

/**
 * The names of a person's recordings of a year that are nearest to what they wrote: one call. None where Webex does
 * not tell, or not soon.
 * @param filter e.g. `{ status: 'deleted' }`
 */
export async function nearestNames(
  { webex, tokens, now }: Pick<ListDeps, 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  said: string,
  filter: Filter = {},
): Promise<ReturnType<typeof nearestOf>> {
  const span = recordedIn(windowOf(latest(now(), LARGEST_PAGE, WIDER_DAYS)), now());
  const found = await withTimeout(PATIENCE_MS, (signal) =>
    withToken(tokens, actor, (authority) =>
      listRecordings(webex, authority, { ...span, filter, limit: LARGEST_PAGE, signal }),
    ),
  ).catch(undefinedIfUntold);
  const names = found?.recordings.map(({ topic }) => topic) ?? [];
  return nearestOf(said, names, isNoTopic);
}

/** To a list of what is named so, of a year. */
export function stateNamed(
  topic: string,
  now: number,
  whose: Pick<ListState, 'host'> = {},
): ListState {
  const filter = { topic: topic.slice(0, LONGEST_WORDS) };
  return { ...latest(now, USUAL_LIMIT, WIDER_DAYS), ...whose, filter };
}

export function nameButtons(
  topics: readonly string[],
  now: number,
  whose?: Pick<ListState, 'host'>,
): Button[] {
  return topics
    .slice(0, MOST_NAMES)
    .map((topic) => listButton(escapeText(topic, 50), 'list', stateNamed(topic, now, whose)));
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
    return line === undefined ? [] : [sayButton(escapeText(name, 50), line)];
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
      Object.entries(state.filter ?? {}).filter(([name]) => !ABOUT.has(name)),
    );
    const { nearest, isSure } = await nearestNames(deps, actor, guessed);
    const [name = ''] = nearest;
    const style = 'accent';
    if (isSure) {
      const topic = name.slice(0, LONGEST_WORDS);
      const text = words.list.nearest({ name: escapeText(name, 60) });
      // Names are of a year; where no time was said, so is the list.
      const isUsual = state.span === undefined && state.days === USUAL_DAYS;
      const days = isUsual ? WIDER_DAYS : state.days;
      return { state: { ...state, days, filter: { ...others, topic } }, notice: { style, text } };
    }
    if (nearest.length > 0 || !isMore) return undefined;
    const text = words.list.noneCalled({ said: escapeText(guessed, 60) });
    return { state: { ...state, filter: others }, notice: { style, text } };
  };

/**
 * True when a line that may be a topic alone, or one of “… recordings”, is one: the usual list has a recording
 * of theirs about it. One call; where Webex does not tell, or not soon, false.
 */
export async function isTopicOfTheirs(
  { webex, tokens, now, log }: Pick<ListDeps, 'webex' | 'tokens' | 'now' | 'log'>,
  actor: Actor,
  { name, text, isTopic, isTitle }: Meant,
): Promise<boolean> {
  if (isTopic !== true && isTitle !== true && name !== 'list') return false;
  const calendar = { now: now(), zone: 'UTC' };
  const sought = isTitle === true ? ofTitle(text) : text;
  const state = stateOfQuery(readWords(sought.replace(/^\S+\s+/, ''), calendar).query, calendar);
  const { filter } = state;
  if (filter?.topic === undefined && filter?.anyTopic === undefined) return false;
  const span = recordedIn(windowOf(state), calendar.now);
  try {
    const found = await withTimeout(PATIENCE_MS, (signal) =>
      withToken(tokens, actor, (authority) =>
        listRecordings(webex, authority, { ...span, filter, limit: LARGEST_PAGE, signal }),
      ),
    );
    return found?.recordings.some((recording) => keeps(filter, recording)) ?? false;
  } catch (error) {
    log.debug({ err: error }, 'topic not looked for');
    return false;
  }
}
