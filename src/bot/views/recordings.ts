import type { Listing } from '../../recordings/list.js';
import type { Content } from '../../webex/messages.js';
import { bytesOf, card, LARGEST_CARD_BYTES } from '../card.js';
import { PAGE, USUAL_DAYS, windowOf, type ListState } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import { cardDate, cardDateTime, plainDate, plainDateTime } from './dates.js';
import { navigation } from './navigation.js';
import type { Notice } from './notice.js';
import { noticeRow } from './notice.js';
import { recordingRow } from './recording-row.js';

/** The list card: one page of recordings, and on top what came of the last click. */
export interface RecordingsView {
  readonly state: ListState;
  readonly listing: Listing;
  readonly notice?: Notice | undefined;
}

/**
 * Fills the list card, with fewer rows where five would make it too large, and the same words for
 * clients without cards: those carry no password and no link.
 */
export function recordingsContent(view: RecordingsView): Content {
  for (let rows = PAGE; ; rows -= 1) {
    const content = page(view, rows);
    if (rows <= 1 || bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES) return content;
  }
}

function page({ state, listing, notice }: RecordingsView, rows: number): Content {
  const { recordings } = listing;
  // The page may be gone with what was deleted from it: show the last one that there is.
  const start = state.start < recordings.length ? state.start : lastPage(recordings.length);
  const at = { ...state, start };
  const shown = recordings.slice(start, start + rows);
  const home = commonest(recordings.map(({ siteUrl }) => siteUrl));
  const list = writeState(at);
  const filledRows = shown.map((recording, index) =>
    recordingRow(recording, { index, list, tellSite: recording.siteUrl !== home }),
  );
  const { from, to } = windowOf(state);
  const spanOf = (write: (ms: number) => string): string =>
    state.back === 0 ? `Last ${state.days} days` : `${write(from)} – ${write(to - 1000)}`;
  const count = counted(start, shown.length, listing);
  const asOf = state.asOf * 1000;
  const emptyText = `You have no recordings in this time${state.days > USUAL_DAYS ? '' : ': a wider search may find some'}.`;

  const filled = card('recordings', {
    notices: notice === undefined ? [] : [noticeRow(notice)],
    heading: 'Your recordings',
    range: [spanOf(cardDate), ...count, `as of ${cardDateTime(asOf)}`].join(' · '),
    isEmpty: shown.length === 0,
    emptyText,
    rows: filledRows.map(({ view }) => view),
    navigation: navigation(at, listing, shown.length),
  });
  const markdown = [
    ...(notice === undefined
      ? []
      : [notice.plain, ...(notice.detail === undefined ? [] : [notice.detail])]),
    `**Your recordings** – ${[spanOf(plainDate), ...count, `as of ${plainDateTime(asOf)}`].join(' · ')}`,
    ...(shown.length === 0
      ? [emptyText]
      : [filledRows.map(({ plain }) => `- ${plain}`).join('\n')]),
  ];
  return { markdown: markdown.join('\n\n'), card: filled };
}

/** Most recordings are on one site: only where one is not, the site is worth a word. */
function commonest(sites: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const site of sites) counts.set(site, (counts.get(site) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function lastPage(count: number): number {
  return Math.max(0, Math.floor((count - 1) / PAGE) * PAGE);
}

function counted(start: number, shown: number, { recordings, more }: Listing): string[] {
  if (shown === 0) return [];
  const total = `${recordings.length}${more ? '+' : ''}`;
  return shown === recordings.length && !more
    ? [recordings.length === 1 ? '1 recording' : `${total} recordings`]
    : [`${start + 1}–${start + shown} of ${total}`];
}
