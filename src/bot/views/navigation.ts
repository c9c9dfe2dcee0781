import type { Listing } from '../../recordings/list.js';
import { hasEarlier, PAGE, USUAL_DAYS, WIDER_DAYS } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import type { ListState } from '../list-state.js';
import type { Button } from './button.js';

/**
 * The buttons below a list: through its pages, to earlier and later spans, to now. At most five,
 * which is all that Webex shows.
 *
 * @param at the page shown
 * @param shown rows on it
 */
export function navigation(at: ListState, { recordings }: Listing, shown: number): Button[] {
  const to = (title: string, change: Partial<ListState>): Button => ({
    title,
    data: { action: 'page', list: writeState({ ...at, start: 0, ...change }) },
  });
  const last = at.start + shown >= recordings.length;
  const usual = at.days === USUAL_DAYS;
  return [
    ...(at.start > 0 ? [to('‹ Newer', { start: Math.max(0, at.start - PAGE) })] : []),
    ...(last ? [] : [to('Older ›', { start: at.start + shown })]),
    { title: 'Refresh', data: { action: 'refresh', list: writeState(at) } },
    ...(last && usual && hasEarlier(at)
      ? [to(`Earlier ${USUAL_DAYS} days`, { back: at.back + 1 })]
      : []),
    ...(at.back > 0 && at.start === 0
      ? [to(`Later ${USUAL_DAYS} days`, { back: at.back - 1 })]
      : []),
    ...(recordings.length === 0 && usual
      ? [to('Search the last 12 months', { days: WIDER_DAYS, back: 0 })]
      : []),
  ];
}
