import { card } from '../../../bot/ui/card.js';
import { cardContent } from '../../../bot/ui/text-of-card.js';
import type { Content } from '../../../webex/messages.js';
import type { ItemTotals, BulkChange, BulkJob } from '../model.js';
import { CHANGE_WORDS, amount, counted, searchInWords } from './words.js';

/** What is asked about. */
export interface Selection extends ItemTotals {
  /** As `markOfChosen` gives it: the answer holds for these alone. */
  readonly digest: string;
}

/**
 * The one question before many are changed: it names how many and how large. A permanent deletion
 * takes their number, typed.
 *
 * @param said what was not right with the last answer, where there was one
 */
export function confirmBulkCard(
  job: BulkJob,
  what: BulkChange,
  chosen: Selection,
  said?: string,
): Content {
  const { order, consequence } = CHANGE_WORDS[what];
  const them = chosen.count === 1 ? 'it' : 'them';
  const texts = [...(said === undefined ? [] : [said]), searchInWords(job), consequence(them)];
  const restoring = what === 'restore';
  const filled = card(what === 'delete' ? 'bulk-purge' : 'bulk-confirm', {
    question: `${order(amount(chosen))}?`,
    paragraphs: texts.map((text) => ({ text })),
    label: `Type ${counted(chosen.count)} to delete ${them}`,
    tone: restoring ? 'good' : 'attention',
    style: restoring ? 'positive' : 'destructive',
    yes: `Yes, ${order(them).toLowerCase()}`,
    go: {
      action: 'bulk-go',
      job: job.id,
      what,
      count: String(chosen.count),
      chosen: chosen.digest,
    },
    back: { action: 'job-show', job: job.id },
  });
  return cardContent(filled);
}
