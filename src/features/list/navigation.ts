import type { Button } from '../../bot/ui/card.js';
import {
  type ListState,
  PAGE,
  WIDER_DAYS,
  hasEarlier,
  writeState,
} from '../../query/list-state.js';
import { shifted } from '../../query/calendar.js';
import type { Listing } from '../../recordings/list.js';
import { DAY } from '../../util/time.js';

/**
 * The buttons below a list: through its pages, to earlier and later spans, to now, and to the form
 * that it can be changed with. At most five, which is all that Webex shows.
 *
 * @param at the page shown
 * @param shown rows on it
 */
export function navigation(at: ListState, { recordings }: Listing, shown: number): Button[] {
  const last = at.start + shown >= recordings.length;
  return [
    ...(at.start > 0 ? [page('‹ Newer', { ...at, start: Math.max(0, at.start - PAGE) })] : []),
    ...(last ? [] : [page('Older ›', { ...at, start: at.start + shown })]),
    { title: 'Refresh', data: { action: 'refresh', list: writeState(at) } },
    { title: 'Edit', data: { action: 'edit', list: writeState({ ...at, start: 0 }) } },
    ...(recordings.length > 0 ? several(at) : []),
    ...spans({ ...at, start: 0 }, last, at.start === 0),
    ...(recordings.length === 0 ? wider(at) : []),
  ];
}

function page(title: string, state: ListState): Button {
  return { title, data: { action: 'page', list: writeState(state) } };
}

/** What lies before and after the span shown. */
function spans(at: ListState, last: boolean, first: boolean): Button[] {
  if (at.span === undefined) {
    const days = `${at.days} ${at.days === 1 ? 'day' : 'days'}`;
    return [
      ...(last && at.days < WIDER_DAYS && hasEarlier(at)
        ? [page(`Earlier ${days}`, { ...at, back: at.back + 1 })]
        : []),
      ...(at.back > 0 && first ? [page(`Later ${days}`, { ...at, back: at.back - 1 })] : []),
    ];
  }
  const earlier = last ? shifted(at, -1) : undefined;
  const later = first ? shifted(at, 1) : undefined;
  return [
    ...(earlier === undefined ? [] : [page('Earlier', { ...at, span: earlier })]),
    ...(later === undefined ? [] : [page('Later', { ...at, span: later })]),
  ];
}

/** Where nothing was found, the same over a longer time may be. */
function wider(state: ListState): Button[] {
  const { span, days, asOf, limit, filter, sort, host, scope } = state;
  const long = span === undefined ? days : (span.to - span.from) / DAY;
  if (long >= WIDER_DAYS) return [];
  const kept = Object.fromEntries(
    Object.entries({ filter, sort, host, scope }).filter(([, value]) => value !== undefined),
  );
  const year = { ...kept, days: WIDER_DAYS, back: 0, asOf, limit, start: 0 };
  return [page('Search the last 12 months', year)];
}

/** Of one person's recycle bin, many can be chosen at once. */
function several(at: ListState): Button[] {
  if (at.filter?.status !== 'deleted' || at.scope !== undefined) return [];
  return [{ title: 'Select several…', data: { action: 'bin-select', list: writeState(at) } }];
}
