import type { Notice } from '../../bot/ui/card.js';
import { whole } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
import { type ListState, writeState } from '../../query/list-state.js';
import type { Content } from '../../webex/messages.js';
import type { SearchProgress } from './search/search.js';

/**
 * What came of a click, when the list that should stand below it could not be had, or takes longer
 * than people wait.
 *
 * @param follows whether it is still looked for, and will take the card's place
 */
export function outcomeCard(notice: Notice, state: ListState, follows = false): Content {
  return messageCard({
    title: notice.text,
    paragraphs: [
      follows
        ? 'Your list takes Webex a little longer: it will stand here.'
        : 'Webex could not give me the list just now.',
    ],
    detail: notice.detail,
    buttons: [
      ...(notice.buttons ?? []),
      { title: 'Show the list', data: { action: 'refresh', list: writeState(state) } },
    ],
  });
}

/** A search that takes its time, with a way to end it. */
export function searchingCard(state: ListState, progress: SearchProgress): Content {
  return messageCard({
    title: 'Searching your recordings…',
    paragraphs: [`${soFar(progress)} The list will stand here when I have them all.`],
    buttons: [{ title: 'Cancel', data: { action: 'cancel-search', list: writeState(state) } }],
  });
}

/** A search that the person has ended. */
export function cancelledCard(state: ListState, progress: SearchProgress): Content {
  const newest: ListState = { ...state, sort: 'newest' };
  const again = { title: 'Search again', data: { action: 'refresh', list: writeState(state) } };
  return messageCard({
    title: 'Search cancelled',
    paragraphs: [
      soFar(progress),
      'Nothing was changed. A shorter time, or words to look for, make a search quicker.',
    ],
    buttons: [
      again,
      ...(state.sort === undefined || state.sort === 'newest'
        ? []
        : [{ title: 'Newest first', data: { action: 'refresh', list: writeState(newest) } }]),
      { title: 'Last 30 days', data: { action: 'list' } },
    ],
  });
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

function soFar({ count, since }: SearchProgress): string {
  const found = `So far ${whole(count)} ${count === 1 ? 'recording' : 'recordings'}`;
  return `${found}${since === undefined ? '' : `, back to ${month.format(since)}`}.`;
}
