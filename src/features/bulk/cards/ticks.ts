import { type Button, card } from '../../../bot/ui/card.js';
import { escapeText } from '../../../bot/ui/escape.js';
import { cardDate, duration, size } from '../../../bot/ui/format.js';
import { cardContent } from '../../../bot/ui/text-of-card.js';
import type { JobItem } from '../../../jobs/job.js';
import type { Content } from '../../../webex/messages.js';
import type { BulkJob, BulkSummary } from '../model.js';
import { amount, counted } from './words.js';

/** Rows of a page. */
export const PAGE_SIZE = 8;

/** A page of recordings to choose among. */
export interface SelectionView {
  readonly job: BulkJob;
  readonly standing: BulkSummary;
  /** Position of the first. */
  readonly start: number;
  readonly items: readonly JobItem[];
  /** Topics by id, defused; those that could be read. */
  readonly topics: ReadonlyMap<string, string>;
}

/** The name of the input that ticks the item at a position. */
export function inputName(position: number): string {
  return `t${position}`;
}

/** Recordings with a tick each; whatever button is pressed, the ticks are kept. */
export function selectionCard({ job, standing, start, items, topics }: SelectionView): Content {
  const { all, selected: ticked } = standing;
  const end = start + items.length;
  const lineOf = (item: JobItem): string => {
    const { recordingId, recordedAt, durationSeconds, sizeBytes, siteUrl } = item;
    return [
      topics.get(recordingId) ?? 'A recording that Webex does not show just now',
      cardDate(recordedAt),
      ...(durationSeconds === undefined ? [] : [duration(durationSeconds)]),
      ...(sizeBytes === undefined ? [] : [size(sizeBytes)]),
      ...(standing.bySite.length < 2 || siteUrl === undefined ? [] : [escapeText(siteUrl, 40)]),
    ].join(' · ');
  };
  const to = (name: string, then: string): Button => ({
    title: name,
    data: { action: 'bulk-tick', job: job.id, start: String(start), then },
  });
  const filled = card('bulk-ticks', {
    title: `Chosen: ${amount(ticked)} of ${counted(all.count)}`,
    range: `${counted(start + 1)}–${counted(end)} of ${counted(all.count)}, the oldest first. Untick what is to stay as it is.`,
    rows: items.map((item) => ({
      id: inputName(item.position),
      title: lineOf(item),
      value: String(item.selected),
    })),
    buttons: [
      ...(start === 0 ? [] : [to('‹ Save & back', 'back')]),
      ...(end >= all.count ? [] : [to('Save & next ›', 'next')]),
      ...(ticked.count === 0 ? [] : [to('Select none', 'none')]),
      ...(ticked.count === all.count ? [] : [to('Select all', 'all')]),
      to('Save & done', 'done'),
    ],
  });
  return cardContent(filled);
}
