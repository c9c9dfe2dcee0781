import type { Notice } from '../../bot/ui/card.js';
import { busyWords, whole } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
import { type ListState, isOwn, writeState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { listButton, showListOf } from './inputs.js';
import { topicOf } from './row.js';
import type { SearchProgress } from './search/search.js';

/**
 * The outcome of a click whose list failed or is late.
 * @param follows whether the list is still on its way, and will replace the card
 */
export function outcomeCard(notice: Notice, state: ListState, follows = false): Content {
  return messageCard({
    title: notice.text,
    paragraphs: [follows ? words.list.follows : words.list.notNow],
    detail: notice.detail,
    buttons: [...(notice.buttons ?? []), listButton(words.list.show, 'refresh', state)],
  });
}

/** @param now milliseconds since the epoch */
export function searchingCard(state: ListState, progress: SearchProgress, now: number): Content {
  return messageCard({
    title: isOwn(state) ? words.list.searchingYours : words.list.searching,
    paragraphs: present([
      `${soFar(progress)} ${words.list.willAppear}`,
      busyWords(progress.busyUntil, now),
    ]),
    buttons: [listButton(words.common.cancel, 'cancel-search', state)],
  });
}

/** @param progress where it is known how far the search came */
export function cancelledCard(state: ListState, progress?: SearchProgress): Content {
  const isSorted = state.sort !== undefined && state.sort !== 'newest';
  return messageCard({
    title: words.list.cancelled,
    paragraphs: present([progress && soFar(progress), words.list.quicker]),
    buttons: present([
      listButton(words.list.searchAgain, 'refresh', state),
      isSorted && listButton(words.find.newest, 'refresh', { ...state, sort: 'newest' }),
      { title: words.list.last30Days, data: { action: 'list' } },
    ]),
  });
}

/** The match is somebody else's. */
export function notTheirsCard(
  recording: Recording,
  state: ListState,
  notes: readonly string[],
): Content {
  return messageCard({
    title: words.list.onlyItsHost,
    paragraphs: [words.list.sharedWithYou({ topic: topicOf(recording) }), ...notes],
    buttons: [
      { title: words.list.changeSearch, data: { action: 'edit', list: writeState(state) } },
      showListOf(state, state.asOf * SECOND),
    ],
  });
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

function soFar({ count, since }: SearchProgress): string {
  const found = whole(count);
  return since === undefined
    ? words.list.soFar({ found })
    : words.list.soFarBackTo({ found, month: month.format(since) });
}
