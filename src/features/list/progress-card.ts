import type { Notice } from '../../bot/ui/card.js';
import { busyWords, whole } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
import { type ListState, isOwn } from '../../query/list-state.js';
import { present } from '../../util/present.js';
import type { Content } from '../../webex/messages.js';
import { listButton } from './inputs.js';
import type { SearchProgress } from './search/search.js';

/**
 * The outcome of a click whose list failed or is late.
 * @param follows whether the list is still on its way, and will replace the card
 */
export function outcomeCard(notice: Notice, state: ListState, follows = false): Content {
  return messageCard({
    title: notice.text,
    paragraphs: [
      follows
        ? 'Webex needs a little longer for your list. It will appear here.'
        : 'Webex couldn’t give me the list right now.',
    ],
    detail: notice.detail,
    buttons: [...(notice.buttons ?? []), listButton('Show the list', 'refresh', state)],
  });
}

/** @param now milliseconds since the epoch */
export function searchingCard(state: ListState, progress: SearchProgress, now: number): Content {
  return messageCard({
    title: isOwn(state) ? 'Searching your recordings…' : 'Searching recordings…',
    paragraphs: present([
      `${soFar(progress)} The list will appear here.`,
      busyWords(progress.busyUntil, now),
    ]),
    buttons: [listButton('Cancel', 'cancel-search', state)],
  });
}

export function cancelledCard(state: ListState, progress: SearchProgress): Content {
  const isSorted = state.sort !== undefined && state.sort !== 'newest';
  return messageCard({
    title: 'Search cancelled',
    paragraphs: [
      soFar(progress),
      'A shorter time span or words to look for make a search quicker.',
    ],
    buttons: present([
      listButton('Search again', 'refresh', state),
      isSorted && listButton('Newest first', 'refresh', { ...state, sort: 'newest' }),
      { title: 'Last 30 days', data: { action: 'list' } },
    ]),
  });
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

function soFar({ count, since }: SearchProgress): string {
  const found = `${whole(count)} found so far`;
  return `${found}${since === undefined ? '' : `, back to ${month.format(since)}`}.`;
}
